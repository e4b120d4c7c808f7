#include "sim/lab/view/intervention_plan.h"

#include <algorithm>

#include "sim/net/frame_fault.h"

namespace tlscam {
namespace {

std::optional<FaultTarget> target_of(const LadderEntrySnapshot& entry) {
  if (entry.kind == LadderKind::alert) return FaultTarget::alert;
  if (entry.kind == LadderKind::application_data) return FaultTarget::application_data;
  if (entry.kind != LadderKind::handshake && entry.kind != LadderKind::change_cipher_spec)
    return std::nullopt;
  // The other targets have the names that messages have in the ladder.
  for (int number = 0; number <= static_cast<int>(FaultTarget::application_data); ++number) {
    const auto target = static_cast<FaultTarget>(number);
    if (to_text(target) == entry.name) return target;
  }
  return std::nullopt;
}

struct MeetingPlace {
  std::string link;
  Direction direction;
};

std::optional<MeetingPlace> meeting_place(const ConversationSnapshot& conversation, bool from_client,
                                          const std::vector<NodeSnapshot>& nodes) {
  const auto link_of = [&](const EndpointSnapshot& end) {
    const auto node = std::ranges::find(nodes, end.node, &NodeSnapshot::name);
    return node == nodes.end() ? std::string() : node->link;
  };
  std::string sender = link_of(from_client ? conversation.client : conversation.server);
  if (!sender.empty()) return MeetingPlace{std::move(sender), Direction::from_node};
  std::string receiver = link_of(from_client ? conversation.server : conversation.client);
  if (!receiver.empty()) return MeetingPlace{std::move(receiver), Direction::to_node};
  return std::nullopt;
}

Instant arrival(const LadderEntrySnapshot& entry) {
  return entry.arrives.value_or(entry.at);
}

// The message that had arrived last when `entry` was sent: from there on `entry` is sent again.
const LadderEntrySnapshot& message_before(const ConversationSnapshot& conversation,
                                          const LadderEntrySnapshot& entry) {
  const LadderEntrySnapshot* last = &conversation.entries.front();
  for (const LadderEntrySnapshot& one : conversation.entries) {
    if (one.at < entry.at && arrival(one) < entry.at) last = &one;
  }
  return *last;
}

}  // namespace

bool can_be_aimed_at(const LadderEntrySnapshot& entry) {
  return target_of(entry).has_value();
}

bool can_be_met(const ConversationSnapshot& conversation, bool from_client,
                const std::vector<NodeSnapshot>& nodes) {
  return meeting_place(conversation, from_client, nodes).has_value();
}

Result<Intervention> plan_intervention(const ConversationSnapshot& conversation,
                                       const std::vector<NodeSnapshot>& nodes, std::uint32_t id) {
  const auto found = std::ranges::find(conversation.entries, id, &LadderEntrySnapshot::id);
  if (found == conversation.entries.end()) return fail("this conversation has no message {}", id);
  const LadderEntrySnapshot& entry = *found;
  const auto target = target_of(entry);
  if (!target) return fail("no fault can be aimed at {}", entry.name);
  auto place = meeting_place(conversation, entry.from_client, nodes);
  if (!place) return fail("neither end of this conversation has a link on which {} could be met", entry.name);

  const LadderEntrySnapshot& start = message_before(conversation, entry);
  const auto is_counted = [&](const LadderEntrySnapshot& one) {
    return one.from_client == entry.from_client && target_of(one) == target && one.at >= start.at &&
           one.at <= entry.at;
  };
  const auto count = static_cast<std::uint32_t>(std::ranges::count_if(conversation.entries, is_counted));

  Intervention plan;
  plan.before = arrival(start);
  plan.link = std::move(place->link);
  plan.fault.target = *target;
  plan.fault.direction = place->direction;
  plan.fault.nth = std::max(count, 1u);
  return plan;
}

std::optional<Instant> previous_arrival(const std::vector<Conversation>& conversations, Instant before) {
  std::optional<Instant> last;
  for (const Conversation& conversation : conversations) {
    for (const LadderEntry& entry : conversation.entries) {
      // The same messages at which a step forward stops.
      if (entry.kind == LadderKind::tcp || entry.arrives == kNever) continue;
      if (entry.arrives < before && (!last || *last < entry.arrives)) last = entry.arrives;
    }
  }
  return last;
}

}  // namespace tlscam
