#pragma once
#include "sim/certificate/certificate_file.h"
#include "sim/certificate/der_shape.h"
#include "sim/certificate/keys.h"

namespace tlscam {

/// `KeyInFile` is what the verdict needs in addition to the file: how a private key is written, and what it
/// is.
struct KeyInFile {
  DerKind container = DerKind::none;
  bool explicit_curve = false;
  KeyFacts facts;
};

/// `judge` says what the camera does with the file. The rest of the file's description is already filled in.
CameraVerdict judge(const CertificateFile& file, const KeyInFile& key);

}  // namespace tlscam
