#include "sim/lesson/lesson.h"

#include <algorithm>
#include <charconv>

#include "sim/lesson/lesson_blocks.h"
#include "sim/lesson/lesson_markdown.h"
#include "sim/scene/scene_json.h"
#include "sim/scene/scene_json_value.h"

namespace tlscam {
namespace {

constexpr std::string_view kClosing = "What you can do now";
constexpr std::string_view kWorkstation = "workstation";
constexpr const char* kWorld = "world.json";
constexpr int kMostMinutes = 120;

using FrontMatter = std::map<std::string, FrontMatterValue>;

Result<void> check_front_matter(const FrontMatter& found, const std::vector<std::string>& required,
                                const std::vector<std::string>& optional, const std::string& name) {
  std::vector<std::string> known = required;
  known.insert(known.end(), optional.begin(), optional.end());
  for (const auto& [key, value] : found)
    if (std::ranges::find(known, key) == known.end())
      return fail("{}:{}: no such key \"{}\"{}", name, value.line, key, did_you_mean(key, known));
  for (const std::string& key : required)
    if (!found.contains(key)) return fail("{}:1: the front matter has no \"{}\"", name, key);
  return {};
}

Result<std::string> read_text(const FrontMatter& found, const std::string& key, const std::string& name) {
  const FrontMatterValue& value = found.at(key);
  if (value.is_list || value.text.empty()) return fail("{}:{}: \"{}\" is one text", name, value.line, key);
  return value.text;
}

Result<std::vector<std::string>> read_list(const FrontMatter& found, const std::string& key,
                                           const std::string& name) {
  const auto value = found.find(key);
  if (value == found.end()) return std::vector<std::string>();
  if (!value->second.is_list)
    return fail("{}:{}: \"{}\" is a list, such as [one, two]", name, value->second.line, key);
  return value->second.list;
}

Result<bool> read_flag(const FrontMatter& found, const std::string& key, const std::string& name) {
  const auto value = found.find(key);
  if (value == found.end()) return false;
  if (value->second.text != "true") return fail("{}:{}: \"{}\" is true", name, value->second.line, key);
  return true;
}

class Loader {
 public:
  Loader(const std::string& folder, const FileMap& files)
      : files_(files), folder_(folder), name_(folder + "/lesson.md") {}

  Result<Lesson> load() {
    lesson_.folder = folder_;
    for (const auto& step : {&Loader::check_names, &Loader::read_scene, &Loader::read_files,
                             &Loader::read_lesson, &Loader::check_cameras, &Loader::read_wrong_ends})
      if (auto done = (this->*step)(); !done) return tl::unexpected(done.error());
    return std::move(lesson_);
  }

 private:
  Result<void> check_names() {
    for (const auto& file : files_) {
      const std::string& path = file.first;
      const bool known = path == "lesson.md" || path == "world.json" || path.starts_with("start/") ||
                         path.starts_with("solution/") || path.starts_with("wrong/");
      if (!known)
        return fail("{}/{}: a lesson has lesson.md, world.json, start/, solution/ and wrong/, nothing else",
                    folder_, path);
    }
    return {};
  }

  Result<std::string_view> text_of(const std::string& path) const {
    const auto file = files_.find(path);
    if (file == files_.end()) return fail("{}/{}: there is no such file; a lesson needs it", folder_, path);
    return as_text(file->second);
  }

  Result<void> read_scene() {
    if (!files_.contains(kWorld)) return {};  // read_heading() says whether it may be missing
    const auto text = text_of(kWorld);
    if (!text) return tl::unexpected(text.error());
    const FileReader reader = [this](const std::string& path) -> Result<Bytes> {
      const auto file = files_.find(path);
      if (file == files_.end()) return fail("there is no file {}", path);
      return file->second;
    };
    auto scene = parse_scene(*text, folder_ + "/world.json", "", reader, kDefaultSceneClock);
    if (!scene) return tl::unexpected(scene.error());
    lesson_.scene = std::move(*scene);
    return {};
  }

  SceneCamera* find_camera(std::string_view name) {
    const auto found = std::ranges::find(lesson_.scene.cameras, name, &SceneCamera::name);
    return found == lesson_.scene.cameras.end() ? nullptr : &*found;
  }

  // `read_files` reads start/PLACE/PATH and solution/workstation/PATH.
  Result<void> read_files() {
    for (const auto& [path, content] : files_) {
      const std::string_view begin = path.starts_with("start/") ? "start/" : "solution/";
      if (!path.starts_with(begin)) continue;
      const std::size_t slash = path.find('/', begin.size());
      const std::string place = path.substr(begin.size(), slash - begin.size());
      SceneCamera* camera = find_camera(place);
      const bool at_start = begin == "start/";
      const bool known = slash != std::string::npos && (place == kWorkstation || (camera && at_start));
      if (!known)
        return fail("{}/{}: files lie in {}workstation/{}", folder_, path, begin,
                    at_start ? " or in a folder with the name of a camera" : "");
      const std::string inside = path.substr(slash + 1);
      FileMap& map = !at_start ? lesson_.solution : camera ? camera->files : lesson_.scene.workstation_files;
      map[inside] = content;
    }
    return {};
  }

  Result<void> read_lesson() {
    const auto text = text_of("lesson.md");
    if (!text) return tl::unexpected(text.error());
    auto markdown = parse_lesson_markdown(*text, name_);
    if (!markdown) return tl::unexpected(markdown.error());
    if (auto read = read_heading(markdown->front_matter); !read) return read;
    auto intro = read_blocks(markdown->sections.front(), name_);
    if (!intro) return tl::unexpected(intro.error());
    lesson_.intro = std::move(*intro);
    for (std::size_t i = 1; i < markdown->sections.size(); ++i)
      if (auto read = read_section(markdown->sections[i]); !read) return read;
    if (lesson_.steps.empty())
      return fail("{}:1: the lesson has no step; one begins with \"## Its title\"", name_);
    if (lesson_.closing.empty()) return fail("{}:1: the lesson does not end with \"## {}\"", name_, kClosing);
    return {};
  }

  Result<void> read_heading(const FrontMatter& front_matter) {
    if (auto checked = check_front_matter(front_matter, {"id", "title", "minutes", "teaches"},
                                          {"needs", "mystery"}, name_);
        !checked)
      return checked;
    auto id = read_text(front_matter, "id", name_);
    auto title = read_text(front_matter, "title", name_);
    auto needs = read_list(front_matter, "needs", name_);
    auto mystery = read_flag(front_matter, "mystery", name_);
    auto teaches = read_list(front_matter, "teaches", name_);
    if (!id) return tl::unexpected(id.error());
    if (!title) return tl::unexpected(title.error());
    if (!needs) return tl::unexpected(needs.error());
    if (!teaches) return tl::unexpected(teaches.error());
    if (!mystery) return tl::unexpected(mystery.error());
    if (const auto world = text_of(kWorld); !world && !*mystery) return tl::unexpected(world.error());
    if (*mystery && files_.contains(kWorld))
      return fail("{}:{}: the world of a mystery is drawn; it has no {}", name_,
                  front_matter.at("mystery").line, kWorld);
    lesson_.mystery = *mystery;
    if (!is_lesson_id(*id))
      return fail("{}:{}: \"id\" has small letters, digits and hyphens", name_, front_matter.at("id").line);
    lesson_.id = std::move(*id);
    lesson_.title = std::move(*title);
    lesson_.needs = std::move(*needs);
    lesson_.teaches = std::move(*teaches);
    const FrontMatterValue& minutes = front_matter.at("minutes");
    const char* const end = minutes.text.data() + minutes.text.size();
    const auto [stop, error] = std::from_chars(minutes.text.data(), end, lesson_.minutes);
    if (error != std::errc() || stop != end || lesson_.minutes < 1 || lesson_.minutes > kMostMinutes)
      return fail("{}:{}: \"minutes\" is a whole number from 1 to {}", name_, minutes.line, kMostMinutes);
    return {};
  }

  Result<std::vector<LessonBlock>> read_blocks(const MarkdownSection& section, const std::string& name) {
    std::vector<LessonBlock> blocks;
    for (const MarkdownPiece& piece : section.pieces) {
      auto block = read_block(piece, fmt::format("{}:{}", name, piece.line));
      if (!block) return tl::unexpected(block.error());
      blocks.push_back(std::move(*block));
    }
    if (auto filled = fill_edits(blocks, name); !filled) return tl::unexpected(filled.error());
    return blocks;
  }

  // The content that an `edit` without text writes is in solution/.
  Result<void> fill_edits(std::vector<LessonBlock>& blocks, const std::string& name) {
    for (LessonBlock& block : blocks) {
      if (block.kind != LessonBlock::Kind::edit || !block.text.empty()) continue;
      const auto content = lesson_.solution.find(block.file);
      if (content == lesson_.solution.end())
        return fail("{}:{}: the block is empty, and there is no solution/workstation/{}", name, block.line,
                    block.file);
      block.text = as_text(content->second);
    }
    return {};
  }

  Result<void> read_section(const MarkdownSection& section) {
    if (lesson_.card) return fail("{}:{}: \"{}\" is the last section", name_, section.line, kCardTitle);
    if (section.title == kClosing) return read_closing(section);
    if (section.title == kCardTitle) {
      auto card = read_card(section, name_);
      if (!card) return tl::unexpected(card.error());
      lesson_.card = std::move(*card);
      return {};
    }
    if (!lesson_.closing.empty())
      return fail("{}:{}: behind \"{}\" comes \"{}\", nothing else", name_, section.line, kClosing,
                  kCardTitle);
    return read_step_of(section);
  }

  Result<void> read_closing(const MarkdownSection& section) {
    for (const MarkdownPiece& piece : section.pieces) {
      if (piece.fenced) return fail("{}:{}: \"{}\" is text only", name_, piece.line, kClosing);
      lesson_.closing = piece.text;
    }
    return {};
  }

  Result<void> read_step_of(const MarkdownSection& section) {
    auto step = read_step(section, name_);
    if (!step) return tl::unexpected(step.error());
    if (auto filled = fill_edits(step->blocks, name_); !filled) return filled;
    const auto same = [&](const LessonStep& other) { return other.title == step->title; };
    if (std::ranges::any_of(lesson_.steps, same))
      return fail("{}:{}: two steps are named \"{}\"", name_, section.line, section.title);
    const auto same_id = [&](const LessonStep& other) { return other.id == step->id; };
    if (step->id.empty() || std::ranges::any_of(lesson_.steps, same_id))
      return fail("{}:{}: the step needs an id of its own: \"## {} {{#its-id}}\"", name_, section.line,
                  section.title);
    lesson_.steps.push_back(std::move(*step));
    return {};
  }

  Result<void> check_camera(const std::string& name, const std::string& place) {
    if (name.empty() || find_camera(name) || has_attacker(lesson_.scene, name)) return {};
    std::vector<std::string> known;
    for (const SceneCamera& camera : lesson_.scene.cameras) known.push_back(camera.name);
    return fail("{}: world.json has no camera \"{}\"{}", place, name, did_you_mean(name, known));
  }

  Result<void> check_blocks(const std::vector<LessonBlock>& blocks, const std::string& name) {
    for (const LessonBlock& block : blocks) {
      const std::string place = fmt::format("{}:{}", name, block.line);
      if (auto checked = check_camera(block.camera, place); !checked) return checked;
      if (block.kind != LessonBlock::Kind::press) continue;
      for (const LessonPress& press : presses(block)) {
        if (auto checked = check_camera(press.camera, place); !checked) return checked;
        if (auto checked = check_press(press, lesson_.scene); !checked)
          return fail("{}: {}", place, checked.error().text);
      }
    }
    return {};
  }

  Result<void> check_cameras() {
    if (auto checked = check_blocks(lesson_.intro, name_); !checked) return checked;
    for (const LessonStep& step : lesson_.steps) {
      if (auto checked = check_blocks(step.blocks, name_); !checked) return checked;
      std::vector<std::string> names;
      for (const LessonCheck& check : step.checks) check.condition->add_cameras(names);
      for (const LessonNote& note : step.notes) note.when->add_cameras(names);
      for (const LessonPrediction& prediction : step.predictions)
        for (const auto& outcome : prediction.outcomes) outcome.when->add_cameras(names);
      std::erase_if(names, [this](const std::string& name) {
        return std::ranges::find(lesson_.scene.hosts, name, &SceneHost::name) != lesson_.scene.hosts.end();
      });
      for (const std::string& camera : names)
        if (auto checked = check_camera(camera, fmt::format("{}:{}", name_, step.line)); !checked)
          return checked;
    }
    return {};
  }

  Result<void> read_wrong_ends() {
    constexpr std::string_view kFolder = "wrong/", kFile = "/wrong.md";
    for (const auto& [path, content] : files_) {
      if (!path.starts_with(kFolder)) continue;
      const std::string name = path.substr(kFolder.size(), path.find('/', kFolder.size()) - kFolder.size());
      if (path.size() != kFolder.size() + name.size() + kFile.size() || !path.ends_with(kFile))
        return fail("{}/{}: a wrong end is wrong/NAME/wrong.md", folder_, path);
      if (auto read = read_wrong_end(name, as_text(content), folder_ + "/" + path); !read) return read;
    }
    return {};
  }

  Result<void> read_wrong_end(const std::string& name, std::string_view text, const std::string& shown) {
    const auto markdown = parse_lesson_markdown(text, shown);
    if (!markdown) return tl::unexpected(markdown.error());
    if (auto checked = check_front_matter(markdown->front_matter, {"step", "says"}, {}, shown); !checked)
      return checked;
    const auto title = read_text(markdown->front_matter, "step", shown);
    const auto says = read_text(markdown->front_matter, "says", shown);
    if (!title) return tl::unexpected(title.error());
    if (!says) return tl::unexpected(says.error());
    if (markdown->sections.size() > 1)
      return fail("{}:{}: a wrong end has no headings", shown, markdown->sections[1].line);
    const auto is_meant = [&](const LessonStep& one) { return one.id == *title || one.title == *title; };
    const auto step = std::ranges::find_if(lesson_.steps, is_meant);
    if (step == lesson_.steps.end()) {
      std::vector<std::string> titles;
      for (const LessonStep& known : lesson_.steps) titles.push_back(known.title);
      return fail("{}:{}: the lesson has no step \"{}\"{}", shown, markdown->front_matter.at("step").line,
                  *title, did_you_mean(*title, titles));
    }
    auto blocks = read_blocks(markdown->sections.front(), shown);
    if (!blocks) return tl::unexpected(blocks.error());
    if (auto checked = check_blocks(*blocks, shown); !checked) return checked;
    lesson_.wrong_ends.push_back(
        {name, static_cast<std::size_t>(step - lesson_.steps.begin()), *says, std::move(*blocks)});
    return {};
  }

  const FileMap& files_;
  std::string folder_, name_;
  Lesson lesson_;
};

}  // namespace

Result<Lesson> load_lesson(const std::string& folder, const FileMap& files) {
  return Loader(folder, files).load();
}

}  // namespace tlscam
