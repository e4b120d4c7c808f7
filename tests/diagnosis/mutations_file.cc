// Files on a drive that are not what the script takes them for.
#include "tests/diagnosis/mutation.h"

namespace tlscam {
namespace {

const Shape kAny;
const Shape kRsa{.datagrams = {}, .client_is_victim = {}, .chain = {}, .key = "rsa:2048"};
const Shape kEc{.datagrams = {}, .client_is_victim = {}, .chain = {}, .key = "prime256v1"};

Bytes text(std::string_view words) {
  const ByteView view = as_bytes(words);
  return {view.begin(), view.end()};
}

// `on_victim` changes the files of the end whose certificate counts.
std::function<void(Plan&, Draw&)> on_victim(void (*change)(EndPlan& end)) {
  return [change](Plan& plan, Draw&) {
    plan.on_files.emplace_back([change](Plan& at) { change(at.victim()); });
  };
}

Bytes& cert(EndPlan& end) {
  return end.files.at(end.cert_file);
}
Bytes& key(EndPlan& end) {
  return end.files.at(end.key_file);
}

const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> kMutations{
      {"the certificate is PEM",
       kAny,
       on_victim([](EndPlan& end) { cert(end) = end.identity.leaf.pem(); }),
       {"certificate-is-pem"}},
      {"the key is PEM",
       kAny,
       on_victim([](EndPlan& end) { key(end) = end.identity.leaf.key_pem(); }),
       {"key-is-pem"}},
      {"the key is PKCS#8",
       kAny,
       on_victim([](EndPlan& end) { key(end) = end.identity.leaf.key_der(true); }),
       {}},
      {"the certificate is cut off",
       kAny,
       on_victim([](EndPlan& end) { cert(end).resize(cert(end).size() / 2); }),
       {"file-broken"}},
      {"the key is cut off",
       kAny,
       on_victim([](EndPlan& end) { key(end).resize(key(end).size() / 2); }),
       {"file-broken"}},
      {"the certificate is empty", kAny, on_victim([](EndPlan& end) { cert(end).clear(); }), {"file-broken"}},
      {"the key is empty", kAny, on_victim([](EndPlan& end) { key(end).clear(); }), {"file-broken"}},
      {"the certificate is a web page",
       kAny,
       on_victim([](EndPlan& end) { cert(end) = text("<!DOCTYPE html><title>404</title>"); }),
       {"file-broken"}},
      {"certificate and key are swapped",
       kAny,
       on_victim([](EndPlan& end) { std::swap(cert(end), key(end)); }),
       {"key-in-place-of-certificate"}},
      {"the certificate stands in for the key",
       kAny,
       on_victim([](EndPlan& end) { key(end) = cert(end); }),
       {"file-broken", "certificate-in-place-of-key"}},
      {"a newline behind an RSA key",
       kRsa,
       on_victim([](EndPlan& end) { key(end).push_back('\n'); }),
       {"bytes-behind-key"}},
      {"a newline behind an EC key", kEc, on_victim([](EndPlan& end) { key(end).push_back('\n'); }), {}},
      {"a newline behind the certificate",
       kAny,
       on_victim([](EndPlan& end) { cert(end).push_back('\n'); }),
       {}},
      {"the certificate is missing",
       kAny,
       on_victim([](EndPlan& end) { end.files.erase(end.cert_file); }),
       {"file-missing"}},
      {"the key is missing",
       kAny,
       on_victim([](EndPlan& end) { end.files.erase(end.key_file); }),
       {"file-missing"}},
      {"the key belongs to another certificate",
       kEc,
       on_victim([](EndPlan& end) { key(end) = issue(end.identity.leaf_spec).key_der(); }),
       {"key-of-another-certificate"}},
      {"the key is of another type",
       kEc,
       on_victim([](EndPlan& end) {
         CertificateSpec spec = end.identity.leaf_spec;
         spec.key = "rsa:2048";
         key(end) = issue(spec).key_der();
       }),
       {"key-of-another-certificate"}},
      {"an EC key for an RSA certificate",
       kRsa,
       on_victim([](EndPlan& end) {
         CertificateSpec spec = end.identity.leaf_spec;
         spec.key = "prime256v1";
         key(end) = issue(spec).key_der();
       }),
       {"key-of-another-certificate"}},
      {"the anchor is PEM",
       {.datagrams = {}, .client_is_victim = {}, .chain = Chain::one_authority, .key = {}},
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back(
             [](Plan& at) { at.judge().files[at.judge().anchor_file] = at.identity().root.pem(); });
       },
       {"certificate-is-pem"}},
      {"the anchor is cut off",
       kAny,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back([](Plan& at) {
           Bytes& anchor = at.judge().files.at(at.judge().anchor_file);
           anchor.resize(anchor.size() - 9);
         });
       },
       {"file-broken"}},
      {"the anchor is empty",
       kAny,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back([](Plan& at) { at.judge().files.at(at.judge().anchor_file).clear(); });
       },
       {"file-broken"}},
      {"the anchor is missing",
       kAny,
       [](Plan& plan, Draw&) {
         plan.on_files.emplace_back([](Plan& at) { at.judge().files.erase(at.judge().anchor_file); });
       },
       {"file-missing"}},
      {"a byte of the certificate's signature is wrong",
       {.datagrams = {}, .client_is_victim = {}, .chain = Chain::one_authority, .key = {}},
       on_victim([](EndPlan& end) { cert(end).back() ^= 1; }),
       {"signature-does-not-fit", "anchor-made-anew"}},
      {"the name in the script is spelled with a capital",
       kAny,
       [](Plan& plan, Draw&) {
         replace(plan.victim().script.load, plan.victim().key_file, "missing-key.der");
       },
       {"file-missing"}},
  };
  return kMutations;
}

}  // namespace

std::span<const Mutation> file_mutations() {
  return mutations();
}

}  // namespace tlscam
