#include "tests/interop/child.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace tlscam {
namespace {

constexpr std::chrono::seconds kTimeToEnd{3};

}  // namespace

Child::Child(std::vector<std::string> words) : name_(words.front()) {
  std::signal(SIGPIPE, SIG_IGN);  // a program that has ended does not read
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) std::abort();
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ < 0) std::abort();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(126);
    std::signal(SIGPIPE, SIG_DFL);
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    dup2(out[1], STDERR_FILENO);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  input_ = in[1];
  output_ = out[0];
  collector_ = std::thread([this] { collect(); });
}

Child::~Child() {
  close_input();
  if (!wait(std::chrono::milliseconds(0))) kill(pid_, SIGTERM);
  if (!wait(kTimeToEnd)) kill(pid_, SIGKILL);
  collector_.join();
  close(output_);
}

void Child::write(std::string_view text) const {
  while (!text.empty()) {
    const ssize_t size = ::write(input_, text.data(), text.size());
    if (size <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
}

void Child::close_input() {
  if (input_ >= 0) close(input_);
  input_ = -1;
}

bool Child::wait_for(std::string_view text, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  const auto seen = [&] { return text_.find(text) != std::string::npos; };
  news_.wait_for(lock, patience, [&] { return seen() || exit_code_; });
  return seen();
}

std::optional<int> Child::wait(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  news_.wait_for(lock, patience, [&] { return exit_code_.has_value(); });
  return exit_code_;
}

std::string Child::output() const {
  const std::lock_guard lock(mutex_);
  return text_;
}

// Reads until the program closes its output, which is when it ends.
void Child::collect() {
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t size = read(output_, buffer.data(), buffer.size());
    if (size <= 0) break;
    const std::lock_guard lock(mutex_);
    text_.append(buffer.data(), static_cast<std::size_t>(size));
    news_.notify_all();
  }
  int status = 0;
  waitpid(pid_, &status, 0);
  const std::lock_guard lock(mutex_);
  exit_code_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  news_.notify_all();
}

}  // namespace tlscam
