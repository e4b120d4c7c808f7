#include "sim/lesson/lesson_files.h"

#include <algorithm>
#include <iterator>

#include "sim/base/file.h"
#include "sim/lesson/facts.h"
#include "sim/lesson/translation.h"
#include "sim/scene/scene_json.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

Result<void> read_into(FileMap& files, const fs::path& path, const std::string& name) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return fail("{} cannot be read: {}", path.string(), error.message());
  if (size > kMaxSceneFileBytes)
    return fail("{} has {} bytes; a lesson's file has at most {}", path.string(), size, kMaxSceneFileBytes);
  auto bytes = read_file(path);
  if (!bytes) return fail("{} cannot be read: {}", path.string(), bytes.error().message());
  files[name] = *std::move(bytes);
  return {};
}

Result<void> check_course(const std::vector<Lesson>& lessons) {
  for (const Lesson& lesson : lessons) {
    const auto same = [&](const Lesson& other) { return &other != &lesson && other.id == lesson.id; };
    if (const auto other = std::ranges::find_if(lessons, same); other != lessons.end())
      return fail("{} and {} have the same id, {}", lesson.folder, other->folder, lesson.id);
    for (const std::string& needed : lesson.needs)
      if (std::ranges::find(lessons, needed, &Lesson::id) == lessons.end())
        return fail("{}/lesson.md: it needs the lesson {}, which is not there", lesson.folder, needed);
  }
  return {};
}

Result<std::map<std::string, Fact>> facts_in(const FileMap& files) {
  const auto file = files.find(std::string(kFactsFile));
  if (file == files.end()) return std::map<std::string, Fact>();
  return parse_facts(as_text(file->second), std::string(kFactsFile));
}

Result<Lesson> load_in_language(const std::string& folder, FileMap& files,
                                const std::map<std::string, Fact>& facts, std::string_view language) {
  choose_language(files, language);
  if (auto filled = fill_facts(files, facts, folder); !filled) return tl::unexpected(filled.error());
  auto lesson = load_lesson(folder, files);
  if (lesson && !lesson->card)
    return fail("{}/lesson.md: the lesson has no card; it ends with the section \"## {}\"", folder,
                kCardTitle);
  return lesson;
}

}  // namespace

Result<FileMap> read_lesson_folder(const fs::path& folder) {
  std::error_code error;
  FileMap files;
  fs::recursive_directory_iterator entries(folder, error);
  if (error) return fail("the lesson's folder {} cannot be read: {}", folder.string(), error.message());
  for (const auto& entry : entries) {
    // Names of editors' and system files begin with a dot.
    if (!entry.is_regular_file(error) || entry.path().filename().string().starts_with('.')) continue;
    const std::string name = entry.path().lexically_relative(folder).generic_string();
    if (auto read = read_into(files, entry.path(), name); !read) return tl::unexpected(read.error());
  }
  return files;
}

Result<std::vector<Lesson>> load_course(const fs::path& folder, std::string_view language) {
  std::error_code error;
  FileMap all;
  fs::directory_iterator entries(folder, error);
  if (error) return fail("the lessons' folder {} cannot be read: {}", folder.string(), error.message());
  if (fs::exists(folder / kFactsFile, error))
    if (auto read = read_into(all, folder / kFactsFile, std::string(kFactsFile)); !read)
      return tl::unexpected(read.error());
  for (const auto& entry : entries) {
    if (!entry.is_directory(error)) continue;
    auto files = read_lesson_folder(entry.path());
    if (!files) return tl::unexpected(files.error());
    for (auto& [path, content] : *files)
      all[entry.path().filename().string() + "/" + path] = std::move(content);
  }
  return load_course(all, language);
}

Result<std::vector<Lesson>> load_course(const FileMap& files, std::string_view language) {
  std::map<std::string, FileMap> folders;
  for (const auto& [path, content] : files) {
    const std::size_t slash = path.find('/');
    if (slash == std::string::npos) continue;  // README.md next to the lessons
    folders[path.substr(0, slash)][path.substr(slash + 1)] = content;
  }
  const auto facts = facts_in(files);
  if (!facts) return tl::unexpected(facts.error());
  std::vector<Lesson> lessons;
  for (auto& [folder, of_lesson] : folders) {
    auto lesson = load_in_language(folder, of_lesson, *facts, language);
    if (!lesson) return tl::unexpected(lesson.error());
    lessons.push_back(std::move(*lesson));
  }
  if (auto checked = check_course(lessons); !checked) return tl::unexpected(checked.error());
  return lessons;
}

Result<Lesson> load_lesson_in_course(const fs::path& folder, std::string_view language) {
  auto files = read_lesson_folder(folder);
  if (!files) return tl::unexpected(files.error());
  FileMap beside;
  std::error_code error;
  const fs::path facts_file = folder.parent_path() / kFactsFile;
  if (fs::exists(facts_file, error))
    if (auto read = read_into(beside, facts_file, std::string(kFactsFile)); !read)
      return tl::unexpected(read.error());
  const auto facts = facts_in(beside);
  if (!facts) return tl::unexpected(facts.error());
  return load_in_language(folder.filename().string(), *files, *facts, language);
}

}  // namespace tlscam
