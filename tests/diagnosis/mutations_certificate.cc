// Each field of a certificate or key, changed on its own.
#include "tests/diagnosis/mutation.h"

namespace tlscam {
namespace {

const Shape kAny;
const Shape kServer{.datagrams = {}, .client_is_victim = false, .chain = {}, .key = {}};
const Shape kServerTls{.datagrams = false, .client_is_victim = false, .chain = {}, .key = {}};
const Shape kClient{.datagrams = false, .client_is_victim = true, .chain = {}, .key = {}};
const Shape kSelfSigned{.datagrams = {}, .client_is_victim = {}, .chain = Chain::self_signed, .key = {}};
const Shape kAuthority{.datagrams = {}, .client_is_victim = {}, .chain = Chain::one_authority, .key = {}};
const Shape kIntermediate{.datagrams = {}, .client_is_victim = {}, .chain = Chain::intermediate, .key = {}};

void set_names(Plan& plan, const std::string& names) {
  plan.server.identity.leaf_spec.names = names;
}

void ask(Plan& plan, const std::string& name) {
  replace(plan.client.script.wrap, "\"" + plan.asked + "\"", "\"" + name + "\"");
  plan.asked = name;
}

// An extension of this many bytes that nobody needs (netscape's comment).
void make_larger(CertificateSpec& spec, std::size_t bytes) {
  spec.more.emplace_back("nsComment", std::string(bytes, 'x'));
}

const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> kMutations{
      {"nothing is wrong", kAny, [](Plan&, Draw&) {}, {}},
      // --- dates
      {"the leaf has expired",
       kAny,
       [](Plan& plan, Draw& draw) {
         plan.identity().leaf_spec.not_after = days_away(-1 - static_cast<int>(draw.below(20)));
       },
       {"certificate-expired"}},
      {"the leaf is not valid yet",
       kAny,
       [](Plan& plan, Draw& draw) {
         plan.identity().leaf_spec.not_before = days_away(1 + static_cast<int>(draw.below(300)));
       },
       {"certificate-not-yet-valid"}},
      {"the anchor has expired",
       kAuthority,
       [](Plan& plan, Draw&) { plan.identity().root_spec.not_after = days_away(-2); },
       {"anchor-expired"}},
      {"the anchor has expired behind an intermediate",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.identity().root_spec.not_after = days_away(-2); },
       {"anchor-expired"}},
      {"the anchor is not valid yet",
       kAuthority,
       [](Plan& plan, Draw&) { plan.identity().root_spec.not_before = days_away(9); },
       {"anchor-not-yet-valid"}},
      {"the intermediate has expired",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.identity().middle_spec.not_after = days_away(-3); },
       {"intermediate-expired"}},
      {"the intermediate is not valid yet",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.identity().middle_spec.not_before = days_away(3); },
       {"intermediate-not-yet-valid"}},
      // --- names
      {"the certificate has another name",
       kServer,
       [](Plan& plan, Draw&) {
         set_names(plan, "DNS:attic");
         plan.server.identity.leaf_spec.common_name = "attic";
       },
       {"wrong-name"}},
      {"the name is only in CN", kServer, [](Plan& plan, Draw&) { set_names(plan, ""); }, {}},
      {"another name is only in CN",
       kServer,
       [](Plan& plan, Draw&) {
         set_names(plan, "");
         plan.server.identity.leaf_spec.common_name = "attic";
       },
       {"wrong-name"}},
      {"only an e-mail address is in subjectAltName",
       kServer,
       [](Plan& plan, Draw&) { set_names(plan, "email:me@garden.example"); },
       {"no-name-in-certificate"}},
      {"only a URI is in subjectAltName",
       kServer,
       [](Plan& plan, Draw&) { set_names(plan, "URI:https://garden.example/"); },
       {"no-name-in-certificate"}},
      {"a wildcard for another domain",
       kServer,
       [](Plan& plan, Draw&) { set_names(plan, "DNS:*.garden.example"); },
       {"wrong-name"}},
      {"a wildcard for a part of a label",
       kServer,
       [](Plan& plan, Draw&) { set_names(plan, "DNS:" + plan.asked.substr(0, 2) + "*"); },
       {"wrong-name"}},
      {"a wildcard that fits",
       kServer,
       [](Plan& plan, Draw&) {
         set_names(plan, "DNS:*.garden.example");
         ask(plan, "gate.garden.example");
       },
       {}},
      {"a wildcard one level too high",
       kServer,
       [](Plan& plan, Draw&) {
         set_names(plan, "DNS:*.example");
         ask(plan, "gate.garden.example");
       },
       {"wrong-name"}},
      {"capital letters in the name",
       kServer,
       [](Plan& plan, Draw&) {
         set_names(plan,
                   "DNS:" + std::string(1, static_cast<char>(plan.asked[0] - 32)) + plan.asked.substr(1));
       },
       {}},
      {"the script asks for another name",
       kServer,
       [](Plan& plan, Draw&) { ask(plan, "attic"); },
       {"wrong-name"}},
      {"the script asks with a dot behind the name",
       kServer,
       [](Plan& plan, Draw&) { ask(plan, plan.asked + "."); },
       {"wrong-name"}},
      {"the script asks for an address that is in it",
       kServer,
       [](Plan& plan, Draw&) { ask(plan, "192.168.1.50"); },
       {}},
      {"the script asks for an address that is not in it",
       kServer,
       [](Plan& plan, Draw&) {
         set_names(plan, "DNS:" + plan.asked);
         ask(plan, "192.168.1.50");
       },
       {"address-not-in-certificate"}},
      {"the address is in it as a name",
       kServer,
       [](Plan& plan, Draw&) {
         set_names(plan, "DNS:" + plan.asked + ",DNS:192.168.1.50");
         ask(plan, "192.168.1.50");
       },
       {}},
      {"another address is in it",
       kServer,
       [](Plan& plan, Draw&) {
         set_names(plan, "IP:192.168.1.51");
         ask(plan, "192.168.1.50");
       },
       {"address-not-in-certificate"}},
      {"only an address is in it",
       kServer,
       [](Plan& plan, Draw&) { set_names(plan, "IP:192.168.1.50"); },
       {"wrong-name"}},
      // --- keys and signatures
      {"a signature with SHA-1",
       kSelfSigned,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.hash = "SHA1"; },
       {"weak-signature"}},
      {"a signature with SHA-1 by the authority",
       kAuthority,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.hash = "SHA1"; },
       {"weak-signature"}},
      {"an intermediate signed with SHA-1",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.identity().middle_spec.hash = "SHA1"; },
       {"weak-signature"}},
      {"a signature with SHA-512",
       kAny,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.hash = "SHA512"; },
       {}},
      {"an RSA key of 1024 bits",
       kAny,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.key = "rsa:1024"; },
       {"weak-key"}},
      {"an authority's RSA key of 1024 bits",
       kAuthority,
       [](Plan& plan, Draw&) { plan.identity().root_spec.key = "rsa:1024"; },
       {"weak-key"}},
      {"a key on P-521", kAny, [](Plan& plan, Draw&) { plan.identity().leaf_spec.key = "secp521r1"; }, {}},
      {"an Ed25519 key",
       kAny,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.key = "ed25519"; },
       {"kind-of-key-unknown"}},
      {"a key on brainpoolP256r1",
       kAny,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.key = "brainpoolP256r1"; },
       {"kind-of-key-unknown"}},
      {"a key on secp256k1",
       kAny,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.key = "secp256k1"; },
       {"curve-not-offered", "weak-key"}},
      {"an authority with an Ed25519 key",
       kAuthority,
       [](Plan& plan, Draw&) { plan.identity().root_spec.key = "ed25519"; },
       {"kind-of-key-unknown"}},
      // --- what it may be used for
      {"the anchor has CA:FALSE",
       kAuthority,
       [](Plan& plan, Draw&) { plan.identity().root_spec.basic_constraints = "CA:FALSE"; },
       {"anchor-is-no-authority"}},
      {"the anchor has no basicConstraints",
       kAuthority,
       [](Plan& plan, Draw&) { plan.identity().root_spec.basic_constraints = ""; },
       {"anchor-is-no-authority"}},
      {"the anchor may not sign certificates",
       kAuthority,
       [](Plan& plan, Draw&) { plan.identity().root_spec.key_usage = "digitalSignature"; },
       {"anchor-is-no-authority"}},
      {"the intermediate has CA:FALSE",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.identity().middle_spec.basic_constraints = "CA:FALSE"; },
       {"intermediate-is-no-authority"}},
      {"the intermediate has no basicConstraints",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.identity().middle_spec.basic_constraints = ""; },
       {"intermediate-is-no-authority"}},
      {"the intermediate may not sign certificates",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.identity().middle_spec.key_usage = "digitalSignature"; },
       {"intermediate-is-no-authority"}},
      {"the anchor allows no intermediate",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.identity().root_spec.basic_constraints = "critical,CA:TRUE,pathlen:0"; },
       {"path-too-long"}},
      {"the anchor allows an intermediate",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.identity().root_spec.basic_constraints = "critical,CA:TRUE,pathlen:1"; },
       {}},
      {"the server's keyUsage lacks digitalSignature",
       kServer,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.key_usage = "keyAgreement"; },
       {"certificate-unfit-for-server"}},
      {"the server's extendedKeyUsage is clientAuth",
       kServer,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.extended_key_usage = "clientAuth"; },
       {"certificate-unfit-for-server"}},
      {"the client's extendedKeyUsage is serverAuth",
       kClient,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.extended_key_usage = "serverAuth"; },
       {"certificate-for-another-use"}},
      {"the client's keyUsage lacks digitalSignature",
       kClient,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.key_usage = "keyAgreement"; },
       {"certificate-for-another-use"}},
      {"the right uses",
       kAny,
       [](Plan& plan, Draw&) {
         plan.identity().leaf_spec.extended_key_usage = plan.client_is_victim ? "clientAuth" : "serverAuth";
         plan.identity().leaf_spec.key_usage = "critical,digitalSignature";
       },
       {}},
      // --- extensions
      {"a critical extension that nobody knows",
       kAny,
       [](Plan& plan, Draw&) {
         plan.identity().leaf_spec.more.emplace_back("1.3.6.1.4.1.99999.1",
                                                     "critical,ASN1:UTF8String:secret");
       },
       {"critical-extension-unknown"}},
      {"name constraints of the authority",
       kAuthority,
       [](Plan& plan, Draw&) {
         plan.identity().root_spec.more.emplace_back("nameConstraints", "critical,permitted;DNS:example");
       },
       {"critical-extension-unknown"}},
      {"an extension that nobody knows",
       kAny,
       [](Plan& plan, Draw&) {
         plan.identity().leaf_spec.more.emplace_back("1.3.6.1.4.1.99999.1", "ASN1:UTF8String:secret");
       },
       {}},
      // --- sizes
      {"a certificate of 2 kB",
       kAny,
       [](Plan& plan, Draw&) { make_larger(plan.identity().leaf_spec, 1500); },
       {}},
      {"a certificate of 5 kB",
       kServerTls,
       [](Plan& plan, Draw&) { make_larger(plan.identity().leaf_spec, 4600); },
       {"certificate-too-large"}},
      {"a certificate of 18 kB",
       kServerTls,
       [](Plan& plan, Draw&) { make_larger(plan.identity().leaf_spec, 17600); },
       {"certificate-too-large"}},
      {"a client's certificate of 5 kB",
       kClient,
       [](Plan& plan, Draw&) { make_larger(plan.identity().leaf_spec, 4600); },
       {"certificate-too-large"}},
      // --- who signed
      {"it says that another authority signed it",
       kAuthority,
       [](Plan& plan, Draw&) { plan.identity().leaf_spec.issuer_name = "Nobody"; },
       {"unknown-signer"}},
  };
  return kMutations;
}

}  // namespace

std::span<const Mutation> certificate_mutations() {
  return mutations();
}

}  // namespace tlscam
