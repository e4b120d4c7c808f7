#include "sim/dissect/ladder/handshake_progress.h"

#include "sim/dissect/tree/registry.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

/// The name that the sender asked for is shown to people: nothing but printable ASCII, and no more than a
/// name can have.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 253)) out += c > ' ' && c < 0x7f ? c : '?';
  return out;
}

ClientOffer offer_of(const TlsClientHello& hello) {
  return {hello.version, offered_numbers(hello, kTlsExtensionSupportedVersions), hello.cipher_suites,
          offered_numbers(hello, kTlsExtensionSupportedGroups),
          offered_numbers(hello, kTlsExtensionSignatureAlgorithms)};
}

void learn_server_hello(Conversation& conversation, ByteView body) {
  const auto hello = parse_server_hello(body);
  if (!hello) return;
  conversation.version = tls_version_name(selected_version(*hello));
  conversation.cipher_suite = cipher_suite_name(hello->cipher_suite);
}

void learn_certificates(std::vector<Bytes>& certificates, ByteView body) {
  const auto list = parse_certificate_list(body);
  if (!list) return;
  certificates.clear();
  for (const ByteView certificate : *list) certificates.emplace_back(certificate.begin(), certificate.end());
}

}  // namespace

void HandshakeProgress::learn(Conversation& conversation, const TlsItem& item, bool from_client) {
  if (item.message) learn_message(conversation, item, from_client);
  if (item.kind == LadderKind::alert) return learn_alert(conversation, item, from_client);

  const bool tls13_record = tls13_ && item.kind == LadderKind::application_data;
  if (item.encrypted && (item.kind == LadderKind::handshake || tls13_record)) {
    (from_client ? client_done_ : server_done_) = true;
  }
  // Data comes after Finished, which may be missing in the capture; the server waits for the client's too.
  if (item.encrypted && !tls13_ && item.kind == LadderKind::application_data) {
    (from_client ? client_done_ : server_done_) = true;
    if (!from_client) client_done_ = true;
  }
  if (client_done_ && server_done_ && conversation.state == ConversationState::handshaking) {
    conversation.state = ConversationState::established;
  }
}

void HandshakeProgress::learn_message(Conversation& conversation, const TlsItem& item, bool from_client) {
  switch (*item.message) {
    case TlsHandshakeType::client_hello:
      if (const auto hello = parse_client_hello(item.body, conversation.is_datagram())) {
        conversation.server_name = printable(tlscam::server_name(*hello).value_or(""));
        conversation.offer = offer_of(*hello);
        conversation.client_random.assign(hello->random.begin(), hello->random.end());
        // The handshake begins here, whatever was before it.
        if (conversation.state == ConversationState::joined)
          conversation.state = ConversationState::handshaking;
      }
      return;
    case TlsHandshakeType::server_hello:
      learn_server_hello(conversation, item.body);
      tls13_ = conversation.version == tls_version_name(kTls13);
      return;
    case TlsHandshakeType::certificate:
      return learn_certificates(
          from_client ? conversation.client_certificates : conversation.server_certificates, item.body);
    default:
      return;
  }
}

void HandshakeProgress::learn_alert(Conversation& conversation, const TlsItem& item, bool from_client) {
  const bool done = client_done_ && server_done_;
  const bool closing = item.alert ? item.alert->description == kTlsAlertCloseNotify : done;
  const bool warning = item.alert && item.alert->level == TlsAlertLevel::warning;
  if (warning && !closing) return;
  switch (conversation.state) {
    case ConversationState::handshaking:
    case ConversationState::established:
      break;
    case ConversationState::joined:
      if (!item.alert || closing) return;
      break;
    default:
      return;  // it has ended already
  }
  if (closing && done) {
    conversation.state = ConversationState::closed;
    return;
  }
  conversation.state = ConversationState::failed;
  conversation.failure = item.inside.empty() ? item.name : item.inside + " (encrypted)";
  conversation.failure_from_client = from_client;
  conversation.alert = item.alert;
}

}  // namespace tlscam
