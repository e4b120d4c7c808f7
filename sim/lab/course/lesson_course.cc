#include "sim/lab/course/lesson_course.h"

#include <algorithm>

namespace tlscam {

Result<const Lesson*> find_lesson(const std::vector<Lesson>& course, const std::string& id) {
  const auto is_meant = [&](const Lesson& lesson) {
    return lesson.id == id || lesson.folder == id || lesson.folder.substr(0, lesson.folder.find('-')) == id;
  };
  const auto found = std::ranges::find_if(course, is_meant);
  if (found != course.end()) return &*found;
  std::string known;
  for (const Lesson& lesson : course) known += (known.empty() ? "" : ", ") + lesson.id;
  return fail("there is no lesson {}; there are: {}", id, known);
}

Result<void> open_lesson(Session& session, const Lesson& lesson, const std::string& folder) {
  Scene scene = lesson.scene;
  if (!folder.empty()) {
    auto files = read_lesson_folder(folder);
    if (!files) return tl::unexpected(files.error());
    for (auto& [path, content] : *files) scene.workstation_files[path] = std::move(content);
    scene.workstation_commands.clear();
  }
  return session.open(std::move(scene));
}

}  // namespace tlscam
