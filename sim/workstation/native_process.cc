#include "sim/workstation/native_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

namespace tlscam {

namespace {

constexpr rlim_t kLargestFile = 64u << 20;

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

/// Both ends of a pipe, closed at the end unless released.
struct Pipe {
  std::array<int, 2> ends{-1, -1};
  ~Pipe() {
    for (const int end : ends)
      if (end >= 0) ::close(end);
  }
  bool open() { return ::pipe2(ends.data(), O_CLOEXEC) == 0; }
  int release_reader() { return std::exchange(ends[0], -1); }
};

/// The child's side between fork and exec: only calls that are safe there. Never returns.
[[noreturn]] void become(const Process::Options& options, char* const* words, char* const* environment,
                         int input, int out, int error) {
  ::setsid();  // no terminal: prompts go to the standard streams; and a group to end as one
  ::alarm(options.limit);
  const rlimit file_size{kLargestFile, kLargestFile};
  ::setrlimit(RLIMIT_FSIZE, &file_size);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  std::signal(SIGPIPE, SIG_DFL);
  if (options.same_addresses) ::personality(ADDR_NO_RANDOMIZE);
  if (::dup2(input, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(error, 2) < 0) ::_exit(126);
  ::close_range(3, ~0u, 0);
  if (::chdir(options.folder.c_str()) != 0) ::_exit(126);
  ::execve(options.program.c_str(), words, environment);
  ::_exit(126);
}

/// Passes on what there is. False at the end of the stream.
bool drain(int stream, const Process::Sink& sink) {
  std::array<std::uint8_t, 4096> buffer;
  const ssize_t size = ::read(stream, buffer.data(), buffer.size());
  if (size < 0) return errno == EINTR || errno == EAGAIN;
  if (size > 0) sink(ByteView(buffer).first(static_cast<std::size_t>(size)));
  return size > 0;
}

}  // namespace

Result<Process> Process::start(const Options& options) {
  // Input comes from a file without a name, so that a program that does not read it cannot block anybody.
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> input(std::tmpfile(), std::fclose);
  Pipe out;
  Pipe error;
  if (!input || !out.open() || !error.open()) return fail("cannot start a process: {}", std::strerror(errno));
  if (!options.input.empty()) std::fwrite(options.input.data(), 1, options.input.size(), input.get());
  std::fflush(input.get());
  std::rewind(input.get());

  const auto words = pointers(options.words);
  const auto environment = pointers(options.environment);
  const pid_t child = ::fork();
  if (child < 0) return fail("cannot start a process: {}", std::strerror(errno));
  if (child == 0)
    become(options, words.data(), environment.data(), ::fileno(input.get()), out.ends[1],
           options.merge ? out.ends[1] : error.ends[1]);
  return Process(child, out.release_reader(), error.release_reader());
}

Process::Process(Process&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      out_(std::exchange(other.out_, -1)),
      error_(std::exchange(other.error_, -1)),
      status_(other.status_) {}

Process::~Process() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, &status_, 0);
  }
  if (out_ >= 0) ::close(out_);
  if (error_ >= 0) ::close(error_);
}

bool Process::pump(std::chrono::milliseconds wait, const Sink& out, const Sink& error) {
  if (process_ < 0) return false;
  std::array<pollfd, 2> streams{{{out_, POLLIN, 0}, {error_, POLLIN, 0}}};
  ::poll(streams.data(), streams.size(), static_cast<int>(wait.count()));
  if (streams[0].revents != 0 && !drain(out_, out)) ::close(std::exchange(out_, -1));
  if (streams[1].revents != 0 && !drain(error_, error)) ::close(std::exchange(error_, -1));
  if (out_ >= 0 || error_ >= 0) return true;
  if (::waitpid(process_, &status_, WNOHANG) != process_) return true;
  process_ = -1;
  return false;
}

int Process::exit_code() const {
  return WIFSIGNALED(status_) ? 128 + WTERMSIG(status_) : WEXITSTATUS(status_);
}

bool Process::timed_out() const {
  return WIFSIGNALED(status_) && WTERMSIG(status_) == SIGALRM;
}

}  // namespace tlscam
