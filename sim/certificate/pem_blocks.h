#pragma once
#include <string>
#include <vector>

#include "sim/base/bytes.h"

namespace tlscam {

/// One block of a PEM file (RFC 7468).
struct PemBlock {
  std::string label;       ///< "CERTIFICATE", "EC PRIVATE KEY"
  Bytes der;               ///< empty when it could not be read
  bool encrypted = false;  ///< "Proc-Type: 4,ENCRYPTED" (RFC 1421): the DER is behind a pass phrase
  std::string problem;     ///< why it could not be read; empty: it could, or it is encrypted
};

/// The blocks of a text, in its order; none when it has no line "-----BEGIN ...-----". Texts between blocks
/// are left out. At most a hundred are read.
std::vector<PemBlock> read_pem(ByteView bytes);

}  // namespace tlscam
