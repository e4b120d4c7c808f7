#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/certificate/certificate_file.h"
#include "sim/time/instant.h"

// This header describes what is known about a failure. Everything may be missing: the lab fills it from the
// world; read_pasted_text() fills it from what a person pasted, and that is little.

namespace tlscam {

/// `WaitEvidence` is what a script is waiting for, as far as it can be a reason to wait forever.
enum class WaitEvidence { none, accept, connect, receive, lookup, read_end, read_size, read_line, handshake };

/// `FileEvidence` is a file that a script gives to load_cert_chain() or load_verify_locations(), or that lies
/// next to one.
struct FileEvidence {
  std::string path;  ///< "server.der"
  CertificateFile facts;
};

/// `SideEvidence` describes one of the two ends, or the only camera.
struct SideEvidence {
  std::string name;       ///< "cam2"; empty if not known
  std::string exception;  ///< the last line of its traceback, or another program's message; empty if none
  std::optional<Instant> clock;
  WaitEvidence waits = WaitEvidence::none;
  std::string script;                       ///< its text; empty if not known
  std::vector<FileEvidence> files;          ///< the files on its drive; empty if not known
  std::optional<std::uint64_t> heap_total;  ///< bytes
  /// `ended_before` is true when its script had ended before the connection began; empty if not known.
  std::optional<bool> ended_before;
  std::string ended_with;  ///< the exception that had ended the script; empty: none
  bool is_camera = true;   ///< false: the workstation or a host, whose programs have no script
};

/// `OfferEvidence` is what the client's ClientHello offers, by the numbers of the registries (RFC 8446,
/// section 4.2). Everything is empty when no ClientHello was seen.
struct OfferEvidence {
  std::vector<std::uint16_t> versions;  ///< 0x0303 is TLS 1.2
  std::vector<std::uint16_t> cipher_suites;
  std::vector<std::uint16_t> groups;
  std::vector<std::uint16_t> signature_algorithms;
};

/// `AlertSender` is the end that sent an alert; a text that only names the alert does not tell.
enum class AlertSender { unknown, client, server };

/// `AlertEvidence` is an alert that was sent unencrypted, or that a program has printed.
struct AlertEvidence {
  std::uint8_t number = 0;  ///< RFC 5246 section 7.2
  AlertSender sender = AlertSender::unknown;
};

/// `ConnectionEvidence` is how far the connection got.
enum class ConnectionEvidence {
  unknown,      ///< there was none, or its state is not known
  unanswered,   ///< nobody answered the connection request
  refused,      ///< no one listens on the port
  handshaking,  ///< the handshake has begun and is still going on
  broken,       ///< it ended in the middle of the handshake
  established,  ///< it is established
  closed,       ///< it ended after the handshake
  reset,        ///< it was reset after it was connected
};

struct FailureEvidence {
  SideEvidence client;  ///< if only one end is known but not its role, it is this one
  SideEvidence server;
  bool roles_known = true;  ///< if false, `client` may just as well be the server
  ConnectionEvidence connection = ConnectionEvidence::unknown;
  bool datagrams = false;  ///< DTLS
  /// `quiet_for` is how long nothing has been sent; empty if not known.
  std::optional<Duration> quiet_for;
  std::string server_address;  ///< "192.168.1.50"
  std::uint16_t port = 0;      ///< the server's; 0 if not known
  std::optional<AlertEvidence> alert;
  std::string asked_name;                      ///< the name that the client asked for; empty if not known
  std::vector<CertificateFacts> server_chain;  ///< as shown, leaf first; empty if not known
  std::vector<CertificateFacts> client_chain;
  std::optional<Instant> true_time;
  OfferEvidence offer;
  bool asked_for_client_certificate = false;  ///< the server sent a CertificateRequest
  bool server_is_in_world = true;             ///< false: nothing in this world has the server's address
  bool changed_on_the_way = false;            ///< the network is known to have changed bytes
  /// `impostor` is the node that sent from the server's address, which is that of `address_owner`. Both are
  /// empty when the owner sent, or nobody knows.
  std::string impostor;
  std::string address_owner;
  /// `name_address` is the true address of `asked_name`, when the client is connected to another one.
  std::string name_address;
};

}  // namespace tlscam
