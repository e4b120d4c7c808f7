#include <emscripten.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "sim/machine/wasm_machine.h"
#include "tests/conformance/platform.h"

// run_wasm.mjs provides this: it returns what a program wrote, or null.
// clang-format off
EM_JS(char*, conformance_run, (const char* call, std::size_t* size), {
  const output = Module['host'].run(JSON.parse(UTF8ToString(call)));
  if (output === null) return 0;
  const memory = _malloc(Math.max(output.length, 1));
  HEAPU8.set(output, memory);
  HEAPU32[size >> 2] = output.length;
  return memory;
});
// clang-format on

namespace tlscam {

std::unique_ptr<MachineFactory> make_machines(const std::string&, const std::string&) {
  return std::make_unique<WasmMachineFactory>();
}

Result<std::string> output_of(const ProgramCall& call) {
  const nlohmann::json request = {{"program", call.program.string()},
                                  {"words", call.words},
                                  {"environment", call.environment},
                                  {"folder", call.folder.string()}};
  std::size_t size = 0;
  char* const output = conformance_run(request.dump().c_str(), &size);
  if (output == nullptr) return fail("{} could not be run, or did not end in time", call.program.string());
  std::string text(output, size);
  std::free(output);
  return text;
}

}  // namespace tlscam
