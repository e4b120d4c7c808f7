#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "sim/lab/watch/line_splitter.h"
#include "sim/world/world.h"
#include "tests/conformance/board_run.h"

namespace tlscam {

/// `MultiTest` is one of MicroPython's tests that take several instances (tests/multi_*), on as many cameras
/// in one world. The rules are those of upstream's run-multitests.py: instance N runs the file and then
/// instanceN(); it starts when the one before has printed NEXT; SET lines become globals of the instances
/// after it; a BROADCAST line goes to the serial line of the others; SKIP ends the test; an instance that is
/// silent for 10 s has timed out. Only here the seconds are virtual.
class MultiTest {
 public:
  struct Outcome {
    bool skipped = false;
    std::string output;  ///< as in the .exp files: "--- instance0 ---", its lines, ...
  };

  /// `script` is the test's text; `files` are put on every drive, and `factory` runs the cameras. Instance
  /// `on_mcu` asks it for a MachineKind::mcu; with -1 none does.
  static Result<Outcome> run(const std::string& script, const FileMap& files, MachineFactory& factory,
                             int on_mcu);

 private:
  struct Instance {
    std::unique_ptr<BoardRun> board;
    LineSplitter lines;
    std::deque<std::string> held;  // output after NEXT, while others are not running yet
    std::vector<std::string> output;
    Instant spoke_at;
    bool prepared = false, started = false, next = false, finished = false;
  };

  MultiTest(const std::string& script, std::unique_ptr<World> world);
  using Step = void (BoardRun::*)(std::string code, BoardRun::OnEnd on_end);
  Result<void> prepare();
  Result<void> on_all(Step step, const std::string& code);
  void start_next();
  void hear(std::size_t index, std::string_view line);
  void hear_start(std::size_t index, std::string_view line);
  void hear_running(std::size_t index, std::string_view line);
  void ended(std::size_t index, const Result<BoardRun::End>& end);
  bool all_started() const { return started_ == instances_.size(); }
  bool over() const;
  Instant patience_ends() const;
  void time_out();
  Outcome finish();

  std::string script_;
  std::unique_ptr<World> world_;
  std::vector<Instance> instances_;
  std::size_t started_ = 0;  // instances that have said NEXT
  std::string globals_;
  bool error_ = false, skip_ = false;
};

}  // namespace tlscam
