#include "sim/machine/native_machine.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "native_descriptors.h"
#include "sim/machine/linked_machine.h"
#include "sim/machine/native_inbox.h"
#include "sim/machine/shared_memory.h"

namespace tlscam {
namespace {

class NativeMachine : public LinkedMachine {
 public:
  NativeMachine(const MachineBoot& boot, pid_t process, int socket, std::chrono::milliseconds patience)
      : LinkedMachine(boot_message(boot)), process_(process), socket_(socket), patience_(patience) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(patience);
    const timeval limit{seconds.count(), std::chrono::microseconds(patience - seconds).count()};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  }

  ~NativeMachine() override {
    ::close(socket_);
    if (process_ > 0) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
  }

 private:
  bool send(ByteView bytes) override {
    while (!bytes.empty()) {
      const ssize_t n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
  }

  bool receive(void* data, std::size_t size) override {
    return inbox_.take(data, size, [&](std::span<std::uint8_t> room) {
      // Waits as long as the socket's SO_RCVTIMEO allows.
      const ssize_t n = recv(socket_, room.data(), room.size(), 0);
      hung_ = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
      return n;
    });
  }

  std::string death() override {
    if (hung_)
      return fmt::format("computed for {} s without coming back and was stopped", patience_.count() / 1000);
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = 0;
    if (WIFSIGNALED(status))
      return fmt::format("crashed: signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
    return fmt::format("ended by itself with status {}", WEXITSTATUS(status));
  }

  pid_t process_;
  int socket_;
  std::chrono::milliseconds patience_;
  Inbox inbox_;
  bool hung_ = false;
};

// In the new process. Only what is safe between fork and exec.
[[noreturn]] void become_camera(const char* program, int socket, int drive, int rom) {
  const int wanted[3] = {socket, drive, rom};
  int moved[3];
  for (int i = 0; i < 3; ++i) moved[i] = fcntl(wanted[i], F_DUPFD, 10);
  for (int i = 0; i < 3; ++i) dup2(moved[i], NATIVE_SOCKET_FD + i);
  for (const int descriptor : moved) ::close(descriptor);
  setpgid(0, 0);  // Ctrl-C at the terminal is for tlscam
  char name[] = "tlscam-camera";
  char* const arguments[] = {name, nullptr};
  char* const environment[] = {nullptr};
  execve(program, arguments, environment);
  _exit(127);
}

}  // namespace

NativeMachineFactory::NativeMachineFactory(std::string program, std::chrono::milliseconds patience)
    : program_(std::move(program)), patience_(patience) {}

Result<std::unique_ptr<Machine>> NativeMachineFactory::start(const MachineBoot& boot, SharedMemory& drive,
                                                             SharedMemory& rom) {
  if (access(program_.c_str(), X_OK) != 0)
    return fail("the camera's program {} cannot be started: {}; build the target camera_native", program_,
                std::strerror(errno));
  int sockets[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
    return fail("cannot make a socket for camera {}: {}", boot.hostname, std::strerror(errno));
  const pid_t process = fork();
  if (process == 0) become_camera(program_.c_str(), sockets[1], drive.descriptor(), rom.descriptor());
  ::close(sockets[1]);
  if (process < 0) {
    ::close(sockets[0]);
    return fail("cannot start a process for camera {}: {}", boot.hostname, std::strerror(errno));
  }
  return std::make_unique<NativeMachine>(boot, process, sockets[0], patience_);
}

}  // namespace tlscam
