#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/lab/session/present_world.h"
#include "sim/lab/session/session.h"
#include "sim/lab/session/way_back.h"
#include "sim/lab/session/world_opening.h"
#include "sim/mystery/mystery.h"

namespace tlscam {

/// The inside of a session: for the commands and the lab's own parts, and nobody else.
class SessionState {
 public:
  using Restore = PresentWorld::Restore;

  explicit SessionState(Session::Options options);
  ~SessionState();

  const Session::Options& options() const { return options_; }
  /// Lessons stay where they are.
  std::deque<Lesson>& course() { return course_; }
  const Lesson* find_lesson(const std::string& id) const;

  /// Begins to make a world in a new folder or, unless it is "", in the learner's `folder`. It replaces the
  /// present one when it is there.
  Result<void> begin_opening(Scene scene, const Lesson* lesson, const std::string& folder, Restore restore,
                             std::shared_ptr<const DrawnMystery> mystery = nullptr);
  /// Takes up the end of the opening, for which it waits in real time, at most so long.
  void look_at_opening(std::chrono::milliseconds most);
  Session::Opening opening() const { return opening_; }
  const std::string& failure() const { return failure_; }

  bool has_world() const { return present_ != nullptr; }
  // There must be a world for all of these.
  OpenWorld& opened() { return *present_->opened; }
  World& world() { return opened().world(); }
  WorldPace& pace() { return present_->pace; }
  SnapshotBuilder& snapshots() { return present_->snapshots; }
  std::vector<std::optional<SavedWorld>>& step_starts() { return present_->step_starts; }
  Result<Camera*> camera(const std::string& name);
  Result<Link*> link(const std::string& name);
  /// Why a camera cannot be removed, whatever runs at the moment; empty: it can.
  std::string kept_because(const std::string& camera);
  /// Looks at the checks of the lesson, if there is one.
  void look_at_lesson();

  /// Lets the world do again what it did up to a moment, beginning at a copy of it, or made again. Listeners
  /// are not told. Fails when there is no way; then the present world goes on. With a copy the answer is
  /// given by a second call: see WorldCopies::restore().
  Result<WayBack> go_back(BackTo to);
  /// The present world is a copy that was restored; `past` is what it did before and after the copy was made.
  void put_back(RunLog past) { past_ = std::move(past); }
  std::string obstacle_to_going_back();
  /// Carries out a command that was logged, and returns whether it was done; set by the session.
  std::function<bool(const std::string& command)> repeat;

  /// Begins to do acts in the learner's sight; refused while others are done. Gives the performance's number.
  Result<std::uint32_t> begin_performance(std::vector<BlockAct> acts, PerformOptions options);
  std::optional<Performance>& performance() { return present_->performance; }
  /// Goes on with what is done in the learner's sight, as far as it can now.
  void perform_acts(BlockHands& hands);

  void advance(Duration real, const std::function<bool()>& late);
  void stop_run(bool stop) { stops_run_ = stop; }
  bool stops_run() const { return stops_run_; }
  bool interrupted() const { return options_.interrupted && options_.interrupted->load(); }

  /// Something has happened that views show.
  void note_news() { ++news_; }
  /// Files may have changed.
  void note_file_change() { ++file_changes_; }
  std::uint64_t file_changes() const { return file_changes_; }

  Update take_update(Session::Subscriber& subscriber, UpdateScope scope);
  bool has_news(const Session::Subscriber& subscriber) const;

 private:
  OpenWorld::Setup setup_for(Scene scene, const Lesson* lesson, std::shared_ptr<const DrawnMystery> mystery,
                             WorkstationFolder folder);
  void show(std::unique_ptr<PresentWorld> world);
  Result<std::unique_ptr<OpenWorld>> make_again();
  Result<WayBack> find_way(const RunLog& log, BackTo to);
  Result<void> go_back_to_beginning(const WayBack& way);
  Result<void> do_again(const RunLog& past, const BackTo& to);
  Result<void> repeat_entries(const RunLog& past, const BackTo& to);

  Session::Options options_;
  std::deque<Lesson> course_;

  Session::Opening opening_ = Session::Opening::none;
  std::string failure_;
  std::optional<WorldOpening> next_;
  Restore restore_;
  std::optional<RunLog> past_;

  OutputFeed output_;         // outlives the world, which writes to it until its end
  std::uint64_t worlds_ = 0;  // how many were opened
  std::unique_ptr<PresentWorld> present_;
  bool stops_run_ = false;
  std::uint32_t performances_ = 0;  // how many were begun
  std::uint64_t news_ = 0;
  std::uint64_t file_changes_ = 0;
};

}  // namespace tlscam
