#include <algorithm>

#include "sim/dissect/frame_summary.h"
#include "sim/lab/protocol/conversation_snapshot.h"
#include "sim/lab/session/bench_state.h"
#include "sim/lab/watch/verification_step.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostConversationsShown = 20;
constexpr std::size_t kMostOtherCauses = 5;
constexpr const char* kGatewayLink = "gateway";
constexpr const char* kWorkstationLink = "workstation";

std::optional<Instant> unless_never(Instant instant) {
  return instant == kNever ? std::nullopt : std::optional(instant);
}

LinkShown shown(const LinkConditions& conditions) {
  return {conditions.up, conditions.delay, conditions.loss, conditions.duplication, conditions.reordering};
}

FaultSnapshot shown(const PlacedFault& placed) {
  const bool waits = placed.state == PlacedFault::State::pending;
  return {placed.id,
          placed.fault,
          placed.state,
          to_text(placed.fault),
          waits ? std::nullopt : std::optional(placed.at),
          placed.text};
}

FrameShown shown(const FrameSeen& seen) {
  const FrameSummary summary = summarize(seen.bytes);
  return {seen.at,
          unless_never(seen.arrives),
          seen.link,
          seen.direction == Direction::from_node,
          seen.fate,
          summary.protocol,
          summary.summary,
          summary.source,
          summary.destination,
          static_cast<std::uint32_t>(seen.bytes.size()),
          seen.altered};
}

}  // namespace

std::string Bench::State::node_of(const Endpoint& endpoint) {
  if (const Camera* camera = world().find_camera(endpoint.address)) return camera->name();
  const std::string link = endpoint.link.substr(0, endpoint.link.find('.'));
  return link;
}

// What this end would say if it were asked how it went.
std::string Bench::State::says(const Conversation& conversation, bool client) const {
  const Endpoint& end = client ? conversation.client : conversation.server;
  if (const Camera* camera = lab_->world().find_camera(end.address)) {
    std::string raised = lab_->failures().raised(conversation, camera->name());
    if (!raised.empty()) return raised;
  }
  if (!conversation.is_tls()) return "";
  if (!conversation.failure.empty() && conversation.failure_from_client == client)
    return "sent " + conversation.failure;
  const bool done = std::ranges::count_if(conversation.entries, [](const LadderEntry& entry) {
                      return entry.name == "Finished" && entry.arrives != kNever;
                    }) >= 2;
  return done ? "handshake done" : "";
}

void Bench::State::diagnose(const Conversation& conversation, ConversationSnapshot& snapshot) {
  const std::vector<Cause>& causes = lab_->failures().causes(conversation);
  if (causes.empty()) {
    snapshot.diagnosis =
        conversation.failure.empty()
            ? ""
            : fmt::format("{} ended the handshake: {}.",
                          (conversation.failure_from_client ? snapshot.client : snapshot.server).node,
                          conversation.failure);
    return;
  }
  snapshot.diagnosis = causes.front().cause;
  snapshot.why = causes.front().evidence;
  snapshot.next_steps = causes.front().next_steps;
  if (causes.front().fit == Fit::certain) return;
  for (std::size_t i = 1; i < std::min(causes.size(), kMostOtherCauses); ++i)
    snapshot.also_possible.push_back(causes[i].cause);
}

ConversationSnapshot Bench::State::show(const Conversation& conversation) {
  ConversationSnapshot snapshot = to_snapshot(conversation);
  snapshot.client.node = node_of(conversation.client);
  snapshot.server.node = node_of(conversation.server);
  snapshot.client_says = says(conversation, true);
  snapshot.server_says = says(conversation, false);
  diagnose(conversation, snapshot);
  ends_->add_to(snapshot);
  // Only cameras tell what they verified.
  for (const TlsSession& session : world().sessions()) {
    if (!session.peer_proved || session.client_random != conversation.client_random) continue;
    (session.is_client ? snapshot.server_proved : snapshot.client_proved) = true;
  }
  for (const auto& [camera, at, verified] : world().verifications()) {
    if (verified.client_random != conversation.client_random) continue;
    VerificationStep step = step_of(verified, inspected_);
    snapshot.verified.push_back(
        {at, verified.is_client, step.depth, std::move(step.subject), std::move(step.problems)});
  }
  return snapshot;
}

std::vector<NodeSnapshot> Bench::State::nodes() {
  std::vector<NodeSnapshot> nodes;
  const auto add = [&](std::string name, NodeKind kind, std::string address, const std::string& link_name) {
    NodeSnapshot node;
    node.name = std::move(name);
    node.kind = kind;
    node.address = std::move(address);
    if (const Link* found = world().network().find(link_name)) {
      node.link = link_name;
      node.conditions = shown(found->conditions());
      node.drop_pending = found->drop_pending();
      for (const PlacedFault& placed : found->faults()) node.faults.push_back(shown(placed));
    }
    nodes.push_back(std::move(node));
  };
  add("gateway", NodeKind::gateway, to_text(world().gateway().config().address), kGatewayLink);
  add("workstation", NodeKind::workstation, "", kWorkstationLink);
  for (const auto& camera : world().cameras()) {
    const auto address = world().address_of(*camera);
    add(camera->name(), NodeKind::camera, address ? to_text(*address) : "", camera->name());
  }
  return nodes;
}

void Bench::State::take_frames(Update& update) {
  for (const FrameSeen& seen : frames_) update.frames.push_back(shown(seen));
  update.frames_left_out = frames_left_out_;
  frames_.clear();
  frames_left_out_ = 0;
}

// A look costs some tenths of a millisecond: a few drives at each update, in turn.
void Bench::State::look_at_drives() {
  constexpr std::size_t kAtOnce = 2;
  const auto& cameras = world().cameras();
  drives_.resize(cameras.size());
  for (std::size_t i = 0; i < std::min(kAtOnce, cameras.size()); ++i) {
    next_drive_ = (next_drive_ + 1) % cameras.size();
    Drive drive = cameras[next_drive_]->drive();
    // JavaScript's numbers are exact up to 2^53.
    const std::uint64_t fingerprint = drive.fingerprint() >> 11;
    if (drives_[next_drive_].fingerprint == fingerprint) continue;
    drives_[next_drive_].fingerprint = fingerprint;
    if (const auto space = drive.space()) drives_[next_drive_].space = *space;
  }
}

void Bench::State::show_conversations(Update& update, UpdateScope scope) {
  const auto& all = lab_->ladder().conversations();
  const std::size_t first = all.size() - std::min(all.size(), kMostConversationsShown);
  std::map<std::uint32_t, ConversationSnapshot> shown_now;
  for (std::size_t i = first; i < all.size(); ++i) {
    ConversationSnapshot shown = show(all[i]);
    if (scope == UpdateScope::changes) {
      const auto before = last_shown_.find(shown.id);
      const bool same = before != last_shown_.end() && before->second == shown;
      shown_now.emplace(shown.id, shown);
      if (same) {
        update.unchanged.push_back(shown.id);
        continue;
      }
    }
    update.snapshot.conversations.push_back(std::move(shown));
  }
  last_shown_ = std::move(shown_now);
}

Update Bench::State::take_update(UpdateScope scope) {
  Update update;
  Snapshot& snapshot = update.snapshot;
  snapshot = lab_->snapshot();
  snapshot.paused = paused_;
  snapshot.pace = pace_;
  snapshot.step = step_snapshot();
  snapshot.seed = seed_;
  snapshot.nodes = nodes();
  snapshot.services = services_;
  look_at_drives();
  snapshot.terminal = {terminal_->running(), terminal_->command(), terminal_->exit_code(), changes_};
  for (std::size_t i = 0; i < snapshot.cameras.size(); ++i) {
    world().cameras()[i]->ask_use();
    const DriveShown& drive = drives_[i];
    snapshot.cameras[i].drive_total = drive.space.total;
    snapshot.cameras[i].drive_free = drive.space.free;
    snapshot.cameras[i].drive_changes = drive.fingerprint;
    snapshot.cameras[i].removable = kept_because(snapshot.cameras[i].name).empty();
    const auto& causes = lab_->failures().causes(*world().cameras()[i]);
    if (causes.empty()) continue;
    snapshot.cameras[i].diagnosis = causes.front().cause;
    snapshot.cameras[i].why = causes.front().evidence;
    snapshot.cameras[i].next_steps = causes.front().next_steps;
  }
  show_conversations(update, scope);
  if (lesson_run_) snapshot.lesson = lesson_run_->snapshot();
  update.output = std::exchange(output_, {});
  take_frames(update);
  news_ = false;
  return update;
}

}  // namespace tlscam
