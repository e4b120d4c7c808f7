#include "sim/lab/diagnosis.h"

#include "sim/certificate/certificate_file.h"

namespace tlscam {
namespace {

std::string name_of(const World& world, const Endpoint& end) {
  const Camera* camera = world.find_camera(end.address);
  return camera ? camera->name() : to_text(end.address);
}

std::string date(Instant instant) {
  return to_text(instant).substr(0, 10);
}

// What an end that refuses the other's certificates says of them. mbedTLS's own words for each reason
// (x509_crt.c, mbedtls_x509_crt_verify_info) are what MicroPython raises.
std::string about_certificate(const World& world, const Endpoint& verifier, const std::vector<Bytes>& chain,
                              const std::string& says) {
  if (chain.empty()) return "";
  const CertificateFile file = inspect(chain.front(), "certificate");
  if (file.certificates.empty()) return "";
  const CertificateFacts& facts = file.certificates.front();
  const std::string who = name_of(world, verifier);
  const Camera* camera = world.find_camera(verifier.address);
  const std::string clock = camera ? date(camera->clock()) : "";
  const auto has = [&](std::string_view words) { return says.find(words) != std::string::npos; };
  if (has("validity starts in the future"))
    return fmt::format("{}'s clock says {}; the certificate is valid from {}.", who, clock,
                       date(facts.not_before));
  if (has("validity has expired"))
    return fmt::format("{}'s clock says {}; the certificate was valid until {}.", who, clock,
                       date(facts.not_after));
  if (has("Common Name (CN) does not match") || has("does not match with the expected CN"))
    return fmt::format("The certificate is for {}; {} asked for another name.",
                       facts.dns_names.empty() && facts.ip_addresses.empty()
                           ? facts.subject
                           : fmt::format("{}{}{}", fmt::join(facts.dns_names, ", "),
                                         facts.dns_names.empty() || facts.ip_addresses.empty() ? "" : ", ",
                                         fmt::join(facts.ip_addresses, ", ")),
                       who);
  if (has("not correctly signed by the trusted CA"))
    return fmt::format("{} was given no trust anchor that signed this certificate ({}).", who, facts.subject);
  return "";
}

}  // namespace

std::string diagnose(const World& world, const Conversation& conversation, const std::string& client_says,
                     const std::string& server_says) {
  const std::string server = name_of(world, conversation.server);
  const std::string client = name_of(world, conversation.client);
  switch (conversation.state) {
    case ConversationState::refused:
      return fmt::format("Nobody listens on port {} of {}.", conversation.server.port, server);
    case ConversationState::connecting:
    case ConversationState::handshaking:
    case ConversationState::established:
      return "";
    case ConversationState::failed:
    case ConversationState::closed:
    case ConversationState::reset:
      break;
  }
  if (conversation.failure.empty() && conversation.state != ConversationState::failed) return "";
  auto reason = about_certificate(world, conversation.client, conversation.server_certificates, client_says);
  if (!reason.empty()) return reason;
  reason = about_certificate(world, conversation.server, conversation.client_certificates, server_says);
  if (!reason.empty()) return reason;
  if (conversation.failure.empty()) return "The connection ended in the middle of the handshake.";
  return fmt::format("{} ended the handshake: {}.", conversation.failure_from_client ? client : server,
                     conversation.failure);
}

}  // namespace tlscam
