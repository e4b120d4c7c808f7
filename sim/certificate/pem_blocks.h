#pragma once
#include <string>
#include <vector>

#include "sim/base/bytes.h"

namespace tlscam {

/// `PemBlock` is one block of a PEM file (RFC 7468).
struct PemBlock {
  std::string label;       ///< "CERTIFICATE", "EC PRIVATE KEY"
  Bytes der;               ///< empty when it could not be read
  bool encrypted = false;  ///< "Proc-Type: 4,ENCRYPTED" (RFC 1421): a pass phrase protects the DER
  std::string problem;     ///< why it could not be read; empty if it could, or if it is encrypted
};

/// `read_pem` returns the blocks of a text in order, or none when it has no line "-----BEGIN ...-----". It
/// skips text between blocks and reads at most a hundred.
std::vector<PemBlock> read_pem(ByteView bytes);

}  // namespace tlscam
