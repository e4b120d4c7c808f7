#include "sim/cli/shell_command.h"

#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <optional>

#include "sim/cli/exit_code.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/program_path.h"
#include "sim/cli/raw_terminal.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"

namespace tlscam {
namespace {

constexpr int kNotYet = 50;  // milliseconds between looks at the terminal

void write_all(std::FILE* stream, ByteView bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stream);
  std::fflush(stream);
}

// Reads lines of standard input while the world goes on.
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
      if (interrupt_requested.exchange(false)) {
        buffer_.clear();
        write_all(stdout, as_bytes(std::string("\n") + prompt));
      }
      if (!fill()) return rest();
    }
  }

  bool fill() {
    pollfd input = {STDIN_FILENO, POLLIN, 0};
    while (terminal_ && poll(&input, 1, 0) == 0 && !interrupt_requested)
      session_.idle(std::chrono::milliseconds(kNotYet));
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

}  // namespace

int run_shell(const RunRequest& request, const std::string& folder, const std::string& command) {
  const bool terminal = command.empty() && isatty(STDIN_FILENO) != 0;
  RunRequest wanted = request;
  wanted.real_time |= terminal;  // while a person types, the world's clock goes on
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  auto scene = make_scene(wanted, now);
  if (!scene) {
    std::fprintf(stderr, "tlscam: %s\n", scene.error().text.c_str());
    return kExitUsage;
  }
  std::optional<RawTerminal> raw;
  Session::Options options;
  options.platform = [] { return native_platform(camera_program()); };
  options.repeatable_keys = true;
  options.terminal = terminal;
  options.interrupted = &interrupt_requested;
  options.listeners.on_line = [](const std::string& camera, Instant, std::string_view line) {
    std::printf("%s| %.*s\n", camera.c_str(), static_cast<int>(line.size()), line.data());
    std::fflush(stdout);
  };
  options.listeners.on_problem = [](const std::string& text) {
    std::fprintf(stderr, "tlscam: %s\n", text.c_str());
  };
  options.listeners.on_terminal = [](ByteView bytes, bool is_error) {
    write_all(is_error ? stderr : stdout, bytes);
  };
  if (terminal) {
    options.read_terminal = [&raw] {
      if (!raw) raw.emplace();
      return raw->read();
    };
  }
  catch_interrupts();
  Session session(std::move(options));
  if (auto opened = session.open(std::move(*scene), folder); !opened) {
    std::fprintf(stderr, "tlscam: %s\n", opened.error().text.c_str());
    return kExitUsage;
  }
  const auto run_line = [&](const std::string& line) -> int {
    if (auto started = session.perform(ShellCommand{line}); !started) return kExitUsage;
    return session.finish_command();
  };
  if (!command.empty()) return run_line(command);
  if (terminal)
    write_all(stdout, as_bytes("The workstation's shell. `help` lists the commands, `exit` leaves.\n"));

  LineReader reader(session, terminal);
  int exit_code = kExitSuccess;
  while (const auto line = reader.next()) {
    if (*line == "exit") break;
    exit_code = run_line(*line);
    interrupt_requested = false;
    raw.reset();
  }
  return exit_code;
}

}  // namespace tlscam
