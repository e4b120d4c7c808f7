#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/net/frame_fault.h"
#include "sim/service/attack/learned_kind.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `kRomFolder` is where a camera mounts its read-only file system.
inline constexpr std::string_view kRomFolder = "/rom/";

/// `CameraEvidence` describes a camera as far as a lesson's conditions refer to it.
struct CameraEvidence {
  std::string name;
  bool powered = false;  ///< switched on and not crashed
  Instant clock;         ///< by its own clock
  std::string died;      ///< why it crashed; empty otherwise
  /// `said` is everything that it has sent over its serial line since the start, to any program. It is valid
  /// until time advances.
  std::string_view said;
};

/// `ConversationEvidence` is one TCP connection or DTLS association between two nodes of the world, as seen
/// on the wire.
struct ConversationEvidence {
  enum class State { handshaking, established, failed };
  std::string client;  ///< node name, or the address of an end without a name
  std::string server;
  std::uint16_t port = 0;  ///< the server's
  State state = State::handshaking;
  std::optional<std::uint8_t>
      alert;               ///< the fatal alert's description (RFC 5246, section 7.2), if one was sent
  std::string alert_from;  ///< "client" or "server"; empty without an alert
  std::size_t bytes_to_server = 0;  ///< application data: bytes of plain text, or of records
  std::size_t bytes_to_client = 0;
  std::string version{};       ///< as chosen by the server: "TLS 1.2"; empty before
  std::string cipher_suite{};  ///< as chosen by the server: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
  std::vector<std::string> messages{};  ///< names of the messages that were sent, as the ladder shows them
  bool resent = false;                  ///< something of it was lost or late, and sent again
  /// About how many instructions a Cortex-M7 needs for what the end has computed for it; 0 for an end that is
  /// not a camera.
  std::uint64_t client_instructions = 0;
  std::uint64_t server_instructions = 0;
};

/// `LinkEvidence` is the cable or radio link of a node.
struct LinkEvidence {
  std::string name;  ///< its node's, as in scenes
  bool up = true;
  double loss = 0;                  ///< 0 to 1
  std::vector<PlacedFault> faults;  ///< those that wait, and the latest that do not any more
};

/// `ServiceEvidence` is a service and what is wrong with it.
struct ServiceEvidence {
  std::string id;                   ///< as in RunningService
  std::vector<std::string> faults;  ///< their kinds
};

/// `AttackerEvidence` is an attacker and what he has learned so far.
struct AttackerEvidence {
  bool active = false;
  struct Leak {
    LearnedKind kind = LearnedKind::text;
    ByteView bytes;  ///< valid until time advances
  };
  std::vector<Leak> learned;
};

/// `MysteryEvidence` says how far a learner is with a mystery (sim/mystery).
struct MysteryEvidence {
  bool named = false;        ///< a cause
  std::string not_repaired;  ///< the first thing that is missing, in words; empty: nothing
};

/// `Evidence` is the world as a lesson's conditions see it; the lab, the command line and the tests all
/// answer through this interface. Answers are about this moment and include everything printed and sent since
/// the start.
class Evidence {
 public:
  virtual ~Evidence() = default;
  /// `now` is true time.
  virtual Instant now() const = 0;
  /// `began` is true time at the start of the lesson's world.
  virtual Instant began() const = 0;
  /// `camera` finds the camera with this name, if there is one.
  virtual std::optional<CameraEvidence> camera(const std::string& name) const = 0;
  /// `workstation_file` reads a file of the workstation's folder. When it cannot, its error is the bare
  /// reason.
  virtual Result<Bytes> workstation_file(const std::string& path) const = 0;
  /// `drive_file` reads a file of a camera, whether the camera is on or off: on its drive, or in its
  /// read-only file system when the path begins with kRomFolder.
  virtual Result<Bytes> drive_file(const std::string& camera, const std::string& path) const = 0;
  /// `received` is what clients have sent to a service to be kept ("api.example.com/https"); none: there is
  /// no such service.
  virtual std::optional<std::string> received(const std::string& service) const = 0;
  /// `conversations` lists them in the order in which they began.
  virtual std::vector<ConversationEvidence> conversations() const = 0;
  /// `links` lists the links of all nodes.
  virtual std::vector<LinkEvidence> links() const = 0;
  /// `services` lists the services that run.
  virtual std::vector<ServiceEvidence> services() const = 0;
  /// `attacker` finds the attacker with this name, if there is one.
  virtual std::optional<AttackerEvidence> attacker(const std::string& name) const = 0;
  /// `mystery` has a value only in the world of a mystery.
  virtual std::optional<MysteryEvidence> mystery() const { return std::nullopt; }
};

}  // namespace tlscam
