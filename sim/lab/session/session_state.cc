#include "sim/lab/session/session_state.h"

#include <algorithm>

#include "sim/lab/protocol/json_codec.h"
#include "sim/lab/session/lesson_evidence.h"
#include "sim/lab/session/mystery_observer.h"
#include "sim/scene/scene_json.h"

namespace tlscam {
namespace {

// So long a caller of advance() waits, in real time, for a world that is being made.
constexpr std::chrono::milliseconds kOpeningPatience{20};

constexpr const char* kDiverged = "the world did not do the same again";

}  // namespace

SessionState::SessionState(Session::Options options) : options_(std::move(options)) {
  for (Lesson& lesson : options_.course) course_.push_back(std::move(lesson));
}

// The world ends first: it writes to the rest until then.
SessionState::~SessionState() {
  next_.reset();
  present_.reset();
}

const Lesson* SessionState::find_lesson(const std::string& id) const {
  const auto found = std::ranges::find(course_, id, &Lesson::id);
  return found == course_.end() ? nullptr : &*found;
}

OpenWorld::Setup SessionState::setup_for(Scene scene, const Lesson* lesson,
                                         std::shared_ptr<const DrawnMystery> mystery,
                                         WorkstationFolder folder) {
  const bool repeatable_keys = options_.repeatable_keys && !folder.is_adopted();
  return {.scene = std::move(scene),
          .platform = options_.platform(),
          .folder = std::move(folder),
          .lesson = lesson,
          .mystery = std::move(mystery),
          .repeatable_keys = repeatable_keys,
          .watch_ends = options_.watch_ends,
          .terminal = options_.terminal,
          .prompt = options_.terminal && options_.prompt,
          .capture_bytes = options_.capture_bytes,
          .output = &output_,
          .listeners = &options_.listeners};
}

Result<void> SessionState::begin_opening(Scene scene, const Lesson* lesson, const std::string& folder,
                                         Restore restore, std::shared_ptr<const DrawnMystery> mystery) {
  if (auto checked = check_scene(scene); !checked) return checked;
  auto home = folder.empty() ? WorkstationFolder::make(options_.folders) : WorkstationFolder::adopt(folder);
  if (!home) return tl::unexpected(home.error());
  next_.reset();
  restore_ = std::move(restore);
  opening_ = Session::Opening::going_on;
  next_.emplace(setup_for(std::move(scene), lesson, std::move(mystery), std::move(*home)));
  look_at_opening({});
  return {};
}

void SessionState::look_at_opening(std::chrono::milliseconds most) {
  if (opening_ == Session::Opening::failed && has_world()) opening_ = Session::Opening::done;
  if (opening_ != Session::Opening::going_on) return;
  if (!next_->go_on(most)) return;
  auto opened = next_->take();
  next_.reset();
  if (!opened) {
    failure_ = opened.error().text;
    opening_ = Session::Opening::failed;
    return;
  }
  opening_ = Session::Opening::done;
  show(std::make_unique<PresentWorld>(*this, std::move(*opened), std::exchange(restore_, {})));
}

void SessionState::show(std::unique_ptr<PresentWorld> world) {
  present_ = std::move(world);
  ++worlds_;
  if (present_->restore) present_->restore(*this);
  look_at_lesson();
  note_news();
  note_file_change();
}

Result<std::unique_ptr<OpenWorld>> SessionState::make_again() {
  auto home = WorkstationFolder::make(options_.folders);
  if (!home) return tl::unexpected(home.error());
  // The beginning has the files of the programs that ran before it, not the programs.
  WorldOpening again(setup_for(*opened().beginning(), opened().lesson(), opened().drawn(), std::move(*home)));
  if (!again.go_on({})) return fail("the world could not be made again");
  return again.take();
}

Result<WayBack> SessionState::find_way(const RunLog& log, BackTo to) {
  const auto& beginning = opened().beginning();
  WorldCopies* const copies = opened().copies();
  return find_way_back(log, to, beginning ? std::optional(beginning->clock) : std::nullopt,
                       copies ? copies->labels() : std::vector<CopyLabel>{});
}

std::string SessionState::obstacle_to_going_back() {
  const auto way = find_way(opened().log(), {opened().now(), std::nullopt});
  return way ? "" : way.error().text;
}

Result<WayBack> SessionState::go_back(BackTo to) {
  if (const auto past = std::exchange(past_, std::nullopt)) {
    auto way = find_way(*past, to);
    if (!way) return way;
    performance().reset();
    if (auto done = do_again(*past, way->to); !done) return tl::unexpected(done.error());
    return way;
  }
  if (const auto& mystery = opened().mystery_run()) opened().log().mystery = mystery->to_json();
  auto way = find_way(opened().log(), to);
  if (!way) return way;
  if (way->copy) {
    opened().copies()->restore(*way->copy, to_json(opened().log()));
    return fail("the copy of the world has to be put in place first");
  }
  if (auto done = go_back_to_beginning(*way); !done) return tl::unexpected(done.error());
  return way;
}

Result<void> SessionState::go_back_to_beginning(const WayBack& way) {
  auto again = make_again();
  if (!again) return tl::unexpected(again.error());
  output_.forget_after(way.from.at);
  std::unique_ptr<PresentWorld> before = std::exchange(present_, nullptr);
  show(std::make_unique<PresentWorld>(*this, std::move(*again), before->restore));
  if (auto done = do_again(before->opened->log(), way.to); !done) {
    present_ = std::move(before);
    ++worlds_;
    return done;
  }
  const WorkstationFolder& home = before->opened->home();
  return home.is_adopted() ? opened().move_home(home.path()) : Result<void>();
}

Result<void> SessionState::do_again(const RunLog& past, const BackTo& to) {
  opened().set_silent(true);
  opened().repeat_programs(past);
  const Result<void> done = repeat_entries(past, to);
  opened().set_silent(false);
  if (auto& mystery = opened().mystery_run(); mystery && past.mystery) (void)mystery->restore(*past.mystery);
  look_at_lesson();
  return done;
}

Result<void> SessionState::repeat_entries(const RunLog& past, const BackTo& to) {
  OpenWorld& world = opened();
  for (std::size_t i = world.log().entries.size(); i < past.entries.size(); ++i) {
    const LogEntry& entry = past.entries[i];
    if (!to.is_after(entry.moment)) break;
    if (!world.come_to(entry.moment)) return fail("{}", kDiverged);
    world.end_past_programs();
    world.look_at_terminal();
    if (!entry.command.empty() && !repeat(entry.command)) return fail("{}", kDiverged);
    world.look_at_terminal();
  }
  if (to.events) {
    world.run_until(kNever, [&] { return world.events() >= *to.events; });
  } else {
    world.run_until(to.at, {});
  }
  return {};
}

Result<Camera*> SessionState::camera(const std::string& name) {
  Camera* found = world().find_camera(name);
  if (!found) return fail("there is no camera named {}", name);
  return found;
}

Result<Link*> SessionState::link(const std::string& name) {
  Link* found = world().network().find(name);
  if (!found) return fail("there is no link named {}", name);
  return found;
}

std::string SessionState::kept_because(const std::string& camera) {
  const Lesson* lesson = opened().lesson();
  const auto is_it = [&](const SceneCamera& one) { return one.name == camera; };
  if (lesson && std::ranges::any_of(lesson->scene.cameras, is_it))
    return fmt::format("the lesson needs {}; only cameras that you have added can be removed", camera);
  if (world().cameras().size() == 1)
    return fmt::format("{} is the last camera; one stays on the bench", camera);
  return "";
}

void SessionState::look_at_lesson() {
  if (!has_world() || opening_ == Session::Opening::going_on) return;
  if (look_at_mystery(opened())) note_news();
  if (!opened().lesson_run()) return;
  LessonRun& run = *opened().lesson_run();
  if (run.evaluate(LessonEvidence(opened()))) note_news();
  while (step_starts().size() <= run.current()) {
    const auto saved = carry_out(*this, SaveCommand{});
    step_starts().push_back(saved ? std::optional(*saved) : std::nullopt);
  }
}

void SessionState::advance(Duration real, const std::function<bool()>& late) {
  look_at_opening(std::min(kOpeningPatience, std::chrono::floor<std::chrono::milliseconds>(real)));
  if (!has_world() || opening_ == Session::Opening::going_on) return;
  Terminal& terminal = opened().terminal();
  const bool command_ran = terminal.running();
  const std::uint64_t entered = opened().commands_entered();
  if (pace().advance(real, late)) note_news();
  // Programs and connections beside the world go on while it stands still.
  opened().wait({});
  opened().end_past_programs();
  opened().look_at_terminal();
  if (command_ran && (!terminal.running() || entered != opened().commands_entered())) {
    note_file_change();
    note_news();
  }
  look_at_lesson();
}

Result<std::uint32_t> SessionState::begin_performance(std::vector<BlockAct> acts, PerformOptions options) {
  const BlockPerformer* const present = performance() ? &performance()->performer : nullptr;
  if (present && !present->has_ended() && !present->only_waits())
    return fail("something else is being shown; wait until it has ended");
  performance().emplace(++performances_, BlockPerformer(std::move(acts), options));
  return performances_;
}

void SessionState::perform_acts(BlockHands& hands) {
  if (!has_world() || opening_ == Session::Opening::going_on || !performance()) return;
  BlockPerformer& performer = performance()->performer;
  while (performer.can_advance(hands)) {
    performer.advance(hands);
    note_news();
  }
}

Update SessionState::take_update(Session::Subscriber& subscriber, UpdateScope scope) {
  if (subscriber.world_ != worlds_) {
    subscriber.world_ = worlds_;
    subscriber.frames_ = 0;
    subscriber.conversations_.clear();
  }
  Update update = snapshots().build(subscriber, scope);
  update.output = output_.read(subscriber.output_);
  opened().frames().read(subscriber.frames_, update);
  subscriber.news_ = news_;
  return update;
}

bool SessionState::has_news(const Session::Subscriber& subscriber) const {
  return subscriber.news_ != news_ || subscriber.world_ != worlds_ || subscriber.output_ != output_.end() ||
         (has_world() && subscriber.frames_ != present_->opened->frames().end());
}

}  // namespace tlscam
