#include "sim/desktop/panels/wire_words.h"

#include <fmt/format.h>

#include "sim/lab/view/time_words.h"
#include "sim/words/verdict.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

std::string refused_by(const EndpointSnapshot& end) {
  return words<"verdict.refused_by">({.end = end.node.empty() ? words<"verdict.other_end">() : end.node});
}

}  // namespace

std::string verdict_words(const ConversationSnapshot& conversation) {
  switch (conversation.verdict) {
    case ConversationVerdict::connecting:
      return words<"verdict.connecting">();
    case ConversationVerdict::handshaking:
      return words<"verdict.handshaking">();
    case ConversationVerdict::encrypted:
      return words<"verdict.encrypted">();
    case ConversationVerdict::proved:
      return words<"verdict.proved">();
    case ConversationVerdict::in_clear:
      return words<"verdict.in_clear">();
    case ConversationVerdict::closed_encrypted:
      return words<"verdict.closed_encrypted">();
    case ConversationVerdict::closed_proved:
      return words<"verdict.closed_proved">();
    case ConversationVerdict::closed_in_clear:
      return words<"verdict.closed_in_clear">();
    case ConversationVerdict::refused_by_client:
      return refused_by(conversation.client);
    case ConversationVerdict::refused_by_server:
      return refused_by(conversation.server);
    case ConversationVerdict::failed:
      return words<"verdict.failed">();
    case ConversationVerdict::port_refused:
      return words<"verdict.port_refused">();
    case ConversationVerdict::reset:
      return words<"verdict.reset">();
    case ConversationVerdict::joined:
      return words<"verdict.joined">();
  }
  return {};
}

std::string end_words(const EndpointSnapshot& end) {
  return end.port ? fmt::format("{}:{}", end.name, end.port) : end.name;
}

bool is_on_its_way(const LadderEntrySnapshot& entry, Instant stands) {
  return entry.arrives.value_or(entry.at) > stands;
}

std::string entry_words(const LadderEntrySnapshot& entry, Instant stands) {
  std::string said = entry.name;
  if (entry.count > 1) said += fmt::format(" · × {}", entry.count);
  if (entry.lost) said += " · " + words<"wire.lost">();
  if (entry.retransmitted) said += " · " + words<"wire.again">();
  if (is_on_its_way(entry, stands)) said += " · " + words<"wire.on_its_way">();
  return said;
}

Instant where_it_stands(const Desk& desk) {
  const Snapshot* const snapshot = desk.snapshot();
  return snapshot && snapshot->paused && !desk.shows_capture() ? snapshot->now : kNever;
}

bool has_failed(const ConversationSnapshot& conversation) {
  return conversation.state == ConversationState::failed ||
         conversation.state == ConversationState::refused || conversation.state == ConversationState::reset;
}

EndWords said_by(const ConversationSnapshot& conversation, bool client) {
  const std::string& says = client ? conversation.client_says : conversation.server_says;
  const bool failed = has_failed(conversation);
  if (says.empty()) return {failed ? words<"wire.no_error">() : words<"wire.said_nothing">(), false};
  return {says, failed && says != "handshake done"};
}

std::string time_of_day(Instant instant) {
  const auto micros = instant.time_since_epoch() % std::chrono::days(1);
  const auto day = micros < Duration(0) ? micros + std::chrono::days(1) : Duration(micros);
  const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(day).count();
  return fmt::format("{:02}:{:02}:{:02}.{:03}", millis / 3'600'000, millis / 60'000 % 60, millis / 1000 % 60,
                     millis % 1000);
}

std::string time_after(const ConversationSnapshot& conversation, Instant at) {
  return duration_text(std::chrono::duration_cast<Duration>(at - conversation.started));
}

}  // namespace tlscam
