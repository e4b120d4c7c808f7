#include "tests/scenes/tlscam_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

extern char** environ;

namespace tlscam {
namespace {

using namespace std::chrono_literals;

// `drain` passes on what is there; it closes the stream at its end.
void drain(int& stream, std::string& text) {
  std::array<char, 4096> buffer{};
  const ssize_t size = ::read(stream, buffer.data(), buffer.size());
  if (size < 0 && errno == EINTR) return;
  if (size > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(size));
  } else {
    ::close(std::exchange(stream, -1));
  }
}

}  // namespace

std::vector<std::string> Outcome::lines(std::string_view camera) const {
  const std::string start = std::string(camera) + "| ";
  std::vector<std::string> found;
  std::istringstream all(out);
  for (std::string line; std::getline(all, line);) {
    if (line.starts_with(start)) found.push_back(line.substr(start.size()));
  }
  return found;
}

TlscamProcess::TlscamProcess(const std::vector<std::string>& words)
    : end_(std::chrono::steady_clock::now() + kPatience) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  std::array<int, 2> out{};
  std::array<int, 2> error{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(error.data(), O_CLOEXEC) != 0) std::abort();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, error[1], STDERR_FILENO);
  std::vector<std::string> all{TLSCAM_PROGRAM};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> argv;
  for (std::string& word : all) argv.push_back(word.data());
  argv.push_back(nullptr);
  const int failure = ::posix_spawn(&pid_, TLSCAM_PROGRAM, &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(error[1]);
  out_ = out[0];
  error_ = error[0];
  if (failure != 0) {
    ADD_FAILURE() << TLSCAM_PROGRAM << " cannot be started";
    pid_ = -1;
  }
}

TlscamProcess::~TlscamProcess() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (out_ >= 0) ::close(out_);
  if (error_ >= 0) ::close(error_);
}

// A process number of -1 would mean every process of this computer.
void TlscamProcess::signal(int number) const {
  ASSERT_GT(pid_, 0);
  ::kill(pid_, number);
}

bool TlscamProcess::read_some() {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now());
  if ((out_ < 0 && error_ < 0) || left <= 0ms) return false;
  std::array<pollfd, 2> streams{{{out_, POLLIN, 0}, {error_, POLLIN, 0}}};
  ::poll(streams.data(), streams.size(), static_cast<int>(left.count()));
  if (streams[0].revents != 0) drain(out_, outcome_.out);
  if (streams[1].revents != 0) drain(error_, outcome_.error);
  return true;
}

bool TlscamProcess::wait_for(std::string_view text) {
  while (outcome_.out.find(text) == std::string::npos) {
    if (!read_some()) return false;
  }
  return true;
}

void TlscamProcess::close_output() {
  ::close(std::exchange(out_, -1));
}

Outcome TlscamProcess::wait() {
  while (read_some()) continue;
  if (pid_ > 0) {
    const bool too_late = std::chrono::steady_clock::now() >= end_;
    if (too_late) ::kill(pid_, SIGKILL);
    int status = 0;
    rusage used{};
    ::wait4(std::exchange(pid_, -1), &status, 0, &used);
    outcome_.memory = used.ru_maxrss;
    outcome_.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    EXPECT_FALSE(too_late) << "tlscam did not end; it printed:\n" << outcome_.out << outcome_.error;
  }
  return outcome_;
}

std::vector<pid_t> TlscamProcess::children(std::string_view wanted) const {
  std::vector<pid_t> found;
  std::error_code gone;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", gone)) {
    // "PID (PROGRAM) STATE PARENT ..."
    std::ifstream status(entry.path() / "stat");
    pid_t pid = 0;
    pid_t parent = 0;
    std::string program;
    char state = 0;
    if (!(status >> pid >> program >> state >> parent) || parent != pid_) continue;
    std::ifstream command_line(entry.path() / "cmdline");
    std::string name;
    if (std::getline(command_line, name, '\0') && name == wanted) found.push_back(pid);
  }
  return found;
}

Outcome run_tlscam(const std::vector<std::string>& words) {
  TlscamProcess process(words);
  Outcome outcome = process.wait();
  EXPECT_TRUE(nothing_left_running());
  return outcome;
}

bool nothing_left_running() {
  for (int attempt = 0; attempt < 100; ++attempt) {
    pid_t ended = 0;
    while ((ended = ::waitpid(-1, nullptr, WNOHANG)) > 0) continue;
    if (ended < 0 && errno == ECHILD) return true;
    std::this_thread::sleep_for(20ms);
  }
  return false;
}

}  // namespace tlscam
