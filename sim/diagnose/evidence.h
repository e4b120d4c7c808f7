#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/certificate/certificate_file.h"
#include "sim/time/instant.h"

// What is known of a failure. Everything may be missing: the lab fills it from the world, read_pasted_text()
// from what a person pasted, and that is little.

namespace tlscam {

/// What a script waits for, as far as it can be a reason to wait for ever.
enum class WaitEvidence { none, accept, connect, receive, lookup, read_end, read_size, read_line, handshake };

/// A file that a script gives to load_cert_chain() or load_verify_locations(), or that lies beside it.
struct FileEvidence {
  std::string path;  ///< "server.der"
  CertificateFile facts;
};

/// One of the two ends, or the only camera.
struct SideEvidence {
  std::string name;       ///< "cam2"; empty: not known
  std::string exception;  ///< the last line of its traceback, or what another program said; empty: none
  std::optional<Instant> clock;
  WaitEvidence waits = WaitEvidence::none;
  std::string script;                       ///< its text; empty: not known
  std::vector<FileEvidence> files;          ///< what lies on its drive; empty: not known
  std::optional<std::uint64_t> heap_total;  ///< bytes
};

/// An alert as it went over the wire in the clear.
struct AlertEvidence {
  std::uint8_t number = 0;  ///< RFC 5246 section 7.2
  bool from_client = false;
};

/// What became of the connection.
enum class ConnectionEvidence {
  unknown,      ///< there was none, or it is not known
  unanswered,   ///< nobody answered the request to connect
  refused,      ///< nobody listens on the port
  handshaking,  ///< the handshake has begun and goes on
  broken,       ///< it ended in the middle of the handshake
  established,  ///< it stands
  closed,       ///< it ended after the handshake
  reset,        ///< it was cut after it was connected
};

struct FailureEvidence {
  SideEvidence client;  ///< when only one end is known and not its role, it is this one
  SideEvidence server;
  bool roles_known = true;  ///< false: `client` may as well be the server
  ConnectionEvidence connection = ConnectionEvidence::unknown;
  bool datagrams = false;  ///< DTLS
  /// Since so long nothing has gone over the wire; nothing: not known.
  std::optional<Duration> quiet_for;
  std::string server_address;  ///< "192.168.1.50"
  std::uint16_t port = 0;      ///< of the server; 0: not known
  std::optional<AlertEvidence> alert;
  std::string asked_name;                      ///< the name that the client asked for; empty: not known
  std::vector<CertificateFacts> server_chain;  ///< as shown, the leaf first; empty: not known
  std::vector<CertificateFacts> client_chain;
  std::optional<Instant> true_time;
  bool changed_on_the_way = false;  ///< the network is known to have changed bytes
};

}  // namespace tlscam
