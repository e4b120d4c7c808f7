#pragma once
#include "sim/certificate/certificate_file.h"
#include "sim/certificate/der_shape.h"
#include "sim/certificate/keys.h"

namespace tlscam {

/// What the verdict needs beside the file: how a private key is written, and what it is.
struct KeyInFile {
  DerKind container = DerKind::none;
  bool explicit_curve = false;
  KeyFacts facts;
};

/// What the camera does with the file. Everything else of the file is filled in.
CameraVerdict judge(const CertificateFile& file, const KeyInFile& key);

}  // namespace tlscam
