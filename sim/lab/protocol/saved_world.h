#pragma once
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
constexpr auto fields_of(std::type_identity<SavedFile>) {
  using T = SavedFile;
  return std::tuple(field("path", &T::path), field("bytes", &T::bytes));
}

struct SavedCamera {
  std::string name;
  std::optional<std::string> model;     ///< its id; none: as in the scene
  std::optional<std::uint32_t> number;  ///< none: as in the scene
  bool powered = false;
  Instant clock;
  std::vector<SavedFile> drive;
  Bytes rom;  ///< the image of the ROMFS partition without what is empty at its end
};
constexpr auto fields_of(std::type_identity<SavedCamera>) {
  using T = SavedCamera;
  return std::tuple(field("name", &T::name), field("model", &T::model), field("number", &T::number),
                    field("powered", &T::powered), field("clock", &T::clock), field("drive", &T::drive),
                    field("rom", &T::rom));
}

struct SavedLink {
  std::string link;
  LinkShown conditions;
};
constexpr auto fields_of(std::type_identity<SavedLink>) {
  using T = SavedLink;
  return std::tuple(field("link", &T::link), field("conditions", &T::conditions));
}

/// What survives when a page is closed: files, clocks, faults, progress. What a camera had in its memory does
/// not, as after a power cut.
struct SavedWorld {
  std::uint32_t format = 1;  ///< 1
  std::string lesson;
  std::uint64_t seed = 0;
  Instant true_time;
  std::vector<SavedFile> workstation;
  std::vector<SavedCamera> cameras;
  ServicesSnapshot services;
  std::vector<SavedLink> links;
  std::string progress;  ///< of the lesson, as LessonRun writes it; empty: none
};
constexpr auto fields_of(std::type_identity<SavedWorld>) {
  using T = SavedWorld;
  return std::tuple(field("format", &T::format), field("lesson", &T::lesson), field("seed", &T::seed),
                    field("true_time", &T::true_time), field("workstation", &T::workstation),
                    field("cameras", &T::cameras), field("services", &T::services), field("links", &T::links),
                    field("progress", &T::progress));
}

}  // namespace tlscam
