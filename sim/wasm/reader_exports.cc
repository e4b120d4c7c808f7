// tlscam-reader: what the page's reading worker calls. Texts are UTF-8 and end with 0; those that are
// returned belong to the caller, who gives them back with free().

#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "sim/lab/reader/reader_dispatch.h"
#include "sim/words/language.h"

extern "C" {
/// Implemented in JavaScript: bytes of a file, see FileBytes. The file is known by the number that
/// tlscam_reader_begin() got.
std::size_t tlscam_file_read(int file, double at, std::uint8_t* space, std::size_t size);
}

namespace {

/// Two captures can be open at a time: one of the live world, and a file.
struct Place {
  std::unique_ptr<tlscam::Reader> open = tlscam::Reader::without_capture();
  std::unique_ptr<tlscam::Reader> opening;
};
Place places[2];

char* give(const std::string& text) {
  char* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

std::size_t memory_in_use() {
  return static_cast<std::size_t>(mallinfo().uordblks);
}

}  // namespace

extern "C" {

/// From now on the reader speaks a language, given as for parse_numbered_language(). To be called before
/// anything else. Null, or why it cannot be read.
[[gnu::used]] char* tlscam_reader_speak(const char* words) {
  auto language = tlscam::parse_numbered_language(words);
  if (!language) return give(language.error().text);
  tlscam::use_language(*std::move(language));
  return nullptr;
}

/// Begins to read a capture. See begin_reader().
[[gnu::used]] char* tlscam_reader_begin(int place, int file, const char* key_log) {
  tlscam::ReaderLimits limits;
  limits.memory = memory_in_use;
  tlscam::Begun begun = tlscam::begin_reader(
      [file](std::uint64_t at, std::span<std::uint8_t> space) {
        return tlscam_file_read(file, static_cast<double>(at), space.data(), space.size());
      },
      key_log, std::move(limits));
  places[place].opening = std::move(begun.reader);
  return give(begun.answer);
}

/// Reads about so many bytes more of a capture that was begun. Returns how many were read so far; -1: all.
[[gnu::used]] double tlscam_reader_read_on(int place, double bytes) {
  tlscam::Reader& reader = *places[place].opening;
  return reader.read_on(static_cast<std::uint64_t>(bytes)) ? static_cast<double>(reader.position()) : -1;
}

/// What it has, when all was read. See overview_of().
[[gnu::used]] char* tlscam_reader_overview(int place) {
  return give(tlscam::overview_of(*places[place].opening));
}

/// Puts it in the place of the one before.
[[gnu::used]] void tlscam_reader_keep(int place) {
  places[place].open = std::move(places[place].opening);
}

/// Forgets a capture that was begun.
[[gnu::used]] void tlscam_reader_cancel(int place) {
  places[place].opening = nullptr;
}

/// See dispatch().
[[gnu::used]] char* tlscam_reader_command(int place, const char* json) {
  return give(tlscam::dispatch(*places[place].open, json));
}

}  // extern "C"
