#include "sim/capture/capture_export.h"

#include <utility>

namespace tlscam {
namespace {

std::string comment_of(const StoredFrame& frame) {
  switch (frame.fate) {
    case Fate::delivered:
      return "";
    case Fate::lost:
      return "lost on its way to the switch";
    case Fate::link_down:
      return "not sent: the link is down";
  }
  return "";
}

}  // namespace

CaptureFile to_capture(const FrameStore& frames, std::string key_log,
                       const std::function<bool(const StoredFrame&)>& keep) {
  CaptureFile file;
  file.comment = "a simulated world of tlscam; the times are its true time";
  file.key_log = std::move(key_log);
  for (const std::string& link : frames.links()) file.interfaces.push_back({.name = link});
  for (const StoredFrame& frame : frames.frames()) {
    if (frame.direction != Direction::from_node || (keep && !keep(frame))) continue;
    file.frames.push_back({.interface = static_cast<std::uint32_t>(frame.link),
                           .at = frame.sent_at,
                           .bytes = frame.bytes,
                           .original_size = static_cast<std::uint32_t>(frame.bytes.size()),
                           .comment = comment_of(frame)});
  }
  return file;
}

}  // namespace tlscam
