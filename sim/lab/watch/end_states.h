#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "sim/lab/protocol/snapshot.h"
#include "sim/lab/watch/message_watch.h"

namespace tlscam {

/// Remembers what both ends of each conversation did while each message went over the wire.
class EndStates {
 public:
  EndStates();

  /// To be called after each event.
  void look(World& world, const Ladder& ladder);

  /// Puts what is known into the entries of a conversation.
  void add_to(ConversationSnapshot& conversation) const;

  /// `Computed` is about how many instructions a Cortex-M7 needs for what each end has computed.
  struct Computed {
    std::uint64_t client = 0;
    std::uint64_t server = 0;
  };
  /// `computed` adds up a conversation, by its number in the ladder.
  Computed computed(std::uint32_t conversation) const;

 private:
  struct Ends {
    EndStateSnapshot client;
    EndStateSnapshot server;
  };
  std::map<std::uint32_t, std::map<std::uint32_t, Ends>> ends_;  // by conversation, by entry
  MessageWatch watch_;
};

}  // namespace tlscam
