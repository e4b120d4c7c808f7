#include "sim/lab/watch/failure_watcher.h"

#include <algorithm>

#include "sim/diagnose/diagnose.h"
#include "sim/lab/watch/endpoint_name.h"
#include "sim/lab/watch/failure_evidence.h"

namespace tlscam {
namespace {

constexpr Duration kQuiet = std::chrono::seconds(10);

// As MicroPython tells of it on the serial line (shared/runtime/pyexec.c).
constexpr std::string_view kSoftReset = "MPY: soft reboot";

// A traceback ends with its exception.
std::string last_line(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return std::string(text.substr(text.rfind('\n') + 1));
}

}  // namespace

FailureWatcher::FailureWatcher(World& world, const Ladder& ladder) : world_(world), ladder_(ladder) {
  for (const auto& camera : world.cameras()) watch(*camera);
}

void FailureWatcher::watch(const Camera& camera) {
  const std::string& name = camera.name();
  watchers_.insert_or_assign(name,
                             ExceptionWatcher([this, name](std::string_view line) { see(name, line); }));
}

void FailureWatcher::forget(const std::string& camera) {
  watchers_.erase(camera);
  cameras_.erase(camera);
  restarted_.erase(camera);
}

void FailureWatcher::feed(const Camera& camera, ByteView printed) {
  watchers_.at(camera.name()).feed(as_text(printed));
}

const Conversation* FailureWatcher::latest_of(const Camera& camera) const {
  const Conversation* latest = nullptr;
  for (const Conversation& conversation : ladder_.conversations()) {
    const bool takes_part = world_.find_camera(conversation.client.address) == &camera ||
                            world_.find_camera(conversation.server.address) == &camera;
    const auto restarted = restarted_.find(camera.name());
    if (restarted != restarted_.end() && conversation.changed < restarted->second) continue;
    if (takes_part && (!latest || conversation.changed >= latest->changed)) latest = &conversation;
  }
  return latest;
}

// It belongs to the conversation of the camera that had something happen last, unless it comes before any.
void FailureWatcher::see(const std::string& name, std::string_view line) {
  Camera* camera = world_.find_camera(name);
  if (!camera) return;
  if (line.ends_with(kSoftReset)) {
    cameras_.erase(name);
    restarted_[name] = world_.now();
    return;
  }
  // A tool that copies a file asks for it first, and its exception then is nobody's failure.
  if (!camera->speaks_to_people()) return;
  SideEvidence side = side_evidence(*camera, inspected_);
  side.exception = line;
  side.waits = WaitEvidence::none;  // what it waited for is over
  const Conversation* latest = latest_of(*camera);
  if (latest && !is_before_connection(line)) {
    OfConversation& known = conversations_[latest->id];
    if (known.raised.try_emplace(name, std::move(side)).second) ++known.findings;
    return;
  }
  FailureEvidence evidence;
  evidence.true_time = world_.events().true_time();
  evidence.client = std::move(side);
  evidence.roles_known = false;
  cameras_[name] = diagnose(evidence);
}

std::string FailureWatcher::raised(const Conversation& conversation, const std::string& camera) const {
  const auto known = conversations_.find(conversation.id);
  if (known == conversations_.end()) return "";
  const auto side = known->second.raised.find(camera);
  return side == known->second.raised.end() ? "" : side->second.exception;
}

FailureWatcher::Basis FailureWatcher::basis_of(const Conversation& conversation,
                                               const OfConversation& known) const {
  Basis basis{conversation.state, known.raised.size(), {}, world_.now() - conversation.changed >= kQuiet};
  const Ipv4Address ends[] = {conversation.client.address, conversation.server.address};
  for (std::size_t i = 0; i < basis.waits.size(); ++i) {
    if (const Camera* camera = world_.find_camera(ends[i])) basis.waits[i] = camera->waits_for().kind;
  }
  return basis;
}

// The last script that was started on it counts.
void FailureWatcher::add_script_end(const Camera& camera, Instant connected, SideEvidence& side) const {
  const auto& scripts = world_.scripts();
  const auto run = std::find_if(scripts.rbegin(), scripts.rend(),
                                [&](const auto& one) { return &one->camera() == &camera; });
  if (run == scripts.rend()) return;
  const auto ended = (*run)->ended();
  side.ended_before = ended && *ended < connected;
  if (*side.ended_before && (*run)->state() == ScriptState::raised)
    side.ended_with = last_line((*run)->error());
}

SideEvidence FailureWatcher::side_of(const Endpoint& end, const Conversation& conversation,
                                     const OfConversation& known) {
  // A man in the middle has the address of a camera.
  Camera* const camera =
      world_.services().find_attacker(end.link) ? nullptr : world_.find_camera(end.address);
  if (!camera) {
    SideEvidence side;
    side.name = endpoint_name(world_, end);
    side.is_camera = false;
    return side;
  }
  const auto raised = known.raised.find(camera->name());
  SideEvidence side = raised != known.raised.end() ? raised->second : side_evidence(*camera, inspected_);
  // A camera waits in one connection at a time.
  if (latest_of(*camera) != &conversation) side.waits = WaitEvidence::none;
  add_script_end(*camera, conversation.started, side);
  return side;
}

const std::vector<Cause>& FailureWatcher::causes(const Conversation& conversation) {
  forget_old_conversations();
  OfConversation& known = conversations_[conversation.id];
  const Basis basis = basis_of(conversation, known);
  if (known.basis == basis) return known.causes;
  // Once it has failed, only what an end says can tell more.
  const bool over = known.basis && known.basis->state == basis.state && known.basis->raised == basis.raised &&
                    (basis.state == ConversationState::failed || basis.state == ConversationState::refused ||
                     basis.state == ConversationState::reset || basis.state == ConversationState::closed);
  known.basis = basis;
  if (over) return known.causes;
  FailureEvidence evidence = wire_evidence(world_, conversation, inspected_);
  evidence.client = side_of(conversation.client, conversation, known);
  evidence.server = side_of(conversation.server, conversation, known);
  evidence.true_time = world_.events().true_time();
  known.causes = diagnose(evidence);
  ++known.findings;
  return known.causes;
}

// The ladder forgets its oldest conversations, whose ids are the lowest.
void FailureWatcher::forget_old_conversations() {
  const auto& kept = ladder_.conversations();
  if (kept.empty()) return;
  conversations_.erase(conversations_.begin(), conversations_.lower_bound(kept.front().id));
}

std::uint64_t FailureWatcher::findings(const Conversation& conversation) {
  (void)causes(conversation);
  return conversations_[conversation.id].findings;
}

const std::vector<Cause>& FailureWatcher::causes(const Camera& camera) {
  return cameras_[camera.name()];
}

}  // namespace tlscam
