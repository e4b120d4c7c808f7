#pragma once
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// DER as one block of a PEM file (RFC 7468), with lines of 64 letters.
std::string to_pem(std::string_view label, ByteView der);

/// The DER in a file: the first block of PEM, or all of it where no block begins. Fails for a block that
/// cannot be read.
Result<Bytes> der_of_file(ByteView file);

}  // namespace tlscam
