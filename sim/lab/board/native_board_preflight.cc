#include "sim/lab/board/native_board_preflight.h"

#include <filesystem>

#include "sim/base/utf8.h"
#include "sim/lab/board/board_greeting.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

/// A file's path on this computer: its target ends with its name, or with the name below its folder.
std::string source_of(const std::string& target, const std::vector<std::string>& sources) {
  for (const std::string& source : sources) {
    std::error_code error;
    if (!fs::is_directory(source, error)) {
      if (target.ends_with("/" + fs::path(source).filename().string())) return source;
      continue;
    }
    // The longest end of the target that is a file of the folder.
    for (std::size_t slash = target.find('/'); slash != target.npos; slash = target.find('/', slash + 1)) {
      const fs::path path = fs::path(source) / target.substr(slash + 1);
      if (fs::is_regular_file(path, error)) return path.string();
      const fs::path beside = fs::path(source).parent_path() / target.substr(slash + 1);
      if (fs::is_regular_file(beside, error) && beside.string().starts_with(source)) return beside.string();
    }
  }
  return "";
}

Task<Result<std::vector<std::string>>> list_files(BoardConnection& board, BoardFacts facts) {
  std::vector<std::string> paths = co_await list_board_files(board, std::move(facts));
  co_return paths;
}

std::string_view sign_of(Severity severity) {
  switch (severity) {
    case Severity::stops:
      return "stops";
    case Severity::warns:
      return "warning";
    case Severity::notes:
      return "note";
  }
  return "";
}

}  // namespace

std::vector<Finding> preflight(const BoardFacts& facts, const std::vector<DeployFile>& files,
                               const std::vector<std::string>& sources, DeploymentPurpose purpose) {
  std::vector<PlannedFile> planned;
  planned.reserve(files.size());
  for (const DeployFile& file : files)
    planned.push_back({file.target, source_of(file.target, sources), file.contents});
  return check_deployment(facts, planned, purpose);
}

std::vector<std::string> files_there(RealBoard& board, const BoardFacts& facts) {
  const auto found = board.converse<std::vector<std::string>>(
      [&facts](BoardConnection& connection) { return list_files(connection, facts); });
  return found ? *found : std::vector<std::string>{};
}

std::string preflight_report(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += fmt::format("  {:<8} {}\n", sign_of(finding.severity), printable(finding.what));
    if (!finding.why.empty()) text += fmt::format("           {}\n", printable(finding.why));
    if (!finding.mend.empty()) text += fmt::format("           {}\n", printable(finding.mend));
    if (!finding.command.empty()) text += fmt::format("             {}\n", printable(finding.command));
  }
  return text;
}

}  // namespace tlscam
