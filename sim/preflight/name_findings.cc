// The checks of a board's own certificate against the names by which others connect to it.
#include <algorithm>

#include "sim/certificate/name_match.h"
#include "sim/preflight/inspection.h"

namespace tlscam {
namespace {

void check_certificate(Inspection& inspection, const InspectedFile& file) {
  const CertificateFacts& certificate = file.content.certificates.front();
  const bool has_names = !certificate.dns_names.empty() || !certificate.ip_addresses.empty();
  const std::string mend = fmt::format("Make the certificate with -addext subjectAltName={}.",
                                       inspection.purpose.connects_as.empty()
                                           ? "DNS:NAME,IP:ADDRESS"
                                           : "DNS:NAME or IP:ADDRESS for each name that clients use");
  if (!has_names && !certificate.common_name.empty())
    inspection.add(
        {Severity::warns, FindingKind::no_alternative_names,
         fmt::format("{} has its name only as common name ({}).", file.name, certificate.common_name),
         "Cameras accept that; browsers, curl and most libraries refuse it.", mend, file.plan->path, ""});
  if (inspection.purpose.connects_as.empty()) {
    if (!has_names) return;
    std::vector<std::string> all = certificate.dns_names;
    all.insert(all.end(), certificate.ip_addresses.begin(), certificate.ip_addresses.end());
    inspection.add({Severity::notes, FindingKind::who_may_connect,
                    fmt::format("Clients must connect to {}.", fmt::join(all, " or ")),
                    certificate.ip_addresses.empty()
                        ? fmt::format("{} names no address: whoever connects by one is refused.", file.name)
                        : fmt::format("{} is accepted for nothing else.", file.name),
                    "", file.plan->path, ""});
    return;
  }
  const auto matches = who_may_connect(certificate.der, inspection.purpose.connects_as);
  if (!matches) return;  // check_files says that it cannot be read
  for (const NameMatch& match : *matches) {
    if (match.accepted) continue;
    inspection.add({Severity::stops, FindingKind::name_not_covered,
                    fmt::format("{} is not valid for {}, to which clients connect.", file.name, match.name),
                    match.reason, mend, file.plan->path, ""});
  }
}

}  // namespace

void check_names(Inspection& inspection) {
  const bool any_script = std::ranges::any_of(
      inspection.scripts, [](const ScriptFacts& script) { return script.serves || script.connects; });
  const bool serves =
      std::ranges::any_of(inspection.scripts, [](const ScriptFacts& script) { return script.serves; });
  if (any_script && !serves) return;  // nobody compares a client's name
  for (const InspectedFile& file : inspection.files) {
    if (!file.is_own) continue;
    const CertificateFacts& certificate = file.content.certificates.front();
    const bool is_intermediate = certificate.is_ca && !certificate.self_signed;
    if (!is_intermediate && certificate.camera_obstacle.empty()) check_certificate(inspection, file);
  }
}

}  // namespace tlscam
