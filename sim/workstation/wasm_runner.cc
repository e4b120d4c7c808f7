#include "sim/workstation/wasm_runner.h"

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/base/random.h"
#include "sim/workstation/line_discipline.h"
#include "sim/workstation/terminal_input.h"

// Implemented in JavaScript. None of them calls back before it returns.
extern "C" {
/// Begins program `id`; the request is a JSON object:
///   words        the command line
///   folder       the path of the learner's folder, which is the working folder
///   date         the world's date in microseconds since 1970, which goes on with the world
///   seed         of its randomness, 16 hexadecimal digits, or null
///   terminal     whether someone watches: both streams then come as stream 1
///   interactive  whether its standard input is the terminal; if not, the program begins when all of it has
///   come
void tlscam_program_start(std::uint32_t id, const char* json, std::size_t size);
void tlscam_program_input(std::uint32_t id, const std::uint8_t* bytes, std::size_t size);
void tlscam_program_input_end(std::uint32_t id);
/// Ends a program; nothing of it is heard any more. What it has done to files until then stays.
void tlscam_program_cancel(std::uint32_t id);
}

namespace tlscam {

class RunningProgram;

namespace {

std::map<std::uint32_t, RunningProgram*> running;
std::uint32_t last_id = 0;

constexpr int kInterrupted = 130;  // as a shell reports a program that Ctrl-C has ended

}  // namespace

/// A program from its start to the end of the task that waits for it.
class RunningProgram {
 public:
  RunningProgram(EventQueue& events, Output output, TerminalInput* terminal)
      : events_(events),
        output_(std::move(output)),
        terminal_(terminal),
        lines_([this](ByteView bytes) { output_.out(bytes); }) {
    running[id_] = this;
  }
  RunningProgram(const RunningProgram&) = delete;
  ~RunningProgram() {
    if (terminal_ != nullptr) terminal_->set_listener({});
    if (ended_) events_.cancel(*ended_);
    running.erase(id_);
    if (!result_) tlscam_program_cancel(id_);
  }

  void start(const std::string& request, ByteView input) {
    tlscam_program_start(id_, request.data(), request.size());
    if (terminal_ == nullptr) {
      if (!input.empty()) tlscam_program_input(id_, input.data(), input.size());
      tlscam_program_input_end(id_);
      return;
    }
    terminal_->set_listener([this] { take_input(); });
    take_input();  // what was typed ahead
  }

  struct Ending {
    RunningProgram& program;
    bool await_ready() const { return program.result_ && !program.ended_; }
    void await_suspend(coro::coroutine_handle<> waiter) { program.waiter_ = waiter; }
    Result<int> await_resume() const { return *program.result_; }
  };
  /// `Result<int> code = co_await program.ended();`
  Ending ended() { return {*this}; }

  void show(int stream, ByteView bytes) {
    if (!result_) (stream == 1 || output_.terminal ? output_.out : output_.error)(bytes);
  }
  void set_echo(bool on) { lines_.set_echo(on); }

  // The task goes on by an event of its own: it may do anything then, end this program too.
  void end(Result<int> result) {
    if (result_) return;
    result_ = std::move(result);
    ended_ = events_.after(Duration::zero(), [this] {
      ended_.reset();
      if (waiter_) resume_by_call(waiter_);
    });
  }

 private:
  void take_input() {
    if (result_) return;  // it is for whoever asks next
    const LineDiscipline::Typed typed = lines_.feed(terminal_->take());
    if (typed.interrupt) {
      tlscam_program_cancel(id_);
      end(kInterrupted);
      return;
    }
    if (!typed.lines.empty()) tlscam_program_input(id_, typed.lines.data(), typed.lines.size());
    if (typed.end || terminal_->closed()) tlscam_program_input_end(id_);
  }

  const std::uint32_t id_ = ++last_id;
  EventQueue& events_;
  Output output_;
  TerminalInput* terminal_;
  LineDiscipline lines_;
  std::optional<Result<int>> result_;
  std::optional<EventQueue::Id> ended_;
  coro::coroutine_handle<> waiter_ = nullptr;
};

namespace {

RunningProgram* find(std::uint32_t id) {
  const auto found = running.find(id);
  return found == running.end() ? nullptr : found->second;
}

}  // namespace

std::string WasmRunner::request(const Invocation& invocation, const Folder& folder, Instant date) {
  nlohmann::json json = {{"words", invocation.words},
                         {"folder", folder.root().string()},
                         {"date", date.time_since_epoch().count()},
                         {"seed", nullptr},
                         {"terminal", invocation.output.terminal},
                         {"interactive", invocation.output.input != nullptr}};
  if (seed_)
    json["seed"] = fmt::format("{:016x}", Random::derive(*seed_, fmt::format("program {}", started_)));
  ++started_;
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Task<Result<int>> WasmRunner::run(Invocation invocation, const Folder& folder, Instant date) {
  const std::string wanted = request(invocation, folder, date);
  RunningProgram program(events_, invocation.output, invocation.output.input);
  program.start(wanted, invocation.input);
  Result<int> result = co_await program.ended();
  co_return result;
}

}  // namespace tlscam

// Called by JavaScript. An id that is not running any more is ignored.
extern "C" {

/// Text of program `id`: stream 1 is the standard output, 2 the errors.
void tlscam_program_output(std::uint32_t id, int stream, const std::uint8_t* bytes, std::size_t size) {
  if (auto* program = tlscam::find(id)) program->show(stream, {bytes, size});
}

/// Whether what is typed is shown; programs switch it off for pass phrases.
void tlscam_program_echo(std::uint32_t id, int on) {
  if (auto* program = tlscam::find(id)) program->set_echo(on != 0);
}

void tlscam_program_exit(std::uint32_t id, int code) {
  if (auto* program = tlscam::find(id)) program->end(code);
}

/// The program could not be run at all; the text says why and what to do.
void tlscam_program_failed(std::uint32_t id, const char* text, std::size_t size) {
  if (auto* program = tlscam::find(id)) program->end(tlscam::fail("{}", std::string_view(text, size)));
}

}  // extern "C"
