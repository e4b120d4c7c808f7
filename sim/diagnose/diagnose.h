#pragma once
#include <string_view>
#include <vector>

#include "sim/diagnose/cause.h"
#include "sim/diagnose/evidence.h"

namespace tlscam {

/// Why it failed: the causes that fit the evidence, the best first, each once. Empty when nothing failed, or
/// when no cause that is known fits; then it is honest to say so.
std::vector<Cause> diagnose(const FailureEvidence& evidence);

/// Whether an exception ("OSError: [Errno 2] ENOENT") is one that comes before there is a connection: a file
/// that does not load, a name that is not found. False for what is not known.
bool is_before_connection(std::string_view exception);

}  // namespace tlscam
