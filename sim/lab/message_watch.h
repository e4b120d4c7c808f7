#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "sim/dissect/ladder.h"
#include "sim/world/world.h"

namespace tlscam {

/// A message as it goes onto the wire, and what both ends do then.
struct MessageSeen {
  Instant at;        ///< when its first byte was sent, in virtual time
  std::string from;  ///< a node's name, or its address when it has none
  std::string to;
  std::string name;  ///< as in the ladder: "ClientHello"
  std::uint64_t bytes = 0;
  bool encrypted = false;
  bool lost = false;
  std::string from_does;  ///< "waits in the TLS handshake for a message from cam2"; empty: no camera
  std::string to_does;
};

/// Tells of each new entry of a ladder once.
class MessageWatch {
 public:
  explicit MessageWatch(std::function<void(const MessageSeen&)> on_message)
      : on_message_(std::move(on_message)) {}

  /// To be called after each event: then both ends have done what they do about it.
  void look(const World& world, const Ladder& ladder);

 private:
  std::function<void(const MessageSeen&)> on_message_;
  std::uint64_t revision_ = 0;
  std::map<std::uint32_t, std::uint32_t> next_entry_;  // not told yet, by conversation
};

}  // namespace tlscam
