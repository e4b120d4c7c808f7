// These rules are about whom a certificate is for, and what it may be used for.
#include <fmt/ranges.h>
#include <mbedtls/ssl.h>

#include <algorithm>

#include "sim/diagnose/case.h"
#include "sim/diagnose/script_text.h"
#include "sim/wire/address.h"

namespace tlscam {
namespace {

bool is_address(const std::string& name) {
  return parse_ipv4(name).has_value();
}

// `name_failed` tests whether the name is what the end refused; the message says so when no verdict is known.
bool name_failed(Case& the_case) {
  if (!the_case.verdict) return true;
  const Case::Failed failed = the_case.failed(ChainCheckKind::name);
  if (failed) the_case.add("name_reason", failed.check->reason);
  return static_cast<bool>(failed);
}

// subjectAltName is there and has no name that a connection can be compared with; then CN does not count
// either.
bool has_other_names_only(const Case& the_case) {
  const CertificateFacts* shown = the_case.shown();
  return shown && shown->dns_names.empty() && shown->ip_addresses.empty() && !shown->other_names.empty();
}

Fit fit_of_name(const Case& the_case) {
  if (the_case.verdict) return Fit::certain;
  return the_case.met_by == Symptom::Kind::alert ? Fit::possible : Fit::likely;
}

Fit by_name(Case& the_case) {
  if (is_address(the_case.evidence.asked_name) || has_other_names_only(the_case) || !name_failed(the_case))
    return Fit::no;
  return fit_of_name(the_case);
}

Fit by_address(Case& the_case) {
  const std::string& asked = the_case.evidence.asked_name;
  if (asked.empty()) return the_case.verdict ? Fit::no : Fit::possible;
  if (!is_address(asked) || !name_failed(the_case)) return Fit::no;
  return fit_of_name(the_case);
}

Fit without_name(Case& the_case) {
  const CertificateFacts* shown = the_case.shown();
  if (!has_other_names_only(the_case) || !name_failed(the_case)) return Fit::no;
  the_case.add("other_names", fmt::format("{}", fmt::join(shown->other_names, ", ")));
  return Fit::certain;
}

Fit only_common_name(Case& the_case) {
  const CertificateFacts* shown = the_case.shown();
  if (!shown) return Fit::likely;
  return shown->dns_names.empty() && shown->ip_addresses.empty() ? Fit::certain : Fit::no;
}

bool lacks(const std::vector<std::string>& uses, std::string_view use) {
  return !uses.empty() && std::ranges::find(uses, use) == uses.end();
}

Fit for_another_use(Case& the_case) {
  const CertificateFacts* shown = the_case.shown();
  if (!shown) return the_case.met_by == Symptom::Kind::alert ? Fit::possible : Fit::likely;
  const bool purpose = lacks(shown->extended_key_usage, the_case.is_client ? "serverAuth" : "clientAuth");
  const bool signing = lacks(shown->key_usage, "digitalSignature");
  if (purpose)
    the_case.add("lacks", the_case.is_client ? "its extendedKeyUsage lacks serverAuth"
                                             : "its extendedKeyUsage lacks clientAuth");
  if (signing) the_case.add("lacks", "its keyUsage lacks digitalSignature");
  return purpose || signing ? Fit::certain : Fit::no;
}

// The first certificate that was shown signed one that follows it.
Fit out_of_order(Case& the_case) {
  const auto& chain = the_case.shown_chain();
  for (std::size_t i = 1; i < chain.size(); ++i) {
    if (chain[i].issuer != chain[0].subject || chain[i].subject == chain[i].issuer) continue;
    the_case.add("misplaced", chain[0].subject);
    the_case.add("subject", chain[i].subject);
    const ConnectionEvidence connection = the_case.evidence.connection;
    return connection == ConnectionEvidence::broken || connection == ConnectionEvidence::reset ? Fit::certain
                                                                                               : Fit::no;
  }
  return Fit::no;
}

bool is_for_server(const Case& the_case) {
  return has(the_case.who.script, "_SERVER");
}

Fit hostname_missing(Case& the_case) {
  return is_for_server(the_case) ? Fit::no : Fit::certain;
}

Fit server_side_missing(Case& the_case) {
  return is_for_server(the_case) ? Fit::certain : Fit::no;
}

constexpr std::array<Symptom, 9> kWithoutHostname{
    says("CERT_REQUIRED requires server_hostname"),
    raises(MBEDTLS_ERR_SSL_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME)};

constexpr Rule kRules[] = {
    {"chain-out-of-order",
     {without_words()},
     out_of_order,
     Fit::certain,
     {"{peer} shows its chain in the wrong order: {misplaced} comes before {subject}, which it signed.",
      "The chain is shown in the wrong order."},
     {"The leaf is first, and each certificate after it signed the one before it (RFC 5246, section 7.4.2)."},
     {advice("Load the leaf first, then the intermediate that signed it.")}},
    {"wrong-name",
     {says("does not match with the expected CN"), says("ostname mismatch"),
      says("subject name matches target host"), says("name in the certificate does not match"),
      says("IP address mismatch"), sends_alert(42)},
     by_name,
     Fit::likely,
     {"The certificate is for {names}; {who} asked for {asked}.",
      "The certificate is for {names|other names}; {who} asked for a name that is not among them."},
     {"{name_reason}",
      "{who} compares the name in server_hostname with the names in the certificate; a * stands for one "
      "whole label at the beginning.",
      "{alert_sender} sent alert {alert}."},
     {command("See the names in the certificate.",
              "openssl x509 -in {shown_file|server.pem} -noout -subject -ext subjectAltName"),
      python("Ask for a name that is in it, if that is whom {who} means to reach.",
             "context.wrap_socket(sock, server_hostname=\"{plain_name}\")"),
      command(
          "Or make one for the name that is asked for.",
          "openssl req -x509 -new -key {shown_key|server-key.pem} -days 365 -subj /CN={asked|openmv} -addext "
          "subjectAltName=DNS:{asked|openmv} -outform DER -out {remake}"),
      advice("Or have {signed_by} sign one for that name.")}},
    {"address-not-in-certificate",
     {says("does not match with the expected CN"), says("IP address mismatch"), sends_alert(42)},
     by_address,
     Fit::possible,
     {"{who} asked for the address {asked}; the certificate is for {names}.",
      "{who} asked for an address that the certificate may not have."},
     {"An address counts only when the certificate has it as an IP entry; a name that leads there does not "
      "help."},
     {python("Ask for the name instead.", "context.wrap_socket(sock, server_hostname=\"{plain_name}\")"),
      command("Or put the address into the certificate.",
              "openssl req -x509 -new -key {shown_key|server-key.pem} -days 365 -subj /CN=openmv -addext "
              "subjectAltName=DNS:openmv,IP:{asked|192.168.1.50} -outform DER -out {remake}"),
      advice("Or have {signed_by} sign one for that name.")}},
    {"no-name-in-certificate",
     {says("does not match with the expected CN"), sends_alert(42)},
     without_name,
     Fit::possible,
     {"The certificate has no DNS name and no address: its subjectAltName has only {other_names}.",
      "The certificate's subjectAltName may have no DNS name and no address."},
     {"Where there is a subjectAltName, the common name does not count (RFC 6125, section 6.4.4).",
      "{who} asked for {asked}."},
     {command(
          "Make one that has the name.",
          "openssl req -x509 -new -key {shown_key|server-key.pem} -days 365 -subj /CN={asked|openmv} -addext "
          "subjectAltName=DNS:{asked|openmv} -outform DER -out {remake}"),
      advice("Or have {signed_by} sign one for that name.")}},
    {"only-common-name",
     {says("ERR_CERT_COMMON_NAME_INVALID"), says("SSL_ERROR_BAD_CERT_DOMAIN"), says("no subjectAltName"),
      says("CN (deprecated)")},
     only_common_name,
     Fit::possible,
     {"The certificate has its name only as CN: a camera takes that, a browser does not.", ""},
     {"Since 2017 browsers look at subjectAltName only (RFC 6125, section 6.4.4); mbedTLS still looks at "
      "CN."},
     {command("Make one that has the name in both places.",
              "openssl req -x509 -new -key {shown_key|server-key.pem} -days 365 -subj /CN=openmv -addext "
              "subjectAltName=DNS:openmv -outform DER -out {remake}"),
      advice("Or have {signed_by} sign one for that name.")}},
    {"server-side-missing",
     kWithoutHostname,
     server_side_missing,
     Fit::certain,
     {"{who}'s server calls wrap_socket() without server_side=True.", ""},
     {"Without it wrap_socket() takes {who} for a client, which must say whom it expects when it verifies."},
     {python("Say that it is the server.", "context.wrap_socket(sock, server_side=True)")}},
    {"no-server-hostname",
     kWithoutHostname,
     hostname_missing,
     Fit::certain,
     {"{who}'s script does not say whom it expects: wrap_socket() has no server_hostname.", ""},
     {"With CERT_REQUIRED the certificate must be for a name, and only the script knows which.",
      "{who} hung up before its first message, without an alert."},
     {python("Say the name that is in the server's certificate.",
             "context.wrap_socket(sock, server_hostname=\"{plain_name|openmv}\")")}},
    {"certificate-for-another-use",
     {says("does not match the keyUsage"), says("does not match the extendedKeyUsage"),
      raises(MBEDTLS_ERR_SSL_BAD_CERTIFICATE), says("unsupported certificate purpose"),
      says("unsuitable certificate purpose"), sends_alert(43)},
     for_another_use,
     Fit::likely,
     {"The certificate that {peer} showed may not be used for this: {lacks}.",
      "The certificate that {peer} showed may not be used for this: its keyUsage or extendedKeyUsage says "
      "something else."},
     {"A server's certificate needs serverAuth, a client's clientAuth, and both need digitalSignature, when "
      "they "
      "list uses at all.",
      "{alert_sender} sent alert {alert}."},
     {command("See what it may be used for.",
              "openssl x509 -in {shown_file|server.pem} -noout -ext keyUsage,extendedKeyUsage"),
      advice("Make it anew with the right use, or without the two extensions.")}},
};

}  // namespace

std::span<const Rule> name_rules() {
  return kRules;
}

}  // namespace tlscam
