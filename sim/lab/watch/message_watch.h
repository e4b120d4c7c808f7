#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "sim/dissect/ladder/ladder.h"
#include "sim/lab/protocol/message_seen.h"
#include "sim/world/world.h"

namespace tlscam {

/// `MessageWatch` reports each new entry of a ladder once.
class MessageWatch {
 public:
  explicit MessageWatch(std::function<void(const MessageSeen&)> on_message)
      : on_message_(std::move(on_message)) {}

  /// To be called after each event: then both ends have done what they do about it. Cameras are asked how
  /// full their heap is.
  void look(World& world, const Ladder& ladder);

 private:
  std::function<void(const MessageSeen&)> on_message_;
  EndState state_of(const World& world, Camera* camera);
  std::uint64_t revision_ = 0;
  std::map<std::string, std::uint64_t> computed_;  // instructions that were told of, by camera
  std::map<std::uint32_t, std::uint32_t> next_;    // the first entry that was not told, by conversation
};

}  // namespace tlscam
