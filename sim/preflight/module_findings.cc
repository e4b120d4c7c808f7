// The checks of what scripts import, against what this board has.
#include <algorithm>
#include <iterator>
#include <set>

#include "sim/preflight/inspection.h"

namespace tlscam {
namespace {

/// `kOnlySimulated` are modules of the simulator's firmware that no real one has (firmware/modules).
constexpr std::string_view kOnlySimulated[] = {"camera"};

/// `kOnlyDesktop` are modules of CPython that MicroPython does not have, and that people try.
constexpr std::string_view kOnlyDesktop[] = {"cryptography",    "OpenSSL", "subprocess", "urllib3", "ctypes",
                                             "multiprocessing", "http",    "flask",      "certifi", "cv2"};

bool is_deployed(const Inspection& inspection, std::string_view module) {
  const auto provides = [&](std::string_view path) {
    const std::string file = fmt::format("/{}.py", module), compiled = fmt::format("/{}.mpy", module);
    return path.ends_with(file) || path.ends_with(compiled) ||
           path.find(fmt::format("/{}/", module)) != path.npos;
  };
  return std::ranges::any_of(inspection.files, [&](const auto& file) { return provides(file.plan->path); }) ||
         std::ranges::any_of(inspection.purpose.already_there, provides);
}

void check_import(Inspection& inspection, const ScriptFacts& script, const ScriptImport& import) {
  const std::string where = fmt::format("{}, line {}", last_part(script.path), import.line);
  if (std::ranges::find(kOnlySimulated, import.module) != std::end(kOnlySimulated)) {
    inspection.add({Severity::stops, FindingKind::module_of_simulator,
                    fmt::format("{}: only the simulator has the module {}.", where, import.module),
                    "On a real board the script ends at this line with an ImportError.",
                    "Use machine, network and csi, which real cameras have.", script.path, ""});
    return;
  }
  const bool asked =
      std::ranges::any_of(kAskedModules, [&](std::string_view module) { return module == import.module; });
  const bool has =
      std::ranges::find(inspection.facts.modules, import.module) != inspection.facts.modules.end();
  const bool lacks = asked && !has && !inspection.facts.modules.empty();
  const bool desktop = std::ranges::find(kOnlyDesktop, import.module) != std::end(kOnlyDesktop);
  if (!lacks && !desktop) return;
  inspection.add({Severity::stops, FindingKind::module_missing,
                  lacks ? fmt::format("{}: this board has no module {}.", where, import.module)
                        : fmt::format("{}: {} is a module of Python on computers.", where, import.module),
                  "The script ends at this line with an ImportError.",
                  import.module == "requests" || import.module == "ntptime"
                      ? fmt::format("Install it: mpremote mip install {}, or deploy it.", import.module)
                      : "Use firmware that has it, or do without.",
                  script.path, ""});
}

}  // namespace

void check_modules(Inspection& inspection) {
  for (const ScriptFacts& script : inspection.scripts) {
    std::set<std::string> met;
    for (const ScriptImport& import : script.imports)
      if (met.insert(import.module).second && !is_deployed(inspection, import.module))
        check_import(inspection, script, import);
  }
}

}  // namespace tlscam
