#include "sim/lab/session/capture_follow.h"

#include <functional>

#include "sim/lab/session/session.h"
#include "sim/lab/session/session_state.h"

namespace tlscam {
namespace {

std::size_t fingerprint(const StoredFrame& frame) {
  const auto at = static_cast<std::size_t>(frame.sent_at.time_since_epoch().count());
  return std::hash<std::string_view>()(as_text(frame.bytes)) ^ (at * 0x9e3779b97f4a7c15u);
}

}  // namespace

Bytes CaptureFollow::take(Session& session) {
  SessionState& state = session.state();
  if (!state.has_world()) return {};
  const OpenWorld& world = state.opened();
  // What was given of this world: up to here its frames are those that were.
  std::size_t end = 0;
  bool is_another = false;
  (void)world.pcapng([&](const StoredFrame& frame) {
    end = static_cast<std::size_t>(frame.number) + 1;
    if (end <= given_.size() && given_[end - 1] != fingerprint(frame)) is_another = true;
    return false;
  });
  if (is_another) given_.clear();
  if (end <= given_.size()) {
    given_.resize(end);  // it has gone back
    return {};
  }
  const std::size_t next = given_.size();
  given_.resize(end);
  return world.pcapng([&](const StoredFrame& frame) {
    if (frame.number < next) return false;
    given_[static_cast<std::size_t>(frame.number)] = fingerprint(frame);
    return true;
  });
}

}  // namespace tlscam
