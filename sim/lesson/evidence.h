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

/// A camera as far as a lesson's conditions ask about it.
struct CameraEvidence {
  std::string name;
  bool powered = false;  ///< switched on and not crashed
  Instant clock;         ///< what its own clock says
  std::string died;      ///< why it crashed; empty otherwise
  /// All that it has sent over its serial line since the start, to whichever program. Valid until time goes
  /// on.
  std::string_view said;
};

/// One TCP connection or DTLS association between two nodes of the world, as seen on the wire.
struct ConversationEvidence {
  enum class State { handshaking, established, failed };
  std::string client;  ///< node name, or the address of something that has none
  std::string server;
  std::uint16_t port = 0;  ///< the server's
  State state = State::handshaking;
  std::optional<std::uint8_t>
      alert;               ///< the fatal alert's description (RFC 5246, section 7.2), if one was sent
  std::string alert_from;  ///< "client" or "server"; empty without an alert
  std::size_t bytes_to_server = 0;  ///< application data, as plain text bytes or records
  std::size_t bytes_to_client = 0;
};

/// The world as a lesson's conditions see it; the lab, the command line and the tests all answer through this
/// one face. Answers are about this moment and remember what was said and sent since the start.
class Evidence {
 public:
  virtual ~Evidence() = default;
  /// True time.
  virtual Instant now() const = 0;
  /// The camera with this name; none: there is no such camera.
  virtual std::optional<CameraEvidence> camera(const std::string& name) const = 0;
  /// A file of the workstation's folder. Fails with the bare reason when it cannot be read.
  virtual Result<Bytes> workstation_file(const std::string& path) const = 0;
  /// A file of a camera's drive, whether the camera is on or off.
  virtual Result<Bytes> drive_file(const std::string& camera, const std::string& path) const = 0;
  /// In the order in which they began.
  virtual std::vector<ConversationEvidence> conversations() const = 0;
};

}  // namespace tlscam
