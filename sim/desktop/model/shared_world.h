#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/command/links.h"
#include "sim/lab/protocol/saved_world.h"

namespace tlscam {

class Session;

struct SharedCamera {
  std::string name;
  std::string model;
  std::uint32_t number = 0;
};
template <std::same_as<SharedCamera> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("model", &T::model), field("number", &T::number));
}

struct SharedScript {
  std::string place;  ///< a camera, or "" the workstation
  std::string path;
  std::string text;
};
template <std::same_as<SharedScript> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("place", &T::place), field("path", &T::path), field("text", &T::text));
}

struct SharedConditions {
  std::string link;
  LinkSetting conditions;
};
template <std::same_as<SharedConditions> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("link", &T::link), field("conditions", &T::conditions));
}

/// `SharedScene` is what a link hands on without keys: a lesson, when, the scripts, the faults
/// (web/src/store/share.ts).
struct SharedScene {
  std::string lesson;
  std::uint64_t seed = 0;
  Instant true_time;
  std::optional<std::vector<SharedCamera>> cameras;  ///< none: as in the lesson
  std::vector<SharedScript> scripts;
  std::vector<SavedService> services;
  std::vector<SharedConditions> links;
};
template <std::same_as<SharedScene> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("lesson", &T::lesson), field("seed", &T::seed), field("true_time", &T::true_time),
                    field("cameras", &T::cameras), field("scripts", &T::scripts),
                    field("services", &T::services), field("links", &T::links));
}

/// A lesson that a link names, from its beginning.
struct SharedLesson {
  std::string lesson;
  std::uint64_t seed = 0;  ///< which mystery
};

/// Page and window hand on one of these: a whole world (web/src/store/state.ts), a scene, or a lesson's name.
using SharedWorld = std::variant<SavedWorld, SharedScene, SharedLesson>;

/// The end of the names of files with a whole world.
inline constexpr std::string_view kStateFile = ".tlscam";
/// The letters of a link that mail, chats and forms of learning platforms let through.
inline constexpr std::size_t kLongestLink = 8u << 10;

/// Whether a word of the command line is a link or a file with a world, and no lesson's name.
bool is_shared_world(std::string_view word);

/// `read_shared` reads a link of the page, or its part behind "#" ("#state=", "#share=", "#mystery="), or one
/// that names a lesson ("?lesson="). It fails, for people, when it was cut, is of another version, or no such
/// link.
Result<SharedWorld> read_shared(std::string_view link);
/// `read_state` reads the text of a file with a whole world.
Result<SavedWorld> read_state(std::string_view text);

/// The text of a file with a whole world, keys and certificates too.
std::string state_text(const SavedWorld& world);
/// The part of a link behind the page's address for a whole world, or for its scene alone; empty: it would be
/// longer than links may be.
std::string state_fragment(const SavedWorld& world);
std::string scene_fragment(const SavedWorld& world);

/// `put_scene` puts what a scene carries into the world of its lesson, which has just begun. The first thing
/// that could not be done is the error; the rest is there.
Result<void> put_scene(Session& session, const SharedScene& scene);

}  // namespace tlscam
