// The checks of private keys: whose they are, who can read them, who else has them.
#include <algorithm>

#include "sim/preflight/inspection.h"

namespace tlscam {
namespace {

/// An authority says that it signs others, or has signed one of those here. A self-signed certificate of
/// `openssl req -x509` is not one only because it is marked as a CA.
bool is_authority(const Inspection& inspection, const CertificateFacts& certificate) {
  if (!certificate.is_ca) return false;
  const auto& usage = certificate.key_usage;
  if (std::ranges::find(usage, "keyCertSign") != usage.end()) return true;
  return std::ranges::any_of(inspection.files, [&](const InspectedFile& file) {
    return std::ranges::any_of(file.content.certificates, [&](const CertificateFacts& other) {
      return other.der != certificate.der && is_signed_by(other, certificate);
    });
  });
}

void check_key(Inspection& inspection, const InspectedFile& file) {
  const DeploymentPurpose& purpose = inspection.purpose;
  for (const OtherDevice& other : purpose.others) {
    if (file.content.public_key.empty() || other.public_key != file.content.public_key) continue;
    inspection.add({Severity::warns, FindingKind::shared_key,
                    fmt::format("{} is also the key of {}.", file.name, other.name),
                    "Whoever takes one of the two devices apart can pose as the other.",
                    "Give each device a key of its own: tlscam deploy --each devices.csv.", file.plan->path,
                    ""});
  }
  const bool of_authority = std::ranges::any_of(inspection.files, [&](const InspectedFile& one) {
    return !one.content.certificates.empty() && key_belongs(file.content, one.content) &&
           is_authority(inspection, one.content.certificates.front());
  });
  if (of_authority)
    inspection.add({Severity::warns, FindingKind::key_of_authority,
                    fmt::format("{} is the key of an authority.", file.name),
                    "Whoever has this camera can sign certificates for every name.",
                    "Keep that key at home. Let it sign a certificate for a key of the camera's own.",
                    file.plan->path, ""});
  if (purpose.way == DeploymentWay::romfs || file.plan->path.starts_with("/rom/")) {
    inspection.add({Severity::warns, FindingKind::key_in_romfs,
                    fmt::format("{} would lie in the ROMFS image.", file.name),
                    "Everything there can be read, and the image is a file that travels.",
                    "Leave the key out of the image, and copy it to /flash of each camera.", file.plan->path,
                    ""});
  } else {
    inspection.add(
        {Severity::notes, FindingKind::key_on_drive,
         fmt::format("{} will lie on the camera's USB drive.", file.name),
         "Whoever plugs the camera into a computer can copy it; nothing on the camera protects it.",
         "Give the certificate a short life, and know how to replace it.", file.plan->path, ""});
  }
}

}  // namespace

void check_secrets(Inspection& inspection) {
  for (const InspectedFile& file : inspection.files) {
    if (file.content.also_private_key)
      inspection.add({Severity::warns, FindingKind::key_in_certificate_file,
                      fmt::format("{} holds a private key beside its certificate.", file.name),
                      "Whoever is given the certificate gets the key.", "Make two files of it.",
                      file.plan->path, ""});
    if (file.content.content == FileContent::private_key) check_key(inspection, file);
  }
}

}  // namespace tlscam
