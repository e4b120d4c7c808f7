#include "sim/preflight/inspection.h"

#include <algorithm>

namespace tlscam {

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

namespace {

/// The version alone decides where a board has not said which modules it has.
FirmwareFacts firmware_of(BoardFacts board) {
  if (board.micropython.empty()) return {};
  if (board.modules.empty()) board.modules = {"ssl"};
  return firmware_facts(board);
}

}  // namespace

Inspection::Inspection(const BoardFacts& board, const std::vector<PlannedFile>& planned,
                       const DeploymentPurpose& what_for)
    : facts(board),
      purpose(what_for),
      firmware(firmware_of(board)),
      release(board.micropython.empty() ? "the firmware" : firmware_name(board)) {
  files.reserve(planned.size());
  for (const PlannedFile& plan : planned) {
    InspectedFile file;
    file.plan = &plan;
    file.name = last_part(plan.path);
    // Commands that mend it are typed where the file comes from.
    const bool is_script = file.name.ends_with(".py");
    if (!is_script) file.content = inspect(plan.contents, plan.source.empty() ? file.name : plan.source);
    if (is_script) scripts.push_back(read_script(as_text(plan.contents), plan.path));
    files.push_back(std::move(file));
  }
  tell_roles();
}

const InspectedFile* Inspection::resolve(std::string_view path) const {
  const auto found = [&](std::string_view whole) -> const InspectedFile* {
    const auto file =
        std::ranges::find_if(files, [&](const InspectedFile& one) { return one.plan->path == whole; });
    return file == files.end() ? nullptr : &*file;
  };
  if (path.starts_with('/')) return found(path);
  while (path.starts_with("./")) path.remove_prefix(2);
  if (!facts.current_folder.empty()) {
    const std::string_view slash = facts.current_folder.ends_with('/') ? "" : "/";
    if (const auto* file = found(fmt::format("{}{}{}", facts.current_folder, slash, path))) return file;
  }
  const std::string ending = fmt::format("/{}", path);
  const auto file =
      std::ranges::find_if(files, [&](const InspectedFile& one) { return one.plan->path.ends_with(ending); });
  return file == files.end() ? nullptr : &*file;
}

void Inspection::tell_roles() {
  const auto is_used_as = [&](const InspectedFile& file, ScriptFileUse::As as) {
    return std::ranges::any_of(scripts, [&](const ScriptFacts& script) {
      return std::ranges::any_of(
          script.files, [&](const ScriptFileUse& use) { return use.as == as && resolve(use.path) == &file; });
    });
  };
  for (InspectedFile& file : files) {
    if (file.content.certificates.empty()) continue;
    const bool has_key = std::ranges::any_of(files, [&](const InspectedFile& other) {
      return other.content.content == FileContent::private_key && key_belongs(other.content, file.content);
    });
    file.is_own = is_used_as(file, ScriptFileUse::As::certificate) || has_key;
    file.is_anchor = is_used_as(file, ScriptFileUse::As::anchor) || (!file.is_own && !has_key);
  }
}

void Inspection::add(Finding finding) {
  findings_.push_back(std::move(finding));
}

std::vector<Finding> Inspection::take() {
  std::stable_sort(findings_.begin(), findings_.end(),
                   [](const Finding& one, const Finding& other) { return one.severity < other.severity; });
  return std::move(findings_);
}

}  // namespace tlscam
