#include "sim/lab/session/recording_runner.h"

#include "sim/lab/session/folder_files.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostBytes = 16u << 20;  // of files that are compared

void log_changes(const std::map<std::string, Bytes>& before, const std::map<std::string, Bytes>& after,
                 LoggedProgram& program) {
  for (const auto& [path, bytes] : after) {
    const auto old = before.find(path);
    if (old == before.end() || old->second != bytes) program.written.push_back({path, bytes});
  }
  for (const auto& [path, bytes] : before)
    if (!after.contains(path)) program.removed.push_back(path);
}

// openssl s_client, s_server and s_time.
bool is_on_network(const Invocation& invocation) {
  return invocation.words.size() > 1 && invocation.words[1].starts_with("s_");
}

}  // namespace

/// `co_await EndOfProgram(runner, program)` waits until end() is called for the program.
class RecordingRunner::EndOfProgram {
 public:
  EndOfProgram(RecordingRunner& runner, std::size_t program) : runner_(runner), program_(program) {}
  EndOfProgram(const EndOfProgram&) = delete;
  ~EndOfProgram() { runner_.waiting_.erase(program_); }

  bool await_ready() const { return false; }
  void await_suspend(coro::coroutine_handle<> waiter) { runner_.waiting_[program_] = waiter; }
  void await_resume() const {}

 private:
  RecordingRunner& runner_;
  std::size_t program_;
};

Task<Result<int>> RecordingRunner::run(Invocation invocation, const Folder& folder, Instant date) {
  const std::size_t number = log_.programs.size();
  log_.programs.emplace_back().started = now_();
  if (number < past_.programs.size()) co_return co_await run_again(number, invocation.output, folder);

  if (is_on_network(invocation))
    log_.programs[number].obstacle =
        "a program of the workstation has used the network, which cannot be repeated";
  const auto before = read_all_files(folder, kMostBytes);
  const Output shown = invocation.output;
  const auto log_text = [this, number](bool is_error, ByteView bytes) {
    log_.programs[number].printed.push_back({is_error, Bytes(bytes.begin(), bytes.end())});
  };
  invocation.output.out = [&](ByteView bytes) {
    log_text(false, bytes);
    shown.out(bytes);
  };
  invocation.output.error = [&](ByteView bytes) {
    log_text(true, bytes);
    shown.error(bytes);
  };
  const std::string name = invocation.words[0];
  Result<int> ended = co_await runner_->run(std::move(invocation), folder, date);
  LoggedProgram& program = log_.programs[number];
  program.exit_code = ended ? *ended : 0;
  program.failure = ended ? "" : ended.error().text;
  const auto after = read_all_files(folder, kMostBytes);
  if (before && after) {
    log_changes(*before, *after, program);
  } else {
    program.obstacle = "the workstation's folder holds too much for " + name + " to be repeated";
  }
  note_end(number);
  co_return ended;
}

void RecordingRunner::note_end(std::size_t program) {
  const Moment now = now_();
  log_.programs[program].ended = now;
  log_.entries.push_back({now, "", program});
}

Task<Result<int>> RecordingRunner::run_again(std::size_t number, Output output, const Folder& folder) {
  const LoggedProgram past = past_.programs[number];
  co_await EndOfProgram(*this, number);
  log_.programs[number] = past;
  for (const LoggedText& text : past.printed) (text.is_error ? output.error : output.out)(text.bytes);
  for (const std::string& path : past.removed) (void)folder.remove(path);
  for (const SavedFile& file : past.written) (void)folder.write_with_parents(file.path, file.bytes);
  note_end(number);
  if (!past.failure.empty()) co_return fail("{}", past.failure);
  co_return past.exit_code;
}

void RecordingRunner::end_past_programs() {
  const Moment now = now_();
  for (const LogEntry& entry : past_.entries) {
    if (!entry.command.empty() || entry.moment.events > now.events || entry.moment.at > now.at) continue;
    const auto waiting = waiting_.find(entry.program);
    if (waiting != waiting_.end()) resume_by_call(coro::coroutine_handle<>(waiting->second));
  }
}

}  // namespace tlscam
