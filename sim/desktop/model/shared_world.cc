#include "sim/desktop/model/shared_world.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "sim/base/base64.h"
#include "sim/base/utf8.h"
#include "sim/desktop/model/packed_text.h"
#include "sim/lab/protocol/json_codec.h"
#include "sim/lab/session/session.h"
#include "sim/words/desktop.h"
#include "sim/words/notice.h"

namespace tlscam {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kStateVersion = "1";
constexpr std::string_view kSceneVersion = "2";
constexpr std::string_view kStateMark = "#state=";
constexpr std::string_view kSceneMark = "#share=";
constexpr std::string_view kMysteryMark = "#mystery=";
constexpr std::string_view kLessonMark = "?lesson=";
constexpr std::size_t kLongestScene = 256u << 10;  // letters
constexpr std::size_t kLongestState = 2u << 20;
constexpr std::size_t kMysteryDigits = 6;
constexpr std::string_view kMysteries = "mysteries";

tl::unexpected<Error> incomplete() {
  return tl::unexpected(Error{words<"notice.link_incomplete">()});
}

// A file as it stands in the text: what is text compresses better as such than in base64.
void lengthen(Json& files) {
  if (!files.is_array()) return;
  for (Json& file : files) {
    if (!file.is_object() || file.contains("bytes")) continue;
    const auto text = file.find("text");
    if (text == file.end() || !text->is_string()) continue;
    file["bytes"] = to_base64(as_bytes(text->get_ref<const std::string&>()));
    file.erase("text");
  }
}

bool is_text(ByteView bytes) {
  std::string_view text = as_text(bytes);
  while (!text.empty()) {
    const DecodedCharacter next = decode_utf8(text);
    if (!next.valid) return false;
    text.remove_prefix(next.size);
  }
  return true;
}

void shorten(Json& files, const std::vector<SavedFile>& saved) {
  for (std::size_t i = 0; i < saved.size(); ++i) {
    if (!is_text(saved[i].bytes)) continue;
    files[i].erase("bytes");
    files[i]["text"] = as_text(saved[i].bytes);
  }
}

Result<SavedWorld> read_packed_state(std::string_view packed) {
  const auto text = unpack_text(kStateVersion, packed, kLongestState);
  if (!text) return tl::unexpected(text.error());
  Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return incomplete();
  if (const auto files = json.find("workstation"); files != json.end()) lengthen(*files);
  if (const auto cameras = json.find("cameras"); cameras != json.end() && cameras->is_array())
    for (Json& camera : *cameras)
      if (camera.is_object() && camera.contains("drive")) lengthen(camera["drive"]);
  SavedWorld world;
  if (!from_json(json, "state", world) || world.format != SavedWorld{}.format) return incomplete();
  return world;
}

Result<SharedScene> read_packed_scene(std::string_view packed) {
  const auto text = unpack_text(kSceneVersion, packed, kLongestScene);
  if (!text) return tl::unexpected(text.error());
  Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return incomplete();
  // Links from before cameras could be added have none.
  if (!json.contains("cameras")) json["cameras"] = nullptr;
  SharedScene scene;
  if (!from_json(json, "scene", scene)) return incomplete();
  return scene;
}

template <class World>
Result<SharedWorld> widened(Result<World> world) {
  if (!world) return tl::unexpected(world.error());
  return SharedWorld(std::move(*world));
}

Result<SharedWorld> read_mystery(std::string_view digits) {
  SharedLesson lesson{std::string(kMysteries), 0};
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), lesson.seed);
  if (digits.size() > kMysteryDigits || read.ec != std::errc() || read.ptr != digits.data() + digits.size())
    return incomplete();
  return lesson;
}

void add_scripts(SharedScene& scene, const std::string& place, const std::vector<SavedFile>& files) {
  for (const SavedFile& file : files)
    if (file.path.ends_with(".py"))
      scene.scripts.push_back({place, file.path, std::string(as_text(file.bytes))});
}

SharedScene scene_of(const SavedWorld& world) {
  SharedScene scene;
  scene.lesson = world.lesson;
  scene.seed = world.seed;
  scene.true_time = world.true_time;
  scene.cameras.emplace();
  add_scripts(scene, "", world.workstation);
  for (const SavedCamera& camera : world.cameras) {
    if (camera.model && camera.number) scene.cameras->push_back({camera.name, *camera.model, *camera.number});
    add_scripts(scene, camera.name, camera.drive);
  }
  scene.services = world.services;
  for (const SavedLink& kept : world.links)
    scene.links.push_back({kept.link, {kept.up, kept.delay, kept.loss, kept.duplication, kept.reordering}});
  return scene;
}

}  // namespace

bool is_shared_world(std::string_view word) {
  return word.ends_with(kStateFile) || word.find('#') != word.npos || word.find(kLessonMark) != word.npos;
}

Result<SharedWorld> read_shared(std::string_view link) {
  // Behind the mark, wherever the page is.
  const auto behind = [&](std::string_view mark) -> std::optional<std::string_view> {
    const std::size_t at = link.find(mark);
    return at == link.npos ? std::nullopt : std::optional(link.substr(at + mark.size()));
  };
  if (const auto packed = behind(kStateMark)) return widened(read_packed_state(*packed));
  if (const auto packed = behind(kSceneMark)) return widened(read_packed_scene(*packed));
  if (const auto digits = behind(kMysteryMark)) return read_mystery(*digits);
  if (const auto lesson = behind(kLessonMark))
    return SharedLesson{std::string(lesson->substr(0, lesson->find_first_of("&#"))), 0};
  return tl::unexpected(Error{words<"desktop.no_link">()});
}

Result<SavedWorld> read_state(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  text.remove_prefix(begin);
  text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  return read_packed_state(text);
}

std::string state_text(const SavedWorld& world) {
  Json json = Json::parse(to_json(world));
  shorten(json["workstation"], world.workstation);
  for (std::size_t i = 0; i < world.cameras.size(); ++i)
    shorten(json["cameras"][i]["drive"], world.cameras[i].drive);
  return pack_text(kStateVersion, json.dump());
}

std::string state_fragment(const SavedWorld& world) {
  std::string fragment = std::string(kStateMark) + state_text(world);
  return fragment.size() > kLongestLink ? "" : fragment;
}

std::string scene_fragment(const SavedWorld& world) {
  std::string fragment = std::string(kSceneMark) + pack_text(kSceneVersion, to_json(scene_of(world)));
  return fragment.size() > kLongestScene ? "" : fragment;
}

Result<void> put_scene(Session& session, const SharedScene& scene) {
  Result<void> all;
  const auto perform = [&](const auto& command) {
    if (auto done = session.perform(command); !done && all) all = tl::unexpected(done.error());
  };
  if (scene.cameras) {
    Session::Subscriber subscriber;
    const auto there = session.take_update(subscriber).snapshot.cameras;
    const auto is_there = [&](const SharedCamera& wanted) {
      return std::ranges::find(there, wanted.name, &CameraSnapshot::name) != there.end();
    };
    const auto is_wanted = [&](const CameraSnapshot& camera) {
      return std::ranges::find(*scene.cameras, camera.name, &SharedCamera::name) != scene.cameras->end();
    };
    for (const SharedCamera& camera : *scene.cameras)
      if (!is_there(camera)) perform(AddCameraCommand{camera.name, camera.model, camera.number});
    for (const CameraSnapshot& camera : there)
      if (camera.removable && !is_wanted(camera)) perform(RemoveCameraCommand{camera.name});
  }
  for (const SharedScript& script : scene.scripts) {
    const ByteView bytes = as_bytes(script.text);
    perform(WriteFileCommand{script.place, script.path, Bytes(bytes.begin(), bytes.end())});
  }
  for (const SavedService& service : scene.services)
    perform(SetServiceFaultsCommand{service.service, service.faults});
  for (const SharedConditions& one : scene.links) perform(SetLinkCommand{one.link, one.conditions});
  perform(SetClockCommand{scene.true_time});
  return all;
}

}  // namespace tlscam
