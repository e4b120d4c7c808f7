// Which certificates an end shows, and in which order; which one the other end trusts.
#include "tests/diagnosis/mutation.h"

namespace tlscam {
namespace {

const Shape kAny;
const Shape kSelfSigned{.datagrams = {}, .client_is_victim = {}, .chain = Chain::self_signed, .key = {}};
const Shape kAuthority{.datagrams = {}, .client_is_victim = {}, .chain = Chain::one_authority, .key = {}};
const Shape kIntermediate{.datagrams = {}, .client_is_victim = {}, .chain = Chain::intermediate, .key = {}};

std::string load_line(const Plan& plan, const std::string& file) {
  const EndPlan& end = plan.client_is_victim ? plan.client : plan.server;
  const std::string read = plan.datagrams ? "read(" : "(";
  return "context.load_cert_chain(" + read + "\"" + file + "\"), " + read + "\"" + end.key_file + "\"))\n";
}

// An authority that has nothing to do with the others.
IssuedCertificate stranger(const std::string& name) {
  CertificateSpec spec;
  spec.common_name = name;
  spec.not_before = days_away(-1);
  spec.not_after = days_away(99);
  spec.basic_constraints = "critical,CA:TRUE";
  return issue(spec);
}

void trust(Plan& plan, Bytes anchor) {
  plan.judge().files[plan.judge().anchor_file] = std::move(anchor);
}

Bytes joined(const Bytes& one, const Bytes& other) {
  Bytes both = one;
  both.insert(both.end(), other.begin(), other.end());
  return both;
}

const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> kMutations{
      {"the intermediate is not shown",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.victim().script.load = load_line(plan, plan.victim().cert_file); },
       {"intermediate-missing"}},
      {"the intermediate is not shown, nor on the drive",
       kIntermediate,
       [](Plan& plan, Draw&) {
         plan.victim().script.load = load_line(plan, plan.victim().cert_file);
         plan.on_files.emplace_back([](Plan& at) { at.victim().files.erase(at.victim().middle_file); });
       },
       {"intermediate-missing", "unknown-signer"}},
      {"the intermediate comes first",
       kIntermediate,
       [](Plan& plan, Draw&) {
         EndPlan& end = plan.victim();
         end.script.load = load_line(plan, end.middle_file) + load_line(plan, end.cert_file);
       },
       {"chain-out-of-order", "key-of-another-certificate"}},
      {"the intermediate is shown twice",
       kIntermediate,
       [](Plan& plan, Draw&) { plan.victim().script.load += load_line(plan, plan.victim().middle_file); },
       {}},
      {"the root is shown too",
       kAuthority,
       [](Plan& plan, Draw&) {
         plan.victim().script.load += load_line(plan, "top.der");
         plan.on_files.emplace_back([](Plan& at) { at.victim().files["top.der"] = at.identity().root.der; });
       },
       {}},
      {"leaf and intermediate are joined in one file",
       kIntermediate,
       [](Plan& plan, Draw&) {
         plan.victim().script.load = load_line(plan, "chain.der");
         plan.on_files.emplace_back([](Plan& at) {
           at.victim().files["chain.der"] = joined(at.identity().leaf.der, at.identity().middle.der);
         });
       },
       {"joined-chain"}},
      {"the anchor is behind another one in a joined file",
       kAuthority,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back(
             [](Plan& at) { trust(at, joined(stranger("Old Root").der, at.identity().root.der)); });
       },
       {"joined-trust-anchors"}},
      {"the anchor is another authority's",
       kAuthority,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back([](Plan& at) { trust(at, stranger("Old Root").der); });
       },
       {"unknown-signer"}},
      {"the anchor is another self-signed certificate",
       kSelfSigned,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back([](Plan& at) { trust(at, stranger("Old Root").der); });
       },
       {"unknown-signer"}},
      {"the anchor was made anew with the same name",
       kAuthority,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back([](Plan& at) { trust(at, issue(at.identity().root_spec).der); });
       },
       {"anchor-made-anew"}},
      {"the self-signed certificate was made anew",
       kSelfSigned,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back([](Plan& at) { trust(at, issue(at.identity().leaf_spec).der); });
       },
       {"anchor-made-anew"}},
      {"the leaf is given as the anchor",
       kAuthority,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back([](Plan& at) { trust(at, at.identity().leaf.der); });
       },
       {"leaf-as-anchor"}},
      {"the intermediate is given as the anchor",
       kIntermediate,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back([](Plan& at) { trust(at, at.identity().middle.der); });
       },
       {}},
      {"no anchor is loaded",
       kAny,
       [](Plan& plan, Draw&) { plan.judge().script.verify = "context.verify_mode = ssl.CERT_REQUIRED\n"; },
       {"no-trust-anchor"}},
      {"a leaf signs the leaf",
       kIntermediate,
       [](Plan& plan, Draw&) {
         plan.identity().middle_spec.basic_constraints = "critical,CA:FALSE";
         plan.identity().middle_spec.common_name = "another-camera";
         plan.identity().middle_spec.names = "DNS:another-camera";
       },
       {"intermediate-is-no-authority"}},
  };
  return kMutations;
}

}  // namespace

std::span<const Mutation> chain_mutations() {
  return mutations();
}

}  // namespace tlscam
