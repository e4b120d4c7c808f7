#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/lab/protocol/snapshot.h"
#include "sim/lab/session/open_world.h"
#include "sim/lab/session/session.h"

namespace tlscam {

class SessionState;

/// Makes snapshots of a world. Parts that are as before are not made again, and shared between snapshots.
class SnapshotBuilder {
 public:
  /// Both are borrowed.
  SnapshotBuilder(SessionState& state, OpenWorld& opened) : state_(state), opened_(opened) {}

  /// The snapshot of this moment, with the conversations that the subscriber has not been shown as they are.
  Update build(Session::Subscriber& subscriber, UpdateScope scope);

  std::vector<NodeSnapshot> nodes() const;

 private:
  /// The facts that a conversation's snapshot was made from; another value when it may show something else.
  struct Basis {
    std::uint64_t revision = 0;
    std::uint64_t findings = 0;  // of the failure watcher
    std::uint64_t sessions = 0;
    std::uint64_t verifications = 0;
    std::size_t cameras = 0;
    bool told = false;
    bool operator==(const Basis&) const = default;
  };
  struct Made {
    Basis basis;
    Shared<ConversationSnapshot> snapshot;
  };
  struct DriveShown {
    std::uint64_t turns = 0;         // of the camera, when its drive was looked at
    std::uint64_t file_changes = 0;  // of the session
    std::uint64_t fingerprint = 0;
    DriveSpace space;
  };

  CameraSnapshot show(Camera& camera);
  ConversationSnapshot show(const Conversation& conversation, const std::vector<NodeSnapshot>& nodes);
  std::string says(const Conversation& conversation, bool client) const;
  bool may_tell() const;
  void diagnose(const Conversation& conversation, ConversationSnapshot& snapshot);
  Basis basis_of(const Conversation& conversation);
  void show_conversations(Update& update, Session::Subscriber& subscriber, UpdateScope scope);
  void look_at_drives();

  SessionState& state_;
  OpenWorld& opened_;
  std::map<std::uint32_t, Made> conversations_;
  std::map<std::string, DriveShown> drives_;  // by camera
  std::size_t next_drive_ = 0;
};

}  // namespace tlscam
