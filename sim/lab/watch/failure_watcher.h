#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/diagnose/cause.h"
#include "sim/diagnose/evidence.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/lab/watch/exception_watcher.h"
#include "sim/lab/watch/inspected_files.h"
#include "sim/world/world.h"

namespace tlscam {

/// Follows what goes wrong in a world and says why. What was wrong may be put right later, a clock for
/// example: so the evidence is taken at the moment when a camera raises.
class FailureWatcher {
 public:
  /// Both are borrowed, and outlive it.
  FailureWatcher(World& world, const Ladder& ladder);
  FailureWatcher(const FailureWatcher&) = delete;
  FailureWatcher& operator=(const FailureWatcher&) = delete;

  /// A camera that was added to the world, or is about to be removed from it.
  void watch(const Camera& camera);
  void forget(const std::string& camera);

  /// A camera printed this.
  void feed(const Camera& camera, ByteView printed);

  /// What an end of a conversation raised, the last line of its traceback; empty: nothing.
  std::string raised(const Conversation& conversation, const std::string& camera) const;

  /// Why a conversation failed, proved nothing or hangs, the best cause first; empty: it does not, or it is
  /// not known.
  const std::vector<Cause>& causes(const Conversation& conversation);
  /// Another number when causes() or raised() of the conversation say something else.
  std::uint64_t findings(const Conversation& conversation);
  /// The same of what a camera raised, or waits for, before there was a connection.
  const std::vector<Cause>& causes(const Camera& camera);

 private:
  /// What a conversation's causes were found from; another value when they may be others.
  struct Basis {
    ConversationState state = ConversationState::connecting;
    std::size_t raised = 0;
    std::array<std::uint8_t, 2> waits{};
    bool quiet = false;
    bool operator==(const Basis&) const = default;
  };
  struct OfConversation {
    std::map<std::string, SideEvidence> raised;  // by camera
    std::optional<Basis> basis;
    std::vector<Cause> causes;
    std::uint64_t findings = 0;
  };
  void see(const std::string& name, std::string_view line);
  void forget_old_conversations();
  const Conversation* latest_of(const Camera& camera) const;
  Basis basis_of(const Conversation& conversation, const OfConversation& known) const;
  SideEvidence side_of(const Endpoint& end, const Conversation& conversation, const OfConversation& known);
  void add_script_end(const Camera& camera, Instant connected, SideEvidence& side) const;

  World& world_;
  const Ladder& ladder_;
  InspectedFiles inspected_;
  std::map<std::string, ExceptionWatcher> watchers_;
  std::map<std::uint32_t, OfConversation> conversations_;
  std::map<std::string, std::vector<Cause>> cameras_;
  std::map<std::string, Instant> restarted_;  // by camera: what was before is not what a script raises now
};

}  // namespace tlscam
