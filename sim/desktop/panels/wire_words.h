#pragma once
#include <string>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// The words for a verdict.
std::string verdict_words(const ConversationSnapshot& conversation);

/// "openmv:8443"
std::string end_words(const EndpointSnapshot& end);

/// "ServerHello · again", as a ladder says it. `stands` is where the world stands still: what has not arrived
/// then is on its way.
std::string entry_words(const LadderEntrySnapshot& entry, Instant stands);
/// Whether it has not arrived then.
bool is_on_its_way(const LadderEntrySnapshot& entry, Instant stands);
/// Where the world stands still; kNever: it goes on, or a capture is shown.
Instant where_it_stands(const Desk& desk);

/// Whether it ended badly.
bool has_failed(const ConversationSnapshot& conversation);
/// `EndWords` is the last word of an end, and whether it is an error.
struct EndWords {
  std::string text;
  bool complains = false;
};
EndWords said_by(const ConversationSnapshot& conversation, bool client);

/// "10:42:07.739"
std::string time_of_day(Instant instant);
/// How long after the beginning of its conversation a message was sent: "249 ms".
std::string time_after(const ConversationSnapshot& conversation, Instant at);

}  // namespace tlscam
