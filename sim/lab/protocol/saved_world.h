#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

struct SavedFile {
  std::string path;
  Bytes bytes;
};
template <std::same_as<SavedFile> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("path", &T::path), field("bytes", &T::bytes));
}

struct SavedCamera {
  std::string name;
  std::optional<std::string> model;     ///< its id; none: as in the scene
  std::optional<std::uint32_t> number;  ///< none: as in the scene
  std::optional<std::string> machine;   ///< what runs its firmware; none: as in the scene
  bool powered = false;
  Instant clock;
  std::vector<SavedFile> drive;
  Bytes rom;  ///< the image of the ROMFS partition without what is empty at its end
};
template <std::same_as<SavedCamera> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("model", &T::model), field("number", &T::number),
                    field("machine", &T::machine), field("powered", &T::powered), field("clock", &T::clock),
                    field("drive", &T::drive), field("rom", &T::rom));
}

struct SavedLink {
  std::string link;
  bool up = true;
  Duration delay{0};
  std::uint64_t bits_per_second = 0;  ///< 0: no limit
  double loss = 0;                    ///< probabilities, 0 to 1
  double duplication = 0;
  double reordering = 0;
};
template <std::same_as<SavedLink> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("link", &T::link), field("up", &T::up), field("delay", &T::delay),
                    field("bits_per_second", &T::bits_per_second), field("loss", &T::loss),
                    field("duplication", &T::duplication), field("reordering", &T::reordering));
}

/// SavedService is what is wrong with a service; the rest of it follows from the scene.
struct SavedService {
  std::string service;  ///< its id
  std::vector<ServiceFaultFields> faults;
};
template <std::same_as<SavedService> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("service", &T::service), field("faults", &T::faults));
}

/// SavedAttacker is where an attacker stands, and whether he is at work. What he has learned does not
/// survive.
struct SavedAttacker {
  std::string name;
  std::string kind;
  std::string link;
  std::string host;
  std::string camera;
  bool active = false;
};
template <std::same_as<SavedAttacker> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("kind", &T::kind), field("link", &T::link),
                    field("host", &T::host), field("camera", &T::camera), field("active", &T::active));
}

/// What survives when a page is closed: files, clocks, faults, progress. What a camera had in its memory does
/// not, as after a power cut.
struct SavedWorld {
  std::uint32_t format = 2;  ///< 2
  std::string lesson;
  std::uint64_t seed = 0;
  Instant true_time;
  std::vector<SavedFile> workstation;
  std::vector<SavedCamera> cameras;
  std::vector<SavedService> services;
  std::vector<SavedLink> links;
  std::optional<std::vector<SavedAttacker>> attackers;  ///< none: as in the scene
  std::string progress;                ///< of the lesson, as LessonRun writes it; empty: none
  std::optional<std::string> mystery;  ///< as MysteryRun writes it
};
template <std::same_as<SavedWorld> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("format", &T::format), field("lesson", &T::lesson), field("seed", &T::seed),
                    field("true_time", &T::true_time), field("workstation", &T::workstation),
                    field("cameras", &T::cameras), field("services", &T::services), field("links", &T::links),
                    field("attackers", &T::attackers), field("progress", &T::progress),
                    field("mystery", &T::mystery));
}

}  // namespace tlscam
