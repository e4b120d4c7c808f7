// openssl at the other end: what it offers, takes and shows.
#include "tests/diagnosis/mutation.h"

namespace tlscam {
namespace {

const Shape kEc{
    .datagrams = false, .client_is_victim = false, .chain = Chain::self_signed, .key = "prime256v1"};

// The camera is the client; openssl serves the server's certificate at the workstation's address.
void serve(Plan& plan, const std::string& options) {
  plan.openssl = OpensslPeer{true, "openssl s_server -accept 8443 -naccept 1 -cert " + plan.server.cert_file +
                                       " -key " + plan.server.key_file + " " + options};
  plan.mutual = false;
  replace(plan.client.script.open, plan.address, "(\"192.168.1.2\", 8443)");
  plan.client.script.talk = "conn.write(b\"hello\\n\")\nprint(\"connected\")\nconn.close()\n";
  plan.client.script.load = "";
  plan.client.script.clock = "ntptime.settime()\n";
}

// The camera is the server; openssl connects to it.
void ask(Plan& plan, const std::string& options) {
  plan.openssl = OpensslPeer{false, "openssl s_client -connect " + plan.server.camera +
                                        ":8443 -CAfile trusted.pem -verify_return_error " + options};
  plan.on_files.emplace_back(
      [](Plan& at) { at.client.files["trusted.pem"] = at.server.identity.leaf.pem(); });
  plan.mutual = false;
  plan.server.script.verify = "";
}

const std::vector<std::string_view> kNothing{"nothing-in-common"};

const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> kMutations{
      {"openssl serves", kEc, [](Plan& plan, Draw&) { serve(plan, "-tls1_2"); }, {}},
      {"openssl takes only TLS 1.3", kEc, [](Plan& plan, Draw&) { serve(plan, "-tls1_3"); }, {"tls13-only"}},
      {"openssl takes only TLS 1.1",
       kEc,
       [](Plan& plan, Draw&) { serve(plan, "-tls1_1 -cipher ALL:@SECLEVEL=0"); },
       {"version-too-old"}},
      {"openssl takes only ChaCha20", kEc,
       [](Plan& plan, Draw&) { serve(plan, "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305"); }, kNothing},
      {"openssl takes only X25519",
       kEc,
       [](Plan& plan, Draw&) { serve(plan, "-tls1_2 -groups X25519"); },
       {"curve-not-offered", "nothing-in-common"}},
      {"openssl takes only P-384", kEc, [](Plan& plan, Draw&) { serve(plan, "-tls1_2 -groups P-384"); }, {}},
      {"openssl asks for a certificate that the camera lacks",
       kEc,
       [](Plan& plan, Draw&) { serve(plan, "-tls1_2 -Verify 1 -verify_return_error"); },
       {"no-client-certificate"}},
      {"openssl knows another name only",
       kEc,
       [](Plan& plan, Draw&) {
         serve(plan, "-tls1_2 -servername attic -servername_fatal -cert2 " + plan.server.cert_file +
                         " -key2 " + plan.server.key_file);
       },
       {"unknown-server-name"}},
      {"openssl asks a camera", kEc, [](Plan& plan, Draw&) { ask(plan, "-tls1_2"); }, {}},
      {"openssl offers only TLS 1.3",
       kEc,
       [](Plan& plan, Draw&) { ask(plan, "-tls1_3"); },
       {"tls13-only", "nothing-in-common"}},
      {"openssl offers only TLS 1.1",
       kEc,
       [](Plan& plan, Draw&) { ask(plan, "-tls1_1 -cipher ALL:@SECLEVEL=0"); },
       {"version-too-old"}},
      {"openssl offers only ChaCha20", kEc,
       [](Plan& plan, Draw&) { ask(plan, "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305"); }, kNothing},
      {"openssl offers only X25519",
       kEc,
       [](Plan& plan, Draw&) { ask(plan, "-tls1_2 -groups X25519"); },
       {"curve-not-offered", "nothing-in-common"}},
      {"openssl offers suites for RSA keys only",
       kEc,
       [](Plan& plan, Draw&) { ask(plan, "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256"); },
       {"suite-needs-another-key", "nothing-in-common"}},
      {"openssl offers the wrong signature algorithms",
       kEc,
       [](Plan& plan, Draw&) { ask(plan, "-tls1_2 -sigalgs RSA+SHA256"); },
       {"signature-not-offered", "suite-needs-another-key"}},
      {"openssl does not offer the certificate's curve",
       {.datagrams = false, .client_is_victim = false, .chain = Chain::self_signed, .key = "secp384r1"},
       [](Plan& plan, Draw&) { ask(plan, "-tls1_2 -groups P-256"); },
       {"curve-not-offered"}},
      {"openssl trusts nobody",
       kEc,
       [](Plan& plan, Draw&) {
         ask(plan, "-tls1_2");
         replace(plan.openssl->command, " -CAfile trusted.pem", "");
       },
       {"unknown-signer"}},
      {"openssl expects another name",
       kEc,
       [](Plan& plan, Draw&) { ask(plan, "-tls1_2 -verify_hostname attic"); },
       {"wrong-name"}},
  };
  return kMutations;
}

}  // namespace

std::span<const Mutation> peer_mutations() {
  return mutations();
}

}  // namespace tlscam
