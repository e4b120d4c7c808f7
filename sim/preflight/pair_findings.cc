// The checks of keys against certificates: what a script loads together, and what lies beside each other.
#include <algorithm>
#include <set>

#include "sim/preflight/inspection.h"

namespace tlscam {
namespace {

bool has_key(const InspectedFile& file) {
  return file.content.content == FileContent::private_key && !file.content.public_key.empty();
}

}  // namespace

void check_pairs(Inspection& inspection) {
  std::set<const InspectedFile*> named;  // keys that a script loads, and whose certificate is therefore known
  for (const ScriptFacts& script : inspection.scripts) {
    std::set<std::string> fitting;  // keys whose leaf was met: further certificates are its intermediates
    for (const ScriptPair& pair : script.pairs) {
      const InspectedFile* certificate = inspection.resolve(pair.certificate);
      const InspectedFile* key = inspection.resolve(pair.key);
      if (key) named.insert(key);
      if (!certificate || !key || !has_key(*key) || certificate->content.certificates.empty()) continue;
      if (key_belongs(key->content, certificate->content)) {
        fitting.insert(pair.key);
        continue;
      }
      if (fitting.contains(pair.key) && certificate->content.certificates.front().is_ca) continue;
      inspection.add({Severity::stops, FindingKind::key_does_not_belong,
                      fmt::format("{} is not the key of {}, but {} loads both in line {}.", key->name,
                                  certificate->name, last_part(script.path), pair.line),
                      "The camera loads them without a word, and every handshake fails.",
                      "Deploy the key that the certificate was made with, or make a new certificate.",
                      key->plan->path, ""});
    }
  }
  const bool has_certificates = std::ranges::any_of(
      inspection.files, [](const InspectedFile& file) { return !file.content.certificates.empty(); });
  for (const InspectedFile& key : inspection.files) {
    if (!has_key(key) || named.contains(&key) || !has_certificates) continue;
    const bool fits = std::ranges::any_of(inspection.files, [&](const InspectedFile& file) {
      return !file.content.certificates.empty() && key_belongs(key.content, file.content);
    });
    if (fits) continue;
    inspection.add({Severity::warns, FindingKind::key_does_not_belong,
                    fmt::format("{} belongs to none of the certificates that are deployed.", key.name),
                    "The camera does not notice when it loads them, and every handshake fails.",
                    "Deploy the certificate that was made with it.", key.plan->path, ""});
  }
}

}  // namespace tlscam
