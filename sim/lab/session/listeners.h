#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/lab/protocol/message_seen.h"
#include "sim/time/instant.h"

namespace tlscam {

/// Functions that are told at once what happens in a world, on the thread that lets its time pass; the world
/// stands still meanwhile. Each may be empty.
struct Listeners {
  /// A whole line that a script, or a camera without a script, has printed; without the line end.
  std::function<void(const std::string& camera, Instant when, std::string_view line)> on_line;
  /// A message that goes onto the wire.
  std::function<void(const MessageSeen&)> on_message;
  /// A certificate that a camera has verified.
  std::function<void(const std::string& camera, Instant when, const VerificationStep&)> on_verification;
  /// Something that has gone wrong between the world and real programs.
  std::function<void(const std::string& text)> on_problem;
  /// Text of a command in the workstation's terminal.
  std::function<void(ByteView bytes, bool is_error)> on_terminal;
};

}  // namespace tlscam
