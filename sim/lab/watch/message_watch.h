#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "sim/dissect/ladder/ladder.h"
#include "sim/world/world.h"

namespace tlscam {

/// What one end does while a message goes over the wire.
struct EndState {
  std::string does;           ///< "waits in the TLS handshake for a message from cam2"; empty: no camera
  std::string file;           ///< of the script's line that runs or waits; empty: none does
  std::uint32_t line = 0;     ///< from 1
  std::size_t heap_used = 0;  ///< bytes of the Python heap, when its last turn was over; 0: not known
  /// About what its last turns have taken a Cortex-M7, since a message was told of before.
  std::uint64_t instructions = 0;
};

/// A message as it goes onto the wire, and what both ends do then.
struct MessageSeen {
  std::uint32_t conversation = 0;  ///< in the ladder
  std::uint32_t entry = 0;
  Instant at;        ///< when its first byte was sent, in virtual time
  std::string from;  ///< a node's name, or its address when it has none
  std::string to;
  std::string name;  ///< as in the ladder: "ClientHello"
  std::uint64_t bytes = 0;
  bool from_client = false;
  bool encrypted = false;
  bool lost = false;
  EndState sender;
  EndState receiver;
};

/// Tells of each new entry of a ladder once.
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
