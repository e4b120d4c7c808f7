#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"

namespace tlscam {

class SessionState;

/// Exports the frames on the wire as a capture file (pcapng), with the secrets of the cameras' sessions.
struct CaptureCommand {
  using Reply = Bytes;
  static constexpr std::string_view kName = "capture";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
  std::optional<std::uint32_t> conversation;  ///< no other frames than its; none: all that are kept
};
constexpr auto fields_of(std::type_identity<CaptureCommand>) {
  return std::tuple(field("conversation", &CaptureCommand::conversation));
}
Result<CaptureCommand::Reply> carry_out(SessionState& state, const CaptureCommand& command);

/// Gives SHA-256 over all frames and their times so far.
struct FrameHashCommand {
  using Reply = std::string;
  static constexpr std::string_view kName = "frame_hash";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<FrameHashCommand>) {
  return std::tuple();
}
Result<FrameHashCommand::Reply> carry_out(SessionState& state, const FrameHashCommand& command);

}  // namespace tlscam
