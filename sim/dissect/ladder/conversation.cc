#include "sim/dissect/ladder/conversation.h"

#include <fmt/format.h>

#include "sim/wire/ip_packet.h"

namespace tlscam {

std::string to_text(const Endpoint& endpoint) {
  const std::string address = ip_text(endpoint.ip);
  return is_ipv4(endpoint.ip) ? fmt::format("{}:{}", address, endpoint.port)
                              : fmt::format("[{}]:{}", address, endpoint.port);
}

std::string_view to_text(ConversationProtocol protocol) {
  switch (protocol) {
    case ConversationProtocol::tcp:
      return "tcp";
    case ConversationProtocol::tls:
      return "tls";
    case ConversationProtocol::udp:
      return "udp";
    case ConversationProtocol::dtls:
      return "dtls";
  }
  return "";
}

std::string_view to_text(ConversationState state) {
  switch (state) {
    case ConversationState::connecting:
      return "connecting";
    case ConversationState::established:
      return "established";
    case ConversationState::handshaking:
      return "handshaking";
    case ConversationState::failed:
      return "failed";
    case ConversationState::closed:
      return "closed";
    case ConversationState::refused:
      return "refused";
    case ConversationState::reset:
      return "reset";
    case ConversationState::joined:
      return "joined";
  }
  return "";
}

std::string_view to_text(LadderKind kind) {
  switch (kind) {
    case LadderKind::tcp:
      return "tcp";
    case LadderKind::handshake:
      return "handshake";
    case LadderKind::change_cipher_spec:
      return "change_cipher_spec";
    case LadderKind::alert:
      return "alert";
    case LadderKind::application_data:
      return "application_data";
    case LadderKind::unreadable:
      return "unreadable";
  }
  return "";
}

}  // namespace tlscam
