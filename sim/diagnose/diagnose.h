#pragma once
#include <string_view>
#include <vector>

#include "sim/diagnose/cause.h"
#include "sim/diagnose/evidence.h"

namespace tlscam {

/// `diagnose` returns the causes that fit the evidence, best first, each once. The list is empty when nothing
/// failed or when no known cause fits: then it is honest to say so.
std::vector<Cause> diagnose(const FailureEvidence& evidence);

/// `is_before_connection` tests whether an exception ("OSError: [Errno 2] ENOENT") is one that precedes any
/// connection: a file that does not load, a name that is not found. It is false for unknown ones.
bool is_before_connection(std::string_view exception);

}  // namespace tlscam
