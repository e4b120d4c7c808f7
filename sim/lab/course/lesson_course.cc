#include "sim/lab/course/lesson_course.h"

#include <algorithm>

#include "sim/mystery/mystery.h"

namespace tlscam {
namespace {

// "04-names" and "4" have the same number; the zeros only keep folders in order.
std::string_view without_zeros(std::string_view number) {
  return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

std::string_view number_of(const Lesson& lesson) {
  return without_zeros(std::string_view(lesson.folder).substr(0, lesson.folder.find('-')));
}

}  // namespace

Result<const Lesson*> find_lesson(const std::vector<Lesson>& course, const std::string& id) {
  const auto is_meant = [&](const Lesson& lesson) {
    return lesson.id == id || lesson.folder == id || number_of(lesson) == without_zeros(id);
  };
  const auto found = std::ranges::find_if(course, is_meant);
  if (found != course.end()) return &*found;
  std::string known;
  for (const Lesson& lesson : course) known += (known.empty() ? "" : ", ") + lesson.id;
  return fail("there is no lesson {}; there are: {}", id, known);
}

Lesson drawn_lesson(const Lesson& lesson, std::uint64_t seed) {
  return lesson.mystery ? mystery_lesson(lesson, draw_mystery(seed)) : lesson;
}

Result<void> open_lesson(Session& session, const Lesson& lesson, const std::string& folder,
                         std::uint64_t seed) {
  if (lesson.mystery) return session.open_mystery(draw_mystery(seed));
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
