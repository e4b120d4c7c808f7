#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/lab/protocol/command.h"
#include "sim/lab/session/platform.h"
#include "sim/lesson/lesson.h"

namespace tlscam {

/// The lab as a graphical user interface sees it: commands in, updates out, and time that passes when it is
/// told to. There is one world at a time; opening another ends it.
class Bench {
 public:
  struct Options {
    /// Makes the platform of each world that is opened.
    std::function<std::unique_ptr<Platform>()> platform;
    std::string workstation_folder;  ///< where the learner's files are; emptied when a world is opened
    std::vector<Lesson> course;      ///< add_lesson() adds to it
  };

  explicit Bench(Options options);
  ~Bench();
  /// One more lesson that can be opened, where a course comes in parts.
  void add_lesson(Lesson lesson);
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  /// Carries a command out. The reply to OpenCommand comes when the opening has begun; its end shows in
  /// opened().
  template <class Command>
  Result<typename Command::Reply> perform(const Command& command);

  /// Whether there is a world; while one is being opened (its commands may wait for programs) there is none.
  enum class Opening { none, going_on, done, failed };
  Opening opening() const;
  /// Why the world could not be opened.
  const std::string& failure() const;

  /// Lets `real` of real time pass: as much virtual time as the pace says, or none while paused. Stops early
  /// when `late` says so after an event; what is left out then is not made up for.
  void advance(Duration real, const std::function<bool()>& late);

  /// The date in the world, if there is one.
  std::optional<Instant> true_time() const;
  /// Virtual time, which no one can set; nothing while there is no world.
  std::optional<Instant> now() const;

  /// Whether anything has happened that a view would show, beside the time.
  bool has_news() const;
  /// What happened since the last call. There must be a world.
  Update take_update(UpdateScope scope = UpdateScope::all);

  class State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace tlscam
