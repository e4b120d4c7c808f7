#include "sim/cli/shell_command.h"

#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>

#include "sim/cli/edited_input.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/cli/program_path.h"
#include "sim/cli/raw_terminal.h"
#include "sim/cli/trust.h"
#include "sim/lab/editor/printed_end.h"
#include "sim/lab/editor/terminal_guard.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"

namespace tlscam {
namespace {

// A key waits at most so long, in milliseconds, until the terminal is looked at again.
constexpr std::chrono::milliseconds kBetweenLooks{10};

void write_all(std::FILE* stream, ByteView bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stream);
  std::fflush(stream);
}

// LineReader reads lines of standard input where nothing can be edited: it is no terminal, or a very simple
// one. The world goes on while a person types.
class LineReader {
 public:
  explicit LineReader(Session& session, bool terminal) : session_(session), terminal_(terminal) {}

  // The next line, joined with those that continue it; none at the end of the input.
  std::optional<std::string> next() {
    std::optional<std::string> line = physical_line("~ $ ");
    while (line && session_.perform(UnfinishedCommand{*line}).value_or(false)) {
      const auto more = physical_line("> ");
      if (!more) break;
      *line += "\n" + *more;
    }
    return line;
  }

 private:
  std::optional<std::string> physical_line(const char* prompt) {
    if (terminal_) write_all(stdout, as_bytes(prompt));
    for (;;) {
      const std::size_t end = buffer_.find('\n');
      if (end != std::string::npos) {
        std::string line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        return line;
      }
      if (leave_requested) return std::nullopt;
      if (interrupt_requested.exchange(false)) {
        buffer_.clear();
        write_all(stdout, as_bytes(std::string("\n") + prompt));
      }
      if (!fill()) return rest();
    }
  }

  bool fill() {
    pollfd input = {STDIN_FILENO, POLLIN, 0};
    while (terminal_ && poll(&input, 1, 0) == 0 && !interrupt_requested) session_.idle(kBetweenLooks);
    if (interrupt_requested) return true;
    char part[4096];
    const ssize_t count = read(STDIN_FILENO, part, sizeof(part));
    if (count > 0) buffer_.append(part, static_cast<std::size_t>(count));
    return count > 0 || interrupt_requested;
  }

  std::optional<std::string> rest() {
    if (buffer_.empty()) return std::nullopt;
    return std::exchange(buffer_, {});
  }

  Session& session_;
  bool terminal_;
  std::string buffer_;
};

bool can_edit() {
  const char* kind = std::getenv("TERM");
  return isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0 && kind != nullptr &&
         std::string_view(kind) != "dumb";
}

Candidates complete(Session& session, std::string_view line, std::size_t cursor) {
  const auto completion =
      session.perform(CompleteCommand{std::string(line), static_cast<std::uint32_t>(cursor)});
  if (!completion) return {cursor, {}};
  return {completion->start, completion->candidates};
}

}  // namespace

int run_shell(const RunRequest& request, const std::string& folder, const std::string& command) {
  const bool terminal = command.empty() && isatty(STDIN_FILENO) != 0;
  RunRequest wanted = request;
  wanted.real_time |= terminal;  // while a person types, the world's clock goes on
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  auto requested = make_scene(wanted, now);
  if (!requested) return complain(requested.error().text, kExitUsage);
  if (!is_shipped(request.scene_file) && !may_play(request.scene_file, requested->wishes, request.trusted))
    return kExitUsage;
  std::optional<RawTerminal> raw;
  Session::Options options;
  options.platform = [] { return native_platform(camera_program(), &interrupt_requested); };
  options.repeatable_keys = true;
  options.terminal = terminal;
  options.interrupted = &interrupt_requested;
  std::optional<EditedInput> edited;
  const auto interject = [&edited](const std::function<void()>& print) {
    edited ? edited->interject(print) : print();
  };
  options.listeners.on_line = [interject](const std::string& camera, Instant, std::string_view line) {
    interject([&] { print("{}| {}\n", camera, line); });
  };
  options.listeners.on_problem = [interject](const std::string& text) { interject([&] { complain(text); }); };
  PrintedEnd end;
  TerminalGuard guard;
  const bool guarded = isatty(STDOUT_FILENO) != 0;
  options.listeners.on_terminal = [&, guarded](ByteView bytes, bool is_error) {
    const std::string shown = guarded ? guard.pass(bytes) : std::string(as_text(bytes));
    end.feed(as_bytes(shown));
    write_all(is_error ? stderr : stdout, as_bytes(shown));
  };
  if (terminal) {
    options.read_terminal = [&raw] {
      if (!raw) raw.emplace();
      return raw->read();
    };
  }
  catch_interrupts();
  Session session(std::move(options));
  if (auto opened = session.open(std::move(requested->scene), folder); !opened) {
    complain(opened.error().text);
    return interrupt_requested ? interrupted_exit_code() : kExitUsage;
  }
  const auto run_line = [&](const std::string& line) -> int {
    end = PrintedEnd();
    if (auto started = session.perform(ShellCommand{line}); !started) return kExitUsage;
    return session.finish_command();
  };
  if (!command.empty()) {
    const int exit_code = run_line(command);
    return interrupt_requested ? interrupted_exit_code() : exit_code;
  }
  if (terminal)
    write_all(stdout, as_bytes("The workstation's shell. `help` lists the commands, `exit` leaves.\n"));

  if (terminal && can_edit()) {
    edited.emplace(EditedInput::Host{
        .complete = [&session](std::string_view line,
                               std::size_t cursor) { return complete(session, line, cursor); },
        .is_unfinished =
            [&session](std::string_view line) {
              return session.perform(UnfinishedCommand{std::string(line)}).value_or(false);
            },
        .idle = [&session] { session.idle(kBetweenLooks); },
    });
  }
  LineReader reader(session, terminal);
  int exit_code = kExitSuccess;
  while (const auto line = edited ? edited->next() : reader.next()) {
    if (*line == "exit") break;
    exit_code = run_line(*line);
    // The terminal has shown Ctrl-C as ^C.
    const bool interrupted = interrupt_requested.exchange(false);
    raw.reset();
    if (edited && (interrupted || !end.at_line_begin())) write_all(stdout, as_bytes("\n"));
    if (leave_requested) break;
  }
  return leave_requested ? interrupted_exit_code() : exit_code;
}

}  // namespace tlscam
