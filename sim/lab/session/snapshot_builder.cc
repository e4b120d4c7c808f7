#include "sim/lab/session/snapshot_builder.h"

#include <algorithm>
#include <span>

#include "sim/lab/protocol/conversation_snapshot.h"
#include "sim/lab/session/network_values.h"
#include "sim/lab/session/session_state.h"
#include "sim/lab/view/attacker_view.h"
#include "sim/lab/view/conversation_view.h"
#include "sim/lab/watch/verification_step.h"
#include "sim/lab/watch/wait_report.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostConversationsShown = 20;
constexpr std::size_t kMostOtherCauses = 5;
constexpr const char* kGatewayLink = "gateway";
constexpr const char* kWorkstationLink = "workstation";

ScriptShown shown(ScriptState state) {
  switch (state) {
    case ScriptState::running:
      return ScriptShown::running;
    case ScriptState::finished:
      return ScriptShown::finished;
    case ScriptState::raised:
      return ScriptShown::raised;
    case ScriptState::lost:
      return ScriptShown::lost;
  }
  return ScriptShown::none;
}

SerialUse shown(const SerialSession& line) {
  if (line.closed()) return SerialUse::closed;
  return line.in_use() ? SerialUse::program : SerialUse::free;
}

LinkShown shown(const LinkConditions& conditions) {
  return {conditions.up, conditions.delay, conditions.loss, conditions.duplication, conditions.reordering};
}

ServiceView shown(const RunningService& running) {
  const ServiceForm& form = *running.form;
  ServiceView view;
  view.id = running.id;
  view.title = form.title;
  view.subject = form.fault_subject;
  view.no_fault = form.no_fault;
  view.many_faults = form.many_faults;
  for (const ServiceFault& fault : running.faults)
    view.faults.push_back({to_text(form, fault), to_fields(fault)});
  for (const FaultChoice& choice : form.choices)
    view.choices.push_back({choice.label, to_fields(choice.fault)});
  for (const FaultForm& kind : form.faults)
    view.kinds.push_back({kind.kind, kind.title, kind.has_name, kind.has_address});
  for (const ServiceFact& fact : running.service->facts()) view.facts.push_back({fact.label, fact.value});
  return view;
}

PerformanceSnapshot shown(const Performance& performance) {
  const BlockPerformer& performer = performance.performer;
  PerformanceSnapshot snapshot;
  snapshot.number = performance.number;
  snapshot.goes_on = !performer.has_ended();
  snapshot.camera = performer.place();
  snapshot.written = performer.written();
  snapshot.problem = performer.problem();
  return snapshot;
}

FaultSnapshot shown(const PlacedFault& placed) {
  const bool pending = placed.state == PlacedFault::State::pending;
  return {placed.id,
          placed.fault,
          placed.state,
          to_text(placed.fault),
          pending ? std::nullopt : std::optional(placed.at),
          placed.text};
}

// Puts the best cause into a snapshot that has room for one. Advice is not why anything failed: it is
// something to do.
template <class Shown>
void tell(const std::vector<Cause>& causes, Shown& shown) {
  for (const Cause& cause : causes) {
    const bool is_best = &cause == &causes.front();
    if (cause.is_advice) {
      shown.next_steps.push_back({StepKind::advice, cause.cause, "", ""});
    } else if (is_best) {
      shown.diagnosis = headline(cause);
      shown.why = cause.evidence;
    }
    if (cause.is_advice || is_best)
      shown.next_steps.insert(shown.next_steps.end(), cause.next_steps.begin(), cause.next_steps.end());
  }
}

PinLevel level_of(const camera_pins& pins, std::size_t index) {
  if ((pins.driven >> index & 1u) == 0) return PinLevel::none;
  return (pins.high >> index & 1u) != 0 ? PinLevel::high : PinLevel::low;
}

std::vector<PinShown> shown_pins(const Camera& camera) {
  std::vector<PinShown> shown;
  const camera_pins& driven = camera.driven_pins();
  const camera_pins& held = camera.held_pins();
  for (std::size_t i = 0; i < camera.model().pins.size(); ++i) {
    if (((driven.used | held.driven) >> i & 1u) != 0)
      shown.push_back({std::string(camera.model().pins[i].name), level_of(driven, i), level_of(held, i)});
  }
  return shown;
}

std::optional<AccessPointView> access_point(const World& world, const Camera& camera) {
  if (!camera.serves()) return std::nullopt;
  AccessPointView view{camera.serves()->ssid, camera.serves()->key.empty(), {}};
  for (const auto& other : world.cameras())
    if (other->joined_segment() == camera.serving_segment()) view.stations.push_back(other->name());
  return view;
}

}  // namespace

CameraSnapshot SnapshotBuilder::show(Camera& camera) {
  CameraSnapshot shown_camera;
  shown_camera.name = camera.name();
  shown_camera.model = camera.model().name;
  shown_camera.machine = name_of(camera.machine_kind());
  shown_camera.state = camera.state();
  shown_camera.death = camera.death();
  shown_camera.mac = to_text(camera.mac(CAMERA_LAN));
  shown_camera.clock = camera.clock();
  shown_camera.waits = describe_wait(opened_.world(), camera);
  shown_camera.serial = shown(camera.serial());
  if (const auto address = opened_.world().address_of(camera)) shown_camera.address = to_text(*address);
  if (const ScriptRun* script = opened_.last_script(camera)) {
    shown_camera.script = shown(script->state());
    shown_camera.script_name = script->file_name();
    shown_camera.script_error = script->error();
  }
  if (camera.heap()) {
    shown_camera.heap_used = camera.heap()->used;
    shown_camera.heap_total = camera.heap()->total;
  }
  camera.ask_use();
  const DriveShown& drive = drives_[camera.name()];
  shown_camera.drive_total = drive.space.total;
  shown_camera.drive_free = drive.space.free;
  shown_camera.drive_changes = drive.fingerprint;
  shown_camera.removable = state_.kept_because(camera.name()).empty();
  shown_camera.pins = shown_pins(camera);
  if (may_tell()) tell(opened_.failures().causes(camera), shown_camera);
  return shown_camera;
}

// An end would say this if it were asked how it went.
std::string SnapshotBuilder::says(const Conversation& conversation, bool client) const {
  const Endpoint& end = client ? conversation.client : conversation.server;
  if (const Camera* camera = opened_.world().find_camera(end.address)) {
    std::string raised = opened_.failures().raised(conversation, camera->name());
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

// A mystery holds diagnoses back until the learner asks for them.
bool SnapshotBuilder::may_tell() const {
  const auto& mystery = opened_.mystery_run();
  return !mystery || mystery->why_asked() || mystery->is_over();
}

void SnapshotBuilder::diagnose(const Conversation& conversation, ConversationSnapshot& snapshot) {
  static const std::vector<Cause> kNone;
  const std::vector<Cause>& causes = may_tell() ? opened_.failures().causes(conversation) : kNone;
  tell(causes, snapshot);
  if (snapshot.diagnosis.empty() && !conversation.failure.empty()) {
    snapshot.diagnosis = fmt::format(
        "{} ended the handshake: {}.",
        (conversation.failure_from_client ? snapshot.client : snapshot.server).node, conversation.failure);
  }
  if (causes.empty() || causes.front().fit == Fit::certain) return;
  for (const Cause& cause : std::span(causes).subspan(1)) {
    if (!cause.is_advice && snapshot.also_possible.size() + 1 < kMostOtherCauses)
      snapshot.also_possible.push_back(cause.cause);
  }
}

ConversationSnapshot SnapshotBuilder::show(const Conversation& conversation,
                                           const std::vector<NodeSnapshot>& nodes) {
  ConversationSnapshot snapshot = to_snapshot(conversation);
  snapshot.client.node = opened_.node_of(conversation.client);
  snapshot.server.node = opened_.node_of(conversation.server);
  snapshot.client_says = says(conversation, true);
  snapshot.server_says = says(conversation, false);
  diagnose(conversation, snapshot);
  opened_.ends().add_to(snapshot);
  // Only cameras report what they have verified.
  for (const TlsSession& session : opened_.world().sessions()) {
    if (!session.peer_proved || session.client_random != conversation.client_random) continue;
    (session.is_client ? snapshot.server_proved : snapshot.client_proved) = true;
  }
  for (const auto& [camera, at, verified] : opened_.world().verifications()) {
    if (verified.client_random != conversation.client_random) continue;
    VerificationStep step = step_of(verified, opened_.inspected());
    snapshot.verified.push_back(
        {at, verified.is_client, step.depth, std::move(step.subject), std::move(step.problems)});
  }
  add_judgement(snapshot, nodes);
  for (EndpointSnapshot* const end : {&snapshot.client, &snapshot.server})
    if (opened_.world().services().find_attacker(end->node)) end->role = Role::attacker;
  return snapshot;
}

std::vector<NodeSnapshot> SnapshotBuilder::nodes() const {
  World& world = opened_.world();
  std::vector<NodeSnapshot> nodes;
  const auto add = [&](std::string name, NodeKind kind, std::string address, const std::string& link_name) {
    NodeSnapshot& node = nodes.emplace_back();
    node.name = std::move(name);
    node.kind = kind;
    node.address = std::move(address);
    const Link* found = world.network().find(link_name);
    if (!found) return;
    node.link = link_name;
    node.conditions = shown(found->conditions());
    node.drop_pending = found->drop_pending();
    for (const PlacedFault& placed : found->faults()) node.faults.push_back(shown(placed));
  };
  add("gateway", NodeKind::gateway, to_text(world.gateway().config().address), kGatewayLink);
  add("workstation", NodeKind::workstation, "", kWorkstationLink);
  for (const auto& camera : world.cameras()) {
    const auto address = world.address_of(*camera);
    add(camera->name(), NodeKind::camera, address ? to_text(*address) : "", camera->name());
    if (!camera->model().has_wifi) continue;
    const Link& link = camera->radio_link();
    RadioLinkView& radio = nodes.back().radio.emplace();
    radio = {link.name(), shown(link.conditions()), link.drop_pending(), {}, access_point(world, *camera)};
    for (const PlacedFault& placed : link.faults()) radio.faults.push_back(shown(placed));
  }
  add_roles(nodes);
  return nodes;
}

// A look costs some tenths of a millisecond: one drive at each update, of those that may have changed in
// turn.
void SnapshotBuilder::look_at_drives() {
  const auto& cameras = opened_.world().cameras();
  for (std::size_t i = 0; i < cameras.size(); ++i) {
    next_drive_ = (next_drive_ + 1) % cameras.size();
    Camera& camera = *cameras[next_drive_];
    DriveShown& known = drives_[camera.name()];
    if (known.turns == camera.turns() && known.file_changes == state_.file_changes()) continue;
    known.turns = camera.turns();
    known.file_changes = state_.file_changes();
    Drive drive = camera.drive();
    // JavaScript's numbers are exact up to 2^53.
    known.fingerprint = drive.fingerprint() >> 11;
    if (const auto space = drive.space()) known.space = *space;
    return;
  }
}

SnapshotBuilder::Basis SnapshotBuilder::basis_of(const Conversation& conversation) {
  const World& world = opened_.world();
  return {conversation.revision,  opened_.failures().findings(conversation),
          world.session_count(),  world.verification_count(),
          world.cameras().size(), may_tell()};
}

void SnapshotBuilder::show_conversations(Update& update, Session::Subscriber& subscriber, UpdateScope scope) {
  const auto& all = opened_.ladder().conversations();
  const std::size_t first = all.size() - std::min(all.size(), kMostConversationsShown);
  std::map<std::uint32_t, Made> made_before = std::exchange(conversations_, {});
  auto shown_before = std::exchange(subscriber.conversations_, {});
  for (std::size_t i = first; i < all.size(); ++i) {
    const Conversation& conversation = all[i];
    const Basis basis = basis_of(conversation);
    const auto before = made_before.find(conversation.id);
    const bool is_as_before = before != made_before.end() && before->second.basis == basis;
    Made made = is_as_before ? before->second : Made{basis, show(conversation, update.snapshot.nodes)};
    // Another basis need not show anything else.
    if (!is_as_before && before != made_before.end() && *before->second.snapshot == *made.snapshot)
      made.snapshot = before->second.snapshot;
    conversations_.emplace(conversation.id, made);
    subscriber.conversations_.emplace(conversation.id, made.snapshot);
    const auto seen = shown_before.find(conversation.id);
    if (scope == UpdateScope::changes && seen != shown_before.end() && seen->second.is(made.snapshot)) {
      update.unchanged.push_back(conversation.id);
    } else {
      update.snapshot.conversations.push_back(made.snapshot);
    }
  }
}

Update SnapshotBuilder::build(Session::Subscriber& subscriber, UpdateScope scope) {
  World& world = opened_.world();
  Update update;
  Snapshot& snapshot = update.snapshot;
  snapshot.now = world.now();
  snapshot.true_time = world.events().true_time();
  snapshot.paused = state_.pace().paused();
  snapshot.pace = state_.pace().pace();
  snapshot.step = state_.pace().snapshot();
  snapshot.seed = opened_.seed();
  snapshot.frames = world.frame_count();
  snapshot.nodes = nodes();
  const auto name_of = [&world](Ipv4Address address) {
    const Camera* const camera = world.find_camera(address);
    return camera ? camera->name() : to_text(address);
  };
  for (const auto& service : world.services().all()) {
    if (service->attacker())
      snapshot.attackers.push_back(show_attacker(*service, name_of));
    else
      snapshot.services.push_back(shown(*service));
  }
  const Terminal& terminal = opened_.terminal();
  snapshot.terminal = {terminal.running(), terminal.command(), terminal.exit_code(), state_.file_changes(),
                       opened_.commands_entered()};
  look_at_drives();
  for (const auto& camera : world.cameras()) snapshot.cameras.push_back(show(*camera));
  show_conversations(update, subscriber, scope);
  if (opened_.lesson_run()) snapshot.lesson = opened_.lesson_run()->snapshot();
  if (opened_.mystery_run()) snapshot.mystery = opened_.mystery_run()->snapshot();
  if (const auto& performance = state_.performance()) snapshot.performance = shown(*performance);
  return update;
}

}  // namespace tlscam
