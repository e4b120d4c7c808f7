#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/saved_world.h"
#include "sim/time/instant.h"

namespace tlscam {

/// Why a world with ports to real programs cannot go back, and what to do.
inline constexpr const char* kBridgedWorld =
    "this world cannot go back: real programs were let into it through ports of this computer, and would not "
    "do "
    "the same again. To go back, reset the lesson or begin another world, and open no port there";

/// A moment of a world's run: virtual time, and how many events of the world came before. The same scene
/// comes to the same moments again.
struct Moment {
  Instant at;
  std::uint64_t events = 0;
};
template <std::same_as<Moment> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("at", &T::at), field("events", &T::events));
}

struct LoggedText {
  bool is_error = false;
  Bytes bytes;
};
template <std::same_as<LoggedText> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("is_error", &T::is_error), field("bytes", &T::bytes));
}

/// A run of a genuine program: what a world that does the same again needs, so as not to run it again.
struct LoggedProgram {
  Moment started;
  std::optional<Moment> ended;  ///< none: it still runs
  int exit_code = 0;
  std::string failure;  ///< why it could not be run at all; empty: it ran
  std::vector<LoggedText> printed;
  std::vector<SavedFile> written;    ///< into the workstation's folder
  std::vector<std::string> removed;  ///< from it
  std::string obstacle;              ///< why what it did cannot be done again; empty: it can
};
template <std::same_as<LoggedProgram> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("started", &T::started), field("ended", &T::ended),
                    field("exit_code", &T::exit_code), field("failure", &T::failure),
                    field("printed", &T::printed), field("written", &T::written),
                    field("removed", &T::removed), field("obstacle", &T::obstacle));
}

struct LogEntry {
  Moment moment;
  std::string command;      ///< one that changed the world, as dispatch() reads it; empty: a program ended
  std::size_t program = 0;  ///< which one, if one ended
};
template <std::same_as<LogEntry> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("moment", &T::moment), field("command", &T::command),
                    field("program", &T::program));
}

/// Everything that came into a world from outside since it was opened, in its order.
struct RunLog {
  std::vector<LogEntry> entries;
  std::vector<LoggedProgram> programs;  ///< in the order in which they were started
  std::string obstacle;                 ///< why nothing of this run can be done again; empty: it can
  /// The learner's way through a mystery (MysteryRun::to_json): what was seen stays seen. None: no mystery.
  std::optional<std::string> mystery;
};
template <std::same_as<RunLog> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("entries", &T::entries), field("programs", &T::programs),
                    field("obstacle", &T::obstacle), field("mystery", &T::mystery));
}

}  // namespace tlscam
