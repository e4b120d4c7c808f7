#include "sim/lesson/translation.h"

#include <algorithm>
#include <set>

namespace tlscam {
namespace {

constexpr std::size_t kFolder = 3;  // "de/"

bool is_in_language(std::string_view path) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  return path.size() > kFolder && is_small(path[0]) && is_small(path[1]) && path[2] == '/';
}

class Comparison {
 public:
  Comparison(const Lesson& original, const Lesson& translated, std::string_view language)
      : original_(original),
        translated_(translated),
        name_(fmt::format("{}/{}/lesson.md", translated.folder, language)) {}

  Result<void> compare() const {
    if (translated_.id != original_.id)
      return fail("{}:1: the lesson's id is {}, as in its own language", name_, original_.id);
    if (auto same = compare_blocks(original_.intro, translated_.intro, 1); !same) return same;
    for (std::size_t i = 0; i < std::min(original_.steps.size(), translated_.steps.size()); ++i)
      if (auto same = compare_steps(original_.steps[i], translated_.steps[i]); !same) return same;
    return same_count("steps", original_.steps.size(), translated_.steps.size(), 1);
  }

 private:
  Result<void> same_count(std::string_view what, std::size_t wanted, std::size_t found, int line) const {
    if (found == wanted) return {};
    return fail("{}:{}: {} {} here, {} in the lesson's own language", name_, line, found, what, wanted);
  }

  Result<void> compare_steps(const LessonStep& own, const LessonStep& other) const {
    if (other.id != own.id)
      return fail("{}:{}: this step has the id {}: \"## {} {{#{}}}\"", name_, other.line, own.id, other.title,
                  own.id);
    Result<void> same = compare_blocks(own.blocks, other.blocks, other.line);
    if (same) same = same_count("predictions", own.predictions.size(), other.predictions.size(), other.line);
    for (std::size_t i = 0; same && i < own.predictions.size(); ++i)
      same = same_count("outcomes", own.predictions[i].outcomes.size(), other.predictions[i].outcomes.size(),
                        other.predictions[i].line);
    if (same) same = same_count("checks", own.checks.size(), other.checks.size(), other.line);
    if (same) same = same_count("notes", own.notes.size(), other.notes.size(), other.line);
    if (same) same = same_count("hints", own.hints.size(), other.hints.size(), other.line);
    return same;
  }

  // Text may be divided otherwise; what is done, and where, is the same.
  Result<void> compare_blocks(const std::vector<LessonBlock>& own, const std::vector<LessonBlock>& other,
                              int line) const {
    const auto doing = [](const std::vector<LessonBlock>& blocks) {
      std::vector<const LessonBlock*> acts;
      for (const LessonBlock& block : blocks)
        if (block.kind != LessonBlock::Kind::text) acts.push_back(&block);
      return acts;
    };
    const auto wanted = doing(own), found = doing(other);
    for (std::size_t i = 0; i < std::min(wanted.size(), found.size()); ++i) {
      const LessonBlock &a = *wanted[i], &b = *found[i];
      if (a.kind != b.kind || a.camera != b.camera || a.file != b.file || a.hidden != b.hidden)
        return fail("{}:{}: the block is another one than in the lesson's own language", name_, b.line);
    }
    return same_count("blocks", wanted.size(), found.size(), line);
  }

  const Lesson& original_;
  const Lesson& translated_;
  std::string name_;
};

}  // namespace

std::vector<std::string> languages_of(const FileMap& files) {
  std::set<std::string> languages;
  for (const auto& file : files)
    if (is_in_language(file.first)) languages.insert(file.first.substr(0, kFolder - 1));
  return {languages.begin(), languages.end()};
}

void choose_language(FileMap& files, std::string_view language) {
  FileMap chosen;
  for (const auto& [path, content] : files)
    if (is_in_language(path) && path.starts_with(language) && language.size() == kFolder - 1)
      chosen[path.substr(kFolder)] = content;
  // The lesson's own wrong ends quote what it says in its own language.
  const bool translated = chosen.contains("lesson.md");
  std::erase_if(files, [&](const auto& file) {
    return is_in_language(file.first) || (translated && file.first.starts_with("wrong/"));
  });
  for (auto& [path, content] : chosen) files[path] = std::move(content);
}

Result<void> check_translation(const Lesson& original, const Lesson& translated, std::string_view language) {
  return Comparison(original, translated, language).compare();
}

}  // namespace tlscam
