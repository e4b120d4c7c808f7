#pragma once
#include <string_view>
#include <vector>

#include "sim/diagnose/error_names.h"
#include "sim/diagnose/evidence.h"

namespace tlscam {

/// What a person pasted, as evidence.
struct PastedText {
  FailureEvidence evidence;
  std::vector<ErrorName> numbers;  ///< the error numbers and names in it, each once
};

/// Reads a traceback, an error number or name, an alert's number, what openssl, curl or gnutls-cli printed,
/// or a script. Never fails. Of long texts the last 64 KiB are read; bytes that are no text count as blanks.
PastedText read_pasted_text(std::string_view pasted);

}  // namespace tlscam
