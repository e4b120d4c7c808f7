#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "sim/wire/tls_handshake.h"
#include "sim/wire/tls_record.h"

namespace tlscam {

/// `FaultTarget` is what a fault waits for. Messages are found in TCP streams and in datagrams alike; the
/// parts of them that are encrypted count as `finished` (the first handshake record after ChangeCipherSpec),
/// `alert` or `application_data`, by the type of the record.
enum class FaultTarget {
  frame,     ///< any
  segment,   ///< TCP with data
  datagram,  ///< UDP with data
  client_hello,
  server_hello,
  hello_verify_request,
  new_session_ticket,
  certificate,
  server_key_exchange,
  certificate_request,
  server_hello_done,
  certificate_verify,
  client_key_exchange,
  change_cipher_spec,
  finished,
  alert,
  application_data,
};

/// `FaultTargetRow` is all that is known about a target: scenes, their schema, snapshots and texts take it
/// from here.
struct FaultTargetRow {
  FaultTarget target{};
  std::string_view id{};                      ///< in scenes and snapshots
  std::string_view name{};                    ///< for people
  std::optional<TlsHandshakeType> message{};  ///< the handshake message that it is, in the clear
  std::optional<TlsContentType>
      record{};  ///< the record that it is, when it carries no handshake message in the clear
};

/// `kFaultTargets` has the targets in the order of the enumeration. To add one: an enumerator, a row, and the
/// id in sim/scene/scene.schema.json, which a test compares with this.
inline constexpr std::array<FaultTargetRow, 17> kFaultTargets = {{
    {FaultTarget::frame, "frame", "frame", {}, {}},
    {FaultTarget::segment, "segment", "TCP segment with data", {}, {}},
    {FaultTarget::datagram, "datagram", "datagram", {}, {}},
    {FaultTarget::client_hello, "client_hello", "ClientHello", TlsHandshakeType::client_hello, {}},
    {FaultTarget::server_hello, "server_hello", "ServerHello", TlsHandshakeType::server_hello, {}},
    {FaultTarget::hello_verify_request,
     "hello_verify_request",
     "HelloVerifyRequest",
     TlsHandshakeType::hello_verify_request,
     {}},
    {FaultTarget::new_session_ticket,
     "new_session_ticket",
     "NewSessionTicket",
     TlsHandshakeType::new_session_ticket,
     {}},
    {FaultTarget::certificate, "certificate", "Certificate", TlsHandshakeType::certificate, {}},
    {FaultTarget::server_key_exchange,
     "server_key_exchange",
     "ServerKeyExchange",
     TlsHandshakeType::server_key_exchange,
     {}},
    {FaultTarget::certificate_request,
     "certificate_request",
     "CertificateRequest",
     TlsHandshakeType::certificate_request,
     {}},
    {FaultTarget::server_hello_done,
     "server_hello_done",
     "ServerHelloDone",
     TlsHandshakeType::server_hello_done,
     {}},
    {FaultTarget::certificate_verify,
     "certificate_verify",
     "CertificateVerify",
     TlsHandshakeType::certificate_verify,
     {}},
    {FaultTarget::client_key_exchange,
     "client_key_exchange",
     "ClientKeyExchange",
     TlsHandshakeType::client_key_exchange,
     {}},
    {FaultTarget::change_cipher_spec,
     "change_cipher_spec",
     "ChangeCipherSpec",
     {},
     TlsContentType::change_cipher_spec},
    {FaultTarget::finished, "finished", "Finished", TlsHandshakeType::finished, TlsContentType::handshake},
    {FaultTarget::alert, "alert", "alert", {}, TlsContentType::alert},
    {FaultTarget::application_data,
     "application_data",
     "application data",
     {},
     TlsContentType::application_data},
}};

/// `fault_target_ids` gives the ids in the order of the enumeration.
constexpr std::array<std::string_view, kFaultTargets.size()> fault_target_ids() {
  std::array<std::string_view, kFaultTargets.size()> ids{};
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = kFaultTargets[i].id;
  return ids;
}

/// `to_text` gives the name for people: "ClientHello", "frame".
std::string_view to_text(FaultTarget target);

/// `fault_target_of` is the target that is a handshake message of this type. It has no value for types that
/// no fault waits for.
std::optional<FaultTarget> fault_target_of(TlsHandshakeType type);
/// `fault_target_of` is the target that is a record of this type, when what it carries is not a handshake in
/// the clear.
std::optional<FaultTarget> fault_target_of(TlsContentType type);

}  // namespace tlscam
