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

#include "native_link.h"
#include "sim/machine/shared_memory.h"

namespace tlscam {
namespace {

template <class T>
ByteView object_bytes(const T& object) {
  return {reinterpret_cast<const std::uint8_t*>(&object), sizeof(object)};
}

std::uint64_t to_us(Duration duration) {
  return static_cast<std::uint64_t>(duration.count());
}

// Holds more than the largest message.
constexpr std::size_t kInbox = 128 * 1024;

class NativeMachine : public Machine {
 public:
  NativeMachine(pid_t process, int socket, std::chrono::milliseconds patience)
      : process_(process), socket_(socket), patience_(patience) {
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

  void give_frame(int interface, ByteView frame) override { put(NATIVE_FRAME, interface, frame); }
  void give_links(unsigned links_up) override { put(NATIVE_LINK, static_cast<int>(links_up), {}); }
  void give_radio_status(int status) override { put(NATIVE_RADIO, status, {}); }

  void give_uart(ByteView bytes) override {
    constexpr std::size_t kPart = 16 * 1024;
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(kPart, bytes.size())))
      put(NATIVE_UART, 0, bytes.first(std::min(kPart, bytes.size())));
  }

  void give_networks(const std::vector<camera_radio_network>& networks) override {
    put(NATIVE_NETWORKS, 0,
        {reinterpret_cast<const std::uint8_t*>(networks.data()), networks.size() * sizeof(networks[0])});
  }

  void boot(const native_boot& boot) { put(NATIVE_BOOT, 0, object_bytes(boot)); }

  MachineTurn run(Duration uptime, Duration horizon) override {
    const native_resume resume = {to_us(uptime), to_us(horizon)};
    put(NATIVE_RESUME, 0, object_bytes(resume));
    MachineTurn turn;
    turn.at = uptime;
    if (!flush()) return died(std::move(turn));
    for (;;) {
      native_header header;
      if (!receive(&header, sizeof(header))) return died(std::move(turn));
      payload_.resize(header.size);
      if (!receive(payload_.data(), payload_.size())) return died(std::move(turn));
      if (take(header, turn)) return turn;
    }
  }

 private:
  void put(int type, int argument, ByteView payload) {
    const native_header header = {static_cast<std::uint8_t>(type), static_cast<std::uint8_t>(argument),
                                  static_cast<std::uint16_t>(payload.size())};
    const ByteView head = object_bytes(header);
    outbox_.insert(outbox_.end(), head.begin(), head.end());
    outbox_.insert(outbox_.end(), payload.begin(), payload.end());
  }

  bool flush() {
    for (std::size_t done = 0; done < outbox_.size();) {
      const ssize_t n = send(socket_, outbox_.data() + done, outbox_.size() - done, MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      done += static_cast<std::size_t>(n);
    }
    outbox_.clear();
    return true;
  }

  bool receive(void* data, std::size_t size) {
    while (inbox_end_ - inbox_first_ < size) {
      std::memmove(inbox_.data(), inbox_.data() + inbox_first_, inbox_end_ - inbox_first_);
      inbox_end_ -= inbox_first_;
      inbox_first_ = 0;
      // Waits as long as the socket's SO_RCVTIMEO allows.
      const ssize_t n = recv(socket_, inbox_.data() + inbox_end_, inbox_.size() - inbox_end_, 0);
      if (n < 0 && errno == EINTR) continue;
      hung_ = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
      if (n <= 0) return false;
      inbox_end_ += static_cast<std::size_t>(n);
    }
    if (size > 0) std::memcpy(data, inbox_.data() + inbox_first_, size);
    inbox_first_ += size;
    return true;
  }

  // Takes one message into the turn; true when it ends the turn.
  bool take(const native_header& header, MachineTurn& turn) {
    switch (header.type) {
      case NATIVE_FRAME:
        turn.actions.emplace_back(SentFrame{header.argument, payload_});
        return false;
      case NATIVE_UART:
        turn.actions.emplace_back(SentUart{payload_});
        return false;
      case NATIVE_CLOCK: {
        std::int64_t us = 0;
        std::memcpy(&us, payload_.data(), std::min(sizeof(us), payload_.size()));
        turn.actions.emplace_back(SetClock{Instant(Duration(us))});
        return false;
      }
      case NATIVE_JOIN: {
        const std::string both(as_text(payload_));
        const std::size_t middle = both.find('\0');
        if (middle != std::string::npos) {
          turn.actions.emplace_back(
              RadioJoin{both.substr(0, middle), std::string(both.c_str() + middle + 1)});
        }
        return false;
      }
      case NATIVE_LEAVE:
        turn.actions.emplace_back(RadioLeave{});
        return false;
      case NATIVE_RESET:
        turn.end = MachineTurn::End::reset;
        return true;
      case NATIVE_WAIT: {
        native_wait wait{};
        std::memcpy(&wait, payload_.data(), std::min(sizeof(wait), payload_.size()));
        turn.until = wait.until_us > to_us(Duration::max()) ? Duration::max() : Duration(wait.until_us);
        turn.at = Duration(wait.at_us);
        turn.only_time = wait.only_time != 0;
        turn.wait = wait.wait;
        return true;
      }
      default:
        return false;
    }
  }

  MachineTurn died(MachineTurn turn) {
    turn.end = MachineTurn::End::died;
    if (hung_) {
      turn.death =
          fmt::format("computed for {} s without coming back and was stopped", patience_.count() / 1000);
      return turn;
    }
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = 0;
    if (WIFSIGNALED(status)) {
      turn.death = fmt::format("crashed: signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
    } else {
      turn.death = fmt::format("ended by itself with status {}", WEXITSTATUS(status));
    }
    return turn;
  }

  pid_t process_;
  int socket_;
  std::chrono::milliseconds patience_;
  Bytes outbox_, payload_;
  Bytes inbox_ = Bytes(kInbox);
  std::size_t inbox_first_ = 0, inbox_end_ = 0;  // what of it was received and not yet taken
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

native_boot to_native(const MachineBoot& boot) {
  native_boot native{};
  native.seed = boot.seed;
  native.uptime_us = to_us(boot.uptime);
  native.clock_us = boot.clock.time_since_epoch().count();
  for (std::size_t i = 0; i < std::min<std::size_t>(boot.heap_blocks.size(), NATIVE_HEAP_BLOCKS); ++i)
    native.heap_blocks[i] = boot.heap_blocks[i];
  for (std::size_t i = 0; i < boot.macs.size(); ++i) std::ranges::copy(boot.macs[i].octets, native.mac[i]);
  std::ranges::copy(boot.unique_id, native.unique_id);
  native.reset_cause = static_cast<std::uint8_t>(boot.reset_cause);
  native.has_radio = boot.has_wifi ? 1 : 0;
  boot.model.copy(native.model, sizeof(native.model) - 1);
  boot.hostname.copy(native.hostname, sizeof(native.hostname) - 1);
  return native;
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
  auto machine = std::make_unique<NativeMachine>(process, sockets[0], patience_);
  machine->boot(to_native(boot));
  return std::unique_ptr<Machine>(std::move(machine));
}

}  // namespace tlscam
