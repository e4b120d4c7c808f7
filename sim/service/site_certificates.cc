#include "sim/service/site_certificates.h"

#include <algorithm>

#include "sim/service/gateway.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

constexpr const char* kVersion12 = "1.2";
constexpr const char* kVersion13 = "1.3";
constexpr const char* kLeafOnly = "leaf_only";
constexpr const char* kNoCrossSigns = "no_cross_signs";
constexpr const char* kNotRenewed = "not_renewed";
constexpr const char* kExpired = "expired";

// By the time of a renewal the certificate before the last has ended: operators renew at two thirds of its
// life.
constexpr std::size_t kEndedRenewals = 2;

}  // namespace

std::vector<SettingForm> SiteCertificates::setting_forms() {
  return {
      {"certificates", SettingType::files, "The chain: the server's own certificate first. DER or PEM.",
       true},
      {"key", SettingType::file, "The private key of the first certificate. DER or PEM.", true},
      {"renewals", SettingType::chains,
       "Chains for the same key; each is shown from the day on from which its first certificate is valid."},
      {"clients", SettingType::files,
       "Trust anchors for clients, which must show a certificate then. DER or PEM."},
      {"versions", SettingType::texts, "Of TLS: \"1.2\", \"1.3\"; both without it."}};
}

std::vector<FaultForm> SiteCertificates::fault_forms() {
  return {{.kind = kLeafOnly, .title = words<"service.tls_leaf_only">()},
          {.kind = kNoCrossSigns, .title = words<"service.tls_no_cross_signs">()},
          {.kind = kNotRenewed, .title = words<"service.tls_not_renewed">()},
          {.kind = kExpired, .title = words<"service.tls_expired">()}};
}

Result<std::unique_ptr<SiteCertificates>> SiteCertificates::create(const ServicePlace& place,
                                                                   const Settings& settings) {
  std::unique_ptr<SiteCertificates> made(new SiteCertificates(place.gateway.events(), place.seed));
  if (auto read = made->read(settings); !read) return tl::unexpected(read.error());
  return made;
}

Result<void> SiteCertificates::read(const Settings& settings) {
  const auto versions = setting<std::vector<std::string>>(settings, "versions", {kVersion12, kVersion13});
  for (const std::string& version : versions)
    if (version != kVersion12 && version != kVersion13)
      return fail("versions: \"{}\" is neither \"1.2\" nor \"1.3\"", version);
  wanted_.tls12 = std::ranges::find(versions, kVersion12) != versions.end();
  wanted_.tls13 = std::ranges::find(versions, kVersion13) != versions.end();
  wanted_.anchors = setting<Chain>(settings, "clients");
  key_ = setting<Bytes>(settings, "key");
  chains_.push_back(setting<Chain>(settings, "certificates"));
  for (Chain& renewal : setting<std::vector<Chain>>(settings, "renewals"))
    chains_.push_back(std::move(renewal));
  for (std::size_t i = 0; i < chains_.size(); ++i) {
    const std::string place = i == 0 ? "certificates" : fmt::format("renewals[{}]", i - 1);
    if (chains_[i].empty()) return fail("{}: there is none", place);
    const auto from = TlsIdentity::valid_from(chains_[i].front());
    if (!from) return fail("{}[0]: {}", place, from.error().text);
    if (i > 0 && *from <= begin_.back()) return fail("{}: it does not begin after the one before", place);
    begin_.push_back(*from);
  }
  if (auto now = endpoint(); !now) return tl::unexpected(now.error());
  return {};
}

std::size_t SiteCertificates::in_force() const {
  const auto after = std::upper_bound(begin_.begin(), begin_.end(), events_.true_time());
  return after == begin_.begin() ? 0 : static_cast<std::size_t>(after - begin_.begin()) - 1;
}

void SiteCertificates::set_faults(const std::vector<ServiceFault>& faults) {
  fault_ = faults.empty() ? "" : faults.front().kind;
  kept_ = in_force();
}

Result<std::shared_ptr<TlsEndpoint>> SiteCertificates::endpoint() {
  std::size_t which = fault_ == kNotRenewed ? kept_ : in_force();
  if (fault_ == kExpired) which -= std::min(which, kEndedRenewals);
  const Chain& whole = chains_[which];
  std::size_t length = whole.size();
  if (fault_ == kLeafOnly) length = 1;
  if (fault_ == kNoCrossSigns) length = std::min<std::size_t>(length, 2);
  auto& made = made_[{which, length}];
  if (made) return made;
  const Chain shown(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
  auto identity = TlsIdentity::read(shown, key_);
  if (!identity) return tl::unexpected(identity.error());
  TlsSettings wanted = wanted_;
  wanted.identity = std::move(*identity);
  const std::uint64_t seed = Random::derive(seed_, fmt::format("chain {} {}", which, length));
  auto endpoint = TlsEndpoint::create(events_, seed, std::move(wanted));
  if (!endpoint) return tl::unexpected(endpoint.error());
  made = std::move(*endpoint);
  return made;
}

}  // namespace tlscam
