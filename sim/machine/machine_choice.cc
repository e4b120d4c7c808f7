#include "sim/machine/machine_choice.h"

#include <fmt/format.h>

#include <string>

namespace tlscam {

Result<MachineKind> choose_machine(std::string_view name) {
  if (const auto kind = find_machine_kind(name)) return *kind;
  std::string known;
  for (const MachineName& machine : kMachineNames)
    known += fmt::format("{}{}", known.empty() ? "" : ", ", machine.name);
  return fail("there is no machine \"{}\"; there are {}", name, known);
}

}  // namespace tlscam
