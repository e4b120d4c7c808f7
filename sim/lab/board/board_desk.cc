#include "sim/lab/board/board_desk.h"

#include <utility>

#include "sim/base/utf8.h"
#include "sim/deploy/board_path.h"
#include "sim/lab/board/board_view.h"
#include "sim/lab/protocol/command_dispatch.h"
#include "sim/preflight/check_deployment.h"

namespace tlscam {

namespace {

/// What a board prints while nobody takes it is kept so far.
constexpr std::size_t kLongestOutput = 1u << 20;

std::string_view last_line_of(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  const std::size_t line_end = text.rfind('\n');
  return line_end == text.npos ? text : text.substr(line_end + 1);
}

std::vector<Finding> findings_of(const BoardFacts& facts, const ExamineFilesCommand& command,
                                 const std::string& folder, DeploymentPurpose purpose) {
  std::vector<PlannedFile> planned;
  planned.reserve(command.files.size());
  for (const BoardFile& file : command.files)
    planned.push_back({join_board_path(folder, file.name), file.name, file.contents});
  return check_deployment(facts, planned, purpose);
}

}  // namespace

BoardDesk::BoardDesk(Transport& line) : session_(line) {
  session_.set_console([this](ByteView bytes) { print(bytes); });
}

void BoardDesk::print(ByteView bytes) {
  output_.insert(output_.end(), bytes.begin(), bytes.end());
  if (output_.size() > kLongestOutput) output_.erase(output_.begin(), output_.end() - kLongestOutput);
}

BoardUpdate BoardDesk::take_update() {
  snapshot_.lost = session_.closed() ? session_.reason() : "";
  return {snapshot_, std::exchange(output_, {})};
}

Result<BoardSnapshot> BoardDesk::begin(BoardTask task, Task<Result<void>> work) {
  if (snapshot_.task != BoardTask::none) return fail("the board is busy: wait until this has ended");
  if (session_.closed()) return fail("the board is not connected: {}", session_.reason());
  snapshot_.task = task;
  snapshot_.failed = false;
  snapshot_.problem.clear();
  snapshot_.done.clear();
  task_.emplace(follow(std::move(work)));
  task_->start();
  return snapshot_;
}

Task<void> BoardDesk::follow(Task<Result<void>> work) {
  const Result<void> ended = co_await std::move(work);
  snapshot_.last = std::exchange(snapshot_.task, BoardTask::none);
  snapshot_.progress.reset();
  snapshot_.failed = !ended;
  snapshot_.problem = ended ? "" : printable(ended.error().text);
}

Result<BoardSnapshot> BoardDesk::perform(const GreetBoardCommand&) {
  return begin(BoardTask::greeting, greet());
}

Result<BoardSnapshot> BoardDesk::perform(const ExamineFilesCommand& command) {
  if (command.files.empty()) return fail("choose the files that are to go to the board");
  return begin(BoardTask::examining, examine(command));
}

Result<BoardSnapshot> BoardDesk::perform(const DeployFilesCommand& command) {
  if (!snapshot_.examination) return fail("the files were not examined yet");
  if (snapshot_.examination->stops && !command.anyway)
    return fail("the pre-flight found what cannot work on this board; mend it first");
  return begin(BoardTask::deploying, deploy());
}

Result<BoardSnapshot> BoardDesk::perform(const UndoDeploymentCommand&) {
  return begin(BoardTask::undoing, undo());
}

Result<BoardSnapshot> BoardDesk::perform(const RunOnBoardCommand& command) {
  return begin(BoardTask::running, run(command.script));
}

Result<BoardSnapshot> BoardDesk::perform(const ResetBoardCommand&) {
  return begin(BoardTask::resetting, reset());
}

Result<BoardSnapshot> BoardDesk::perform(const TypeToBoardCommand& command) {
  if (snapshot_.task != BoardTask::none && snapshot_.task != BoardTask::running)
    return fail("the board is busy: its console comes back when this has ended");
  session_.write(command.keys);
  return snapshot_;
}

Result<BoardSnapshot> BoardDesk::perform(const LeaveBoardCommand&) {
  task_.reset();
  snapshot_.task = BoardTask::none;
  snapshot_.progress.reset();
  return snapshot_;
}

Task<Result<Greeting>> BoardDesk::ask(Conversation& talk) {
  Result<Greeting> greeting = co_await greet_board(talk.board, talk.deployment);
  if (greeting) {
    snapshot_.board = view_of_board(greeting->facts, session_.time().now());
    for (const std::string& target : greeting->recovered) snapshot_.done.push_back(printable(target));
  }
  co_return greeting;
}

Task<Result<void>> BoardDesk::greet() {
  Conversation talk(session_);
  const Result<Greeting> greeting = co_await ask(talk);
  if (!greeting) co_return tl::unexpected(greeting.error());
  co_return {};
}

Task<Result<void>> BoardDesk::examine(ExamineFilesCommand command) {
  snapshot_.examination.reset();
  examined_.clear();
  Conversation talk(session_);
  const Result<Greeting> greeting = co_await ask(talk);
  if (!greeting) co_return tl::unexpected(greeting.error());
  const BoardFacts& facts = greeting->facts;
  const Result<std::string> folder = command.folder.empty() ? default_place(facts) : command.folder;
  if (!folder) co_return tl::unexpected(folder.error());
  const Result<BoardPath> to = resolve_board_path(facts, *folder);
  if (!to) co_return tl::unexpected(to.error());

  DeploymentPurpose purpose;
  purpose.now = session_.time().now();
  purpose.connects_as = command.names;
  purpose.already_there = co_await list_board_files(talk.board, facts);
  const std::vector<Finding> findings = findings_of(facts, command, to->path, std::move(purpose));
  ExaminationView examination{view_of_findings(findings), {}, stops_deployment(findings)};

  std::vector<DeployFile> files;
  files.reserve(command.files.size());
  for (BoardFile& file : command.files)
    files.push_back({join_board_path(to->path, file.name), std::move(file.contents)});
  const Result<DeploymentPlan> plan = co_await talk.deployment.plan(facts, files);
  if (plan) examination.changes = view_of_changes(*plan);
  examination.stops = examination.stops || !plan;
  snapshot_.examination = std::move(examination);
  if (!plan) co_return tl::unexpected(plan.error());
  examined_ = std::move(files);
  co_return {};
}

Task<Result<void>> BoardDesk::deploy() {
  Conversation talk(session_);
  const Result<Greeting> greeting = co_await ask(talk);
  if (!greeting) co_return tl::unexpected(greeting.error());
  Result<DeploymentPlan> plan = co_await talk.deployment.plan(greeting->facts, examined_);
  if (!plan) co_return tl::unexpected(plan.error());
  place_ = plan->place;
  std::vector<std::string> changed;
  for (const DeploymentPlan::File& file : plan->files)
    if (file.change != FileChange::unchanged) changed.push_back(printable(file.file.target));
  const Result<void> done =
      co_await talk.deployment.carry_out(std::move(*plan), [this](const DeployProgress& progress) {
        snapshot_.progress = BoardProgress{printable(progress.target), progress.done, progress.total};
      });
  if (!done) co_return tl::unexpected(done.error());
  snapshot_.done = std::move(changed);
  snapshot_.examination.reset();
  co_return {};
}

Task<Result<void>> BoardDesk::undo() {
  Conversation talk(session_);
  const Result<Greeting> greeting = co_await ask(talk);
  if (!greeting) co_return tl::unexpected(greeting.error());
  const Result<std::string> place = place_.empty() ? default_place(greeting->facts) : place_;
  if (!place) co_return tl::unexpected(place.error());
  Result<std::vector<std::string>> undone = co_await talk.deployment.undo(*place);
  if (!undone) co_return tl::unexpected(undone.error());
  snapshot_.done.clear();
  for (const std::string& target : *undone) snapshot_.done.push_back(printable(target));
  snapshot_.examination.reset();
  co_return {};
}

Task<Result<void>> BoardDesk::run(std::string script) {
  Conversation talk(session_);
  ReachOptions afresh;
  const Result<void> reached = co_await talk.board.reach(afresh);
  if (!reached) co_return tl::unexpected(reached.error());
  FollowOptions options;
  options.silence = kForever;
  options.on_output = [this](ByteView bytes) { print(bytes); };
  const Result<ExecResult> ended = co_await talk.board.repl().exec(std::move(script), std::move(options));
  if (!ended) co_return tl::unexpected(ended.error());
  if (ended->error.empty()) co_return {};
  print(ended->error);
  co_return fail("{}", last_line_of(as_text(ended->error)));
}

Task<Result<void>> BoardDesk::reset() {
  Conversation talk(session_);
  ReachOptions as_it_is;
  as_it_is.soft_reset = false;
  const Result<void> reached = co_await talk.board.reach(as_it_is);
  if (!reached) co_return tl::unexpected(reached.error());
  Result<void> sent = co_await talk.board.reset();
  co_return sent;
}

std::string dispatch(BoardDesk& desk, std::string_view text) {
  return command_dispatch::dispatch<BoardCommandList>(desk, text);
}

}  // namespace tlscam
