// tlscam-board: what the page's worker for a real camera calls. The camera is at a serial port of the
// browser, whose bytes go in and out here. Texts are UTF-8 and end with 0; those that are returned belong to
// the caller, who gives them back with free(). Moments are true time, in microseconds since 1970.

#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>

#include "sim/lab/board/board_line.h"

extern "C" {
/// Implemented in JavaScript: sends bytes to the camera.
void tlscam_board_write(const std::uint8_t* bytes, std::size_t size);
}

namespace {

std::optional<tlscam::BoardLine> line;

tlscam::Instant instant(double microseconds) {
  return tlscam::Instant(tlscam::Duration(static_cast<std::int64_t>(microseconds)));
}

char* give(const std::string& text) {
  char* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

}  // namespace

extern "C" {

/// A port was opened; everything begins anew.
[[gnu::used]] void tlscam_board_open(double now) {
  line.emplace(instant(now), [](tlscam::ByteView bytes) { tlscam_board_write(bytes.data(), bytes.size()); });
}

/// The port has closed, for this reason.
[[gnu::used]] void tlscam_board_lost(const char* reason) {
  line->lost(reason);
}

/// Bytes have come from the camera.
[[gnu::used]] void tlscam_board_receive(const std::uint8_t* bytes, int size, double now) {
  line->advance(instant(now));
  line->receive({bytes, static_cast<std::size_t>(size)});
  line->advance(instant(now));
}

/// Lets time pass. Returns when to call it again at the latest; -1: only after something else has happened.
[[gnu::used]] double tlscam_board_advance(double now) {
  const auto next = line->advance(instant(now));
  return next ? static_cast<double>(next->time_since_epoch().count()) : -1;
}

/// See dispatch() of a BoardDesk.
[[gnu::used]] char* tlscam_board_command(const char* json) {
  return give(dispatch(line->desk(), json));
}

/// What has happened since the last one: a BoardUpdate as JSON.
[[gnu::used]] char* tlscam_board_update() {
  return give(line->take_update());
}

}  // extern "C"
