#include "sim/base/native_child_process.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace tlscam {
namespace {

constexpr int kCannotExecute = 127;  // as a shell reports it

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

void limit(int resource, rlim_t most) {
  const rlimit both{most, most};
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

// Everything that the child's side needs, made before the fork: there nothing may be allocated.
struct Prepared {
  const ChildOptions& options;
  std::vector<char*> words, environment;
  std::vector<int> moved;
  int confined_by = -1;
  int first_free = 3;  // the lowest number above all that are passed

  explicit Prepared(const ChildOptions& wanted)
      : options(wanted),
        words(pointers(wanted.words)),
        environment(pointers(wanted.environment)),
        moved(wanted.descriptors.size()) {
    for (const auto& passed : wanted.descriptors) first_free = std::max(first_free, passed.as + 1);
  }
};

// A number that is passed may be one that another is passed as: all first move out of the way. The same holds
// for what confine() needs, which is not passed.
bool pass_descriptors(Prepared& prepared) {
  const auto& passed = prepared.options.descriptors;
  if (prepared.options.confined_by >= 0) {
    prepared.confined_by = ::fcntl(prepared.options.confined_by, F_DUPFD, prepared.first_free);
    if (prepared.confined_by < 0) return false;
  }
  for (std::size_t i = 0; i < passed.size(); ++i) {
    prepared.moved[i] = ::fcntl(passed[i].number, F_DUPFD, prepared.first_free);
    if (prepared.moved[i] < 0) return false;
  }
  for (std::size_t i = 0; i < passed.size(); ++i)
    if (::dup2(prepared.moved[i], passed[i].as) < 0) return false;
  return true;
}

// The child's side between fork and exec calls only what is safe there.
[[noreturn]] void become(Prepared& prepared) {
  const ChildOptions& options = prepared.options;
  if (!pass_descriptors(prepared)) ::_exit(kCannotExecute);
  // At exec, because confine() may need one; kernels before 5.11 do not know that, and have nothing to
  // confine with.
  const auto first = static_cast<unsigned>(prepared.first_free);
  if (::close_range(first, ~0u, CLOSE_RANGE_CLOEXEC) != 0) ::close_range(first, ~0u, 0);
  if (options.own_session) {
    ::setsid();
    ::ioctl(STDIN_FILENO, TIOCSCTTY, 0);
  } else {
    ::setpgid(0, 0);
  }
  if (options.ends_with_thread) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (options.limit > 0) ::alarm(options.limit);
  if (options.largest_file) limit(RLIMIT_FSIZE, *options.largest_file);
  if (options.most_memory) limit(RLIMIT_AS, *options.most_memory);
  limit(RLIMIT_CORE, 0);
  std::signal(SIGPIPE, SIG_DFL);
  if (options.same_addresses) ::personality(ADDR_NO_RANDOMIZE);
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(kCannotExecute);
  if (options.confine && !options.confine(prepared.confined_by)) ::_exit(kCannotExecute);
  ::execve(options.program.c_str(), prepared.words.data(), prepared.environment.data());
  ::_exit(kCannotExecute);
}

// A signal handler without SA_RESTART interrupts the wait, and the child is still there then.
pid_t wait_for(pid_t process, int& status, int options) {
  pid_t ended = 0;
  do {
    ended = ::waitpid(process, &status, options);
  } while (ended < 0 && errno == EINTR);
  return ended;
}

}  // namespace

std::string find_program(std::string_view name) {
  const char* variable = std::getenv("PATH");
  std::string_view folders = variable != nullptr ? variable : "/usr/bin:/bin";
  while (!folders.empty()) {
    const auto end = std::min(folders.find(':'), folders.size());
    std::string path = fmt::format("{}/{}", folders.substr(0, end), name);
    if (::access(path.c_str(), X_OK) == 0) return path;
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return {};
}

Result<ChildProcess> ChildProcess::start(const ChildOptions& options) {
  Prepared prepared(options);
  const pid_t process = ::fork();
  if (process == 0) become(prepared);
  if (process < 0) return fail("cannot start a process: {}", std::strerror(errno));
  return ChildProcess(process);
}

ChildProcess::~ChildProcess() {
  if (process_ <= 0) return;
  // The group exists once the child has made it; before that only the child itself is there to be killed.
  ::kill(-process_, SIGKILL);
  ::kill(process_, SIGKILL);
  wait_for(process_, status_, 0);
}

bool ChildProcess::has_ended() {
  if (process_ > 0 && wait_for(process_, status_, WNOHANG) == process_) process_ = -1;
  return process_ < 0;
}

void ChildProcess::wait() {
  if (process_ > 0) wait_for(process_, status_, 0);
  process_ = -1;
}

int ChildProcess::descriptor() const {
  return static_cast<int>(::syscall(SYS_pidfd_open, process_, 0));
}

}  // namespace tlscam
