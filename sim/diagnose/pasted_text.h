#pragma once
#include <string_view>
#include <vector>

#include "sim/diagnose/error_names.h"
#include "sim/diagnose/evidence.h"

namespace tlscam {

/// `PastedText` is what a person pasted, as evidence.
struct PastedText {
  FailureEvidence evidence;
  std::vector<ErrorName> numbers;  ///< the error numbers and names found in it, each once
};

/// `read_pasted_text` reads a traceback, an error number or name, an alert's number, output of openssl, curl
/// or gnutls-cli, or a script. It never fails. It reads the last 64 KiB of a long text and treats bytes that
/// are not text as blanks.
PastedText read_pasted_text(std::string_view pasted);

}  // namespace tlscam
