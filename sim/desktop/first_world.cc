#include "sim/desktop/first_world.h"

#include "sim/base/file.h"
#include "sim/desktop/model/project.h"
#include "sim/lab/session/scene_files.h"
#include "sim/words/desktop.h"
#include "sim/words/trust.h"

namespace tlscam {
namespace {

constexpr std::string_view kBench = "bench";
constexpr std::size_t kLargestState = 4u << 20;  // bytes of a file

Result<SharedWorld> shared_world(const std::string& word) {
  if (!word.ends_with(kStateFile)) return read_shared(word);
  const auto text = read_file(word, kLargestState);
  if (!text) return fail("{}: {}", word, text.error().message());
  auto world = read_state(as_text(*text));
  if (!world) return fail("{}: {}", word, world.error().text);
  return SharedWorld(std::move(*world));
}

struct BeginWith {
  FirstWorld& first;
  void operator()(SavedWorld&& world) const {
    first.command.lesson = world.lesson;
    first.command.seed = world.seed;
    first.command.saved = std::move(world);
  }
  void operator()(SharedScene&& scene) const {
    first.command.lesson = scene.lesson;
    first.command.seed = scene.seed;
    first.scene = std::move(scene);
  }
  void operator()(SharedLesson&& lesson) const {
    first.command.lesson = lesson.lesson;
    first.command.seed = lesson.seed;
  }
};

Result<FirstWorld> from_link(const std::string& link, const std::vector<Lesson>& course) {
  auto shared = shared_world(link);
  if (!shared) return tl::unexpected(shared.error());
  FirstWorld first;
  std::visit(BeginWith{first}, std::move(*shared));
  std::string& lesson = first.command.lesson;
  if (lesson.empty()) return first;
  const auto found = find_lesson(course, lesson);
  if (!found) return tl::unexpected(Error{words<"desktop.no_linked_lesson">({.lesson = lesson})});
  lesson = (*found)->id;
  return first;
}

Result<FirstWorld> from_scene(const WorldOptions& options) {
  auto scene = read_scene_files(options.scene);
  if (!scene) return tl::unexpected(scene.error());
  if (!scene->keeps_drive.empty())
    return tl::unexpected(
        Error{words<"desktop.scene_keeps_drive">({.file = options.scene, .camera = scene->keeps_drive})});
  if (!scene->wishes.empty() && !options.trusted)
    return tl::unexpected(Error{words<"trust.foreign">({.what = options.scene}) + scene->wishes + "\n" +
                                words<"trust.cannot_ask">()});
  FirstWorld first;
  first.command.seed = options.seed;
  first.command.scene = std::move(scene->files);
  return first;
}

}  // namespace

Result<FirstWorld> find_first_world(const WorldOptions& options, const DesktopSettings& settings,
                                    const std::vector<Lesson>& course) {
  const bool shared = is_shared_world(options.lesson);
  if ((shared || !options.scene.empty()) &&
      (!options.folder.empty() || (!options.scene.empty() && !options.lesson.empty())))
    return tl::unexpected(Error{words<"desktop.link_or_folder">()});
  if (shared) return from_link(options.lesson, course);
  if (!options.scene.empty()) return from_scene(options);

  FirstWorld first;
  first.command.seed = options.seed;
  if (!options.folder.empty())
    first.folder = typed_path(options.folder);
  else if (options.lesson.empty())
    first.folder = settings.project;
  std::string lesson = options.lesson.empty() ? settings.lesson : options.lesson;
  if (lesson == kBench) return first;
  if (lesson.empty()) lesson = course.front().id;
  const auto found = find_lesson(course, lesson);
  if (!found && !options.lesson.empty()) return tl::unexpected(found.error());
  first.command.lesson = found ? (*found)->id : course.front().id;
  return first;
}

}  // namespace tlscam
