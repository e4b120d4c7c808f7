#pragma once
#include <string_view>

#include "sim/base/result.h"
#include "sim/machine/machine_kind.h"

namespace tlscam {

/// Finds the kind of machine that somebody named; the error says which there are.
Result<MachineKind> choose_machine(std::string_view name);

}  // namespace tlscam
