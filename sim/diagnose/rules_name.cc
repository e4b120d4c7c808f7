// These rules are about whom a certificate is for, and what it may be used for.
#include <mbedtls/ssl.h>

#include <algorithm>

#include "sim/diagnose/case.h"
#include "sim/wire/address.h"

namespace tlscam {
namespace {

bool is_address(const std::string& name) {
  return parse_ipv4(name).has_value();
}

Fit by_name(Case& the_case) {
  return is_address(the_case.evidence.asked_name) ? Fit::no : Fit::likely;
}

Fit by_address(Case& the_case) {
  const std::string& asked = the_case.evidence.asked_name;
  return asked.empty() ? Fit::possible : is_address(asked) ? Fit::certain : Fit::no;
}

Fit only_common_name(Case& the_case) {
  const CertificateFacts* shown = the_case.shown();
  if (!shown) return Fit::possible;
  return shown->dns_names.empty() && shown->ip_addresses.empty() ? Fit::certain : Fit::no;
}

bool lacks(const std::vector<std::string>& uses, std::string_view use) {
  return !uses.empty() && std::ranges::find(uses, use) == uses.end();
}

Fit for_another_use(Case& the_case) {
  const CertificateFacts* shown = the_case.shown();
  if (!shown) return Fit::likely;
  const bool other = lacks(shown->extended_key_usage, the_case.is_client ? "serverAuth" : "clientAuth") ||
                     lacks(shown->key_usage, "digitalSignature");
  return other ? Fit::certain : Fit::no;
}

constexpr Rule kRules[] = {
    {"wrong-name",
     {says("does not match with the expected CN"), says("ostname mismatch"),
      says("subject name matches target host"), says("name in the certificate does not match"),
      says("IP address mismatch"), sends_alert(42)},
     by_name,
     Fit::likely,
     {"The certificate is for {names}; {who} asked for {asked}.",
      "The certificate is for {names|another name}; {who} asked for another name."},
     {"{who} compares the name in server_hostname with the names in the certificate, letter by letter.",
      "{who} sent alert {alert}."},
     {command("See the names in the certificate.",
              "openssl x509 -in {file|server.pem} -noout -subject -ext subjectAltName"),
      python("Ask for a name that is in it.", "context.wrap_socket(sock, server_hostname=\"{name|openmv}\")"),
      command("Or make one for the name that is asked for.",
              "openssl req -x509 -new -key server-key.pem -days 365 -subj /CN={asked|openmv} -addext "
              "subjectAltName=DNS:{asked|openmv} -outform DER -out server.der")}},
    {"address-not-in-certificate",
     {says("does not match with the expected CN"), says("IP address mismatch"), sends_alert(42)},
     by_address,
     Fit::possible,
     {"{who} asked for the address {asked}; the certificate is for {names}.",
      "{who} asked for an address, and the certificate has no such address, only names."},
     {"An address counts only when the certificate has it as an IP entry; a name that leads there does not "
      "help."},
     {python("Ask for the name instead.", "context.wrap_socket(sock, server_hostname=\"{name|openmv}\")"),
      command("Or put the address into the certificate.",
              "openssl req -x509 -new -key server-key.pem -days 365 -subj /CN=openmv -addext "
              "subjectAltName=DNS:openmv,IP:{asked|192.168.1.50} -outform DER -out server.der")}},
    {"only-common-name",
     {says("ERR_CERT_COMMON_NAME_INVALID"), says("SSL_ERROR_BAD_CERT_DOMAIN"), says("no subjectAltName"),
      says("CN (deprecated)")},
     only_common_name,
     Fit::possible,
     {"The certificate has its name only as CN: a camera takes that, a browser does not.", ""},
     {"Since 2017 browsers look at subjectAltName only (RFC 6125, section 6.4.4); mbedTLS still looks at "
      "CN."},
     {command("Make one that has the name in both places.",
              "openssl req -x509 -new -key server-key.pem -days 365 -subj /CN=openmv -addext "
              "subjectAltName=DNS:openmv -outform DER -out server.der")}},
    {"no-server-hostname",
     {says("CERT_REQUIRED requires server_hostname"),
      raises(MBEDTLS_ERR_SSL_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME)},
     nullptr,
     Fit::certain,
     {"{who}'s script does not say whom it expects: wrap_socket() has no server_hostname.", ""},
     {"With CERT_REQUIRED the certificate must be for a name, and only the script knows which.",
      "{who} hung up before its first message, without an alert."},
     {python("Say the name that is in the server's certificate.",
             "context.wrap_socket(sock, server_hostname=\"{name|openmv}\")")}},
    {"certificate-for-another-use",
     {says("does not match the keyUsage"), says("does not match the extendedKeyUsage"),
      raises(MBEDTLS_ERR_SSL_BAD_CERTIFICATE), says("unsupported certificate purpose"),
      says("unsuitable certificate purpose"), sends_alert(43)},
     for_another_use,
     Fit::likely,
     {"The certificate that {peer} showed may not be used for this: its (extended) key usage says something "
      "else.",
      ""},
     {"A server's certificate needs serverAuth, a client's clientAuth, and both need digitalSignature, when "
      "they "
      "list uses at all.",
      "{who} sent alert {alert}."},
     {command("See what it may be used for.",
              "openssl x509 -in {file|server.pem} -noout -ext keyUsage,extendedKeyUsage"),
      advice("Make it anew with the right use, or without the two extensions.")}},
};

}  // namespace

std::span<const Rule> name_rules() {
  return kRules;
}

}  // namespace tlscam
