#include "sim/deploy/native_pty_port.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace tlscam {
namespace {

constexpr std::size_t kMostWaiting = 1u << 20;

}  // namespace

Result<std::unique_ptr<PtyPort>> PtyPort::open(SerialSession& line) {
  auto use = line.use();
  if (!use) return fail("another program uses the serial port");
  Descriptor master(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  char path[64];
  if (!master.is_open() || ::grantpt(master.number()) != 0 || ::unlockpt(master.number()) != 0 ||
      ::ptsname_r(master.number(), path, sizeof(path)) != 0)
    return fail("cannot make a terminal device: {}", std::strerror(errno));
  Descriptor slave(::open(path, O_RDWR | O_NOCTTY | O_CLOEXEC));
  termios settings{};
  if (!slave.is_open() || ::tcgetattr(slave.number(), &settings) != 0)
    return fail("cannot open {}: {}", path, std::strerror(errno));
  ::cfmakeraw(&settings);
  ::tcsetattr(slave.number(), TCSANOW, &settings);
  return std::unique_ptr<PtyPort>(new PtyPort(std::move(use), path, std::move(master), std::move(slave)));
}

PtyPort::PtyPort(std::unique_ptr<SerialSession::Use> use, std::string path, Descriptor master,
                 Descriptor slave)
    : use_(std::move(use)), path_(std::move(path)), master_(std::move(master)), slave_(std::move(slave)) {
  use_->set_receiver([this](ByteView bytes) {
    outbox_.insert(outbox_.end(), bytes.begin(), bytes.end());
    flush();
  });
}

PtyPort::~PtyPort() {
  use_->set_receiver({});
}

void PtyPort::poll() {
  std::array<std::uint8_t, 4096> room;
  for (;;) {
    const ssize_t size = ::read(master_.number(), room.data(), room.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    use_->write(ByteView(room).first(static_cast<std::size_t>(size)));
  }
  flush();
}

void PtyPort::flush() {
  while (!outbox_.empty()) {
    const ssize_t size = ::write(master_.number(), outbox_.data(), outbox_.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    outbox_.erase(outbox_.begin(), outbox_.begin() + size);
  }
  if (outbox_.size() > kMostWaiting)
    outbox_.erase(outbox_.begin(), outbox_.end() - static_cast<std::ptrdiff_t>(kMostWaiting));
}

}  // namespace tlscam
