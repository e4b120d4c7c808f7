#include "sim/machine/native_machine.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "native_descriptors.h"
#include "sim/base/native_child_process.h"
#include "sim/base/native_descriptor.h"
#include "sim/machine/linked_machine.h"
#include "sim/machine/native_inbox.h"
#include "sim/machine/native_system_calls.h"
#include "sim/machine/shared_memory.h"

namespace tlscam {
namespace {

class NativeMachine : public LinkedMachine {
 public:
  NativeMachine(const MachineBoot& boot, ChildProcess process, Descriptor socket, Patience patience)
      : LinkedMachine(boot_message(boot)),
        process_(std::move(process)),
        socket_(std::move(socket)),
        patience_(patience) {
    const timeval limit{0, std::chrono::microseconds(patience.slice()).count()};
    setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  }

 private:
  bool send(ByteView bytes) override {
    while (!bytes.empty()) {
      const ssize_t n = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
  }

  bool receive(void* data, std::size_t size) override {
    return inbox_.take(data, size, [&](std::span<std::uint8_t> room) {
      // It waits as long as the socket's SO_RCVTIMEO allows, which is nearly always enough.
      const ssize_t n = recv(socket_.number(), room.data(), room.size(), 0);
      if (n >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) return n;
      if (patience_.wait(socket_.number(), POLLIN) != Patience::End::ready) return ssize_t{0};
      return recv(socket_.number(), room.data(), room.size(), 0);
    });
  }

  std::string death() override {
    if (patience_.end() != Patience::End::ready) return patience_.death();
    process_.wait();
    const int status = process_.status();
    // A request that is made while signals are blocked cannot be told by the camera itself.
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
      return "was stopped: it asked its computer for something, which no camera can do";
    if (WIFSIGNALED(status))
      return fmt::format("crashed: signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
    return fmt::format("ended by itself with status {}", WEXITSTATUS(status));
  }

  std::string purpose_of_call(std::uint32_t number) const override { return purpose_of_system_call(number); }

  ChildProcess process_;
  Descriptor socket_;
  Patience patience_;
  Inbox inbox_;
};

}  // namespace

NativeMachineFactory::NativeMachineFactory(std::string program, Patience patience)
    : program_(std::move(program)), patience_(patience) {}

Result<std::unique_ptr<Machine>> NativeMachineFactory::start(const MachineBoot& boot, SharedMemory& drive,
                                                             SharedMemory& rom) {
  if (access(program_.c_str(), X_OK) != 0)
    return fail("the camera's program {} cannot be started: {}; build the target camera_native", program_,
                std::strerror(errno));
  int sockets[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
    return fail("cannot make a socket for camera {}: {}", boot.hostname, std::strerror(errno));
  Descriptor here(sockets[0]);
  const Descriptor there(sockets[1]);
  ChildOptions options;
  options.program = program_;
  options.words = {"tlscam-camera"};
  options.descriptors = {{there.number(), NATIVE_SOCKET_FD},
                         {drive.descriptor(), NATIVE_DRIVE_FD},
                         {rom.descriptor(), NATIVE_ROM_FD}};
  options.ends_with_thread = true;  // one that computes for ever would not see that its socket has closed
  auto process = ChildProcess::start(options);
  if (!process) return fail("camera {}: {}", boot.hostname, process.error().text);
  return std::make_unique<NativeMachine>(boot, std::move(*process), std::move(here), patience_);
}

}  // namespace tlscam
