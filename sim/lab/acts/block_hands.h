#pragma once
#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/lesson/lesson_press.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `BlockHands` is what a BlockPerformer does things with, and sees their effect by. None of its calls waits.
/// What the hands refuse, they refuse with a sentence for people; names of cameras are those of the lesson's
/// world.
class BlockHands {
 public:
  virtual ~BlockHands() = default;

  /// `now` is virtual time.
  virtual Instant now() const = 0;
  /// `is_running` is false for a camera that is off or has crashed.
  virtual bool is_running(const std::string& camera) const = 0;
  /// `said` is all that came over a camera's serial line so far. Valid until the next call of anything.
  virtual std::string_view said(const std::string& camera) const = 0;
  /// `runs_script` says whether the script that was started last on a camera goes on.
  virtual bool runs_script(const std::string& camera) const = 0;
  /// `runs_command` says whether the workstation's terminal runs a command.
  virtual bool runs_command() const = 0;

  virtual Result<void> power(const std::string& camera, bool on) = 0;
  virtual Result<void> reset(const std::string& camera) = 0;
  /// `stop` presses Ctrl-C.
  virtual Result<void> stop(const std::string& camera) = 0;
  /// `type` types keys at a camera's console.
  virtual Result<void> type(const std::string& camera, std::string_view keys) = 0;
  /// `run_script` runs a file of the workstation on a camera, as it is then.
  virtual Result<void> run_script(const std::string& camera, const std::string& file) = 0;
  /// `clear_line` empties the line at the terminal's prompt.
  virtual void clear_line() = 0;
  /// `type_command` types keys at the terminal's prompt. "\r" begins the command, unless the line is
  /// unfinished.
  virtual Result<void> type_command(std::string_view keys) = 0;
  /// `press` does what a press does that is not about a camera: to time, links and services.
  virtual Result<void> press(const LessonPress& press) = 0;
  virtual Result<void> write_file(const std::string& file, const std::string& text) = 0;
};

}  // namespace tlscam
