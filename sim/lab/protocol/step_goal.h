#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/time/instant.h"

namespace tlscam {

/// `StepGoal` says what the world goes on to.
enum class StepGoal {
  message,         ///< the next message of TLS or DTLS, or data, is about to arrive
  frame,           ///< the next frame is about to arrive at a node
  alert,           ///< the next alert is about to arrive
  named_message,   ///< the next message of a name is about to arrive
  handshake_done,  ///< the second Finished of a connection has arrived
  time,            ///< an instant of virtual time
  script_end,      ///< the script of a camera has ended
};
constexpr auto enum_names(StepGoal) {
  return std::array<std::string_view, 7>{"message",        "frame", "alert",     "named_message",
                                         "handshake_done", "time",  "script_end"};
}

/// `Stop` is where the world stops, or has stopped.
struct Stop {
  Instant at;        ///< it stands still here, when everything due until then has happened
  Instant arrives;   ///< when what it stops at arrives; with `at` in front of it, it has not happened yet
  std::string text;  ///< for people: "before Certificate from openmv to cam2"
  std::optional<std::uint32_t> conversation;  ///< the one in the ladder that it stops at
  std::optional<std::uint32_t> entry;
};

}  // namespace tlscam
