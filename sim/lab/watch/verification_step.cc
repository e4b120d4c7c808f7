#include "sim/lab/watch/verification_step.h"

#include "sim/certificate/verify_flags.h"

namespace tlscam {

VerificationStep step_of(const VerifiedCertificate& verified, InspectedFiles& inspected) {
  const CertificateFile& file = inspected.inspect(verified.certificate, "certificate");
  const bool known = !file.certificates.empty() && !file.certificates.front().subject.empty();
  return {known ? file.certificates.front().subject : "a certificate without a name", verified.depth,
          problems_in(verified.flags)};
}

}  // namespace tlscam
