#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/time/instant.h"

namespace tlscam {

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
};

/// `Evidence` is the world as a lesson's conditions see it; the lab, the command line and the tests all
/// answer through this interface. Answers are about this moment and include everything printed and sent since
/// the start.
class Evidence {
 public:
  virtual ~Evidence() = default;
  /// `now` is true time.
  virtual Instant now() const = 0;
  /// `camera` finds the camera with this name, if there is one.
  virtual std::optional<CameraEvidence> camera(const std::string& name) const = 0;
  /// `workstation_file` reads a file of the workstation's folder. When it cannot, its error is the bare
  /// reason.
  virtual Result<Bytes> workstation_file(const std::string& path) const = 0;
  /// `drive_file` reads a file of a camera's drive, whether the camera is on or off.
  virtual Result<Bytes> drive_file(const std::string& camera, const std::string& path) const = 0;
  /// `conversations` lists them in the order in which they began.
  virtual std::vector<ConversationEvidence> conversations() const = 0;
};

}  // namespace tlscam
