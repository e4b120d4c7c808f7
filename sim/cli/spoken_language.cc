#include "sim/cli/spoken_language.h"

#include <fmt/format.h>

#include <filesystem>

#include "sim/base/file.h"
#include "sim/base/program_files.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/output.h"
#include "sim/words/language.h"

namespace tlscam {

bool speak(const std::string& language) {
  if (language.empty()) return true;
  const auto path = std::filesystem::path(program_file("assets/words")) /
                    std::filesystem::path(language + ".json").filename();
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return true;
  const auto bytes = read_file(path);
  Result<Language> read =
      bytes ? parse_language(as_text(*bytes)) : Result<Language>(fail("{}", bytes.error().message()));
  if (!read) {
    complain(fmt::format("{}: {}", path.string(), read.error().text), kExitUsage);
    return false;
  }
  use_language(*std::move(read));
  return true;
}

}  // namespace tlscam
