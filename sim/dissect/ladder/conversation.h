#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/time/instant.h"
#include "sim/wire/address.h"
#include "sim/wire/ip_address.h"
#include "sim/wire/tls_handshake.h"

namespace tlscam {

/// `ConversationProtocol` is what two ends speak, as far as the bytes show. A connection is `tcp` until its
/// first bytes are a TLS record, a flow of datagrams is `udp` until a datagram is made of DTLS records.
enum class ConversationProtocol { tcp, tls, udp, dtls };

/// `ConversationState` says how far a conversation came, by what was sent. With TLS and DTLS, `established`
/// is when both ends have sent Finished; in TLS 1.3 it cannot be told from other encrypted records, and it is
/// when each end has sent one of those.
enum class ConversationState {
  connecting,   ///< TCP: no answer to the connection request yet
  established,  ///< TCP: connected; UDP: something was sent; TLS, DTLS: the handshake is done
  handshaking,
  failed,   ///< the handshake ended with an alert, or the connection closed in the middle of it
  closed,   ///< one end said that it sends no more
  refused,  ///< nobody listens on the port
  reset,    ///< cut by a reset, after it was connected
  joined,   ///< it began before the capture did: how far it came is not known
};

enum class LadderKind {
  tcp,  ///< "connect", "accept", "refused", "reset", "close"
  handshake,
  change_cipher_spec,
  alert,
  application_data,  ///< also the data of plain TCP and UDP
  unreadable,        ///< bytes that are not a TLS record, where one should be
};

/// `Endpoint` is an end of a conversation. The client is the end that sent first.
struct Endpoint {
  Ipv4Address address;  ///< zeros when it is one of IPv6
  IpAddress ip;         ///< the address, of either version
  std::uint16_t port = 0;
  std::string link;  ///< the link of its node ("openmv"); empty until its node has sent anything
};

/// `to_text` gives "192.168.1.50:8443", "[2001:db8::1]:443".
std::string to_text(const Endpoint& endpoint);

/// `LadderEntry` is one arrow between the two ends: a message, or neighbouring application data in one
/// direction as one.
struct LadderEntry {
  std::uint32_t id = 0;      ///< counts from 0 in its conversation, and stays
  Instant at;                ///< when its first byte was sent
  Instant arrives = kNever;  ///< when its last byte arrives; kNever: not on its way, or lost
  bool from_client = true;
  LadderKind kind = LadderKind::tcp;
  std::string name;  ///< "ClientHello", "Alert 46 certificate_unknown", "Alert (encrypted)": what shows
  std::string
      inside{};  ///< the inside of what is encrypted, when it was opened: "Finished", "Alert 48 unknown_ca"
  std::uint64_t bytes = 0;  ///< the message's, without headers of records; as sent when it is encrypted
  std::uint32_t count =
      1;  ///< records (TCP without TLS: segments; UDP: datagrams) taken together in this entry
  bool encrypted = false;
  bool unknown = false;  ///< whether it is encrypted does not show: its connection began before the capture
  bool lost = false;     ///< a frame that carried some of it was lost
  bool retransmitted =
      false;  ///< some of it was sent again. In DTLS this is the repetition, an entry of its own
  /// TCP: its bytes in the stream of its direction, which begins after the SYN, with the header of the
  /// record that it begins.
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// `Conversation` is a TCP connection, or the datagrams between two ports.
struct Conversation {
  std::uint32_t id = 0;  ///< counts from 0, and stays
  ConversationProtocol protocol = ConversationProtocol::tcp;
  ConversationState state = ConversationState::connecting;
  Endpoint client;
  Endpoint server;
  Instant started;
  Instant changed;             ///< the sending of the last frame that belonged to it
  std::uint64_t revision = 0;  ///< the ladder's when it changed last, so that a view can skip what it has
  std::string preface;         ///< the protocol before TLS: "SMTP"; empty: nothing, or nothing known
  std::string version;         ///< as chosen by the server: "TLS 1.2"; empty before
  std::string cipher_suite;    ///< as chosen by the server: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
  std::string server_name;     ///< that the client asked for; empty: none
  Bytes client_random;         ///< names the session in a key log; empty before
  std::string failure;  ///< the alert or event that ended it: "Alert 46 certificate_unknown"; empty: none
  bool failure_from_client = false;
  std::optional<TlsAlert> alert{};         ///< the one that ended it, as far as it shows
  std::vector<Bytes> client_certificates;  ///< DER, the leaf first, as sent in the clear
  std::vector<Bytes> server_certificates;
  std::vector<LadderEntry> entries;   ///< in the order in which they were complete; ids count up
  std::uint32_t entries_dropped = 0;  ///< made room, see LadderLimits

  bool is_tls() const {
    return protocol == ConversationProtocol::tls || protocol == ConversationProtocol::dtls;
  }
  bool is_datagram() const {
    return protocol == ConversationProtocol::udp || protocol == ConversationProtocol::dtls;
  }
};

/// `to_text` gives the enumerators' own names: "tls", "handshaking", "change_cipher_spec".
std::string_view to_text(ConversationProtocol protocol);
std::string_view to_text(ConversationState state);
std::string_view to_text(LadderKind kind);

}  // namespace tlscam
