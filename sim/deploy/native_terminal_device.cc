#include "sim/deploy/native_terminal_device.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "sim/deploy/known_boards.h"
#include "sim/deploy/native_port_trouble.h"

namespace tlscam {
namespace {

static_assert(kReplRate == 115200, "make_raw() sets this rate");

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

// False, with errno set, when it is not a terminal.
bool make_raw(int device) {
  termios settings{};
  if (::tcgetattr(device, &settings) != 0) return false;
  ::cfmakeraw(&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  ::cfsetspeed(&settings, B115200);
  return ::tcsetattr(device, TCSANOW, &settings) == 0;
}

bool is_pty(int device) {
  // Documentation/admin-guide/devices.txt of Linux: the slaves of ptys have the majors from here.
  constexpr unsigned kFirst = 136, kLast = 143;
  struct stat status {};
  return ::fstat(device, &status) == 0 && major(status.st_rdev) >= kFirst && major(status.st_rdev) <= kLast;
}

// Two programs on one line take each other's bytes. The lock is the one that mpremote and pyserial look for;
// the exclusive mode also stops programs that do not look, on a real port. A pty would stay in it.
bool take_alone(int device) {
  if (::flock(device, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) return false;
  if (!is_pty(device)) (void)::ioctl(device, TIOCEXCL);
  return true;
}

}  // namespace

Result<std::unique_ptr<TerminalDevice>> TerminalDevice::open(const std::string& path, Instant now) {
  Descriptor device(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!device.is_open()) return fail("{}", explain_port_error(path, errno));
  if (::isatty(device.number()) == 0) return fail("{}", explain_port_error(path, errno));
  if (!take_alone(device.number())) return fail("{}", explain_port_error(path, EBUSY));
  if (!make_raw(device.number())) return fail("{}", explain_port_error(path, errno));
  // A USB serial port drops its output until DTR is set; a pty has no such line.
  const int ready = TIOCM_DTR;
  (void)::ioctl(device.number(), TIOCMBIS, &ready);
  return std::unique_ptr<TerminalDevice>(
      new TerminalDevice(std::make_unique<EventQueue>(now), path, std::move(device)));
}

TerminalDevice::TerminalDevice(std::unique_ptr<EventQueue> time, std::string path, Descriptor device)
    : Transport(*time), time_(std::move(time)), path_(std::move(path)), device_(std::move(device)) {}

void TerminalDevice::write(ByteView bytes) {
  if (closed()) return;
  outbox_.insert(outbox_.end(), bytes.begin(), bytes.end());
  flush();
}

void TerminalDevice::poll(Instant now) {
  flush();
  take();
  time_->run_until(std::max(now, time_->now()));
  flush();
}

void TerminalDevice::flush() {
  while (!outbox_.empty() && !closed()) {
    const ssize_t size = ::write(device_.number(), outbox_.data(), outbox_.size());
    if (size < 0 && would_block()) return;
    if (size < 0) return lose(std::strerror(errno));
    outbox_.erase(outbox_.begin(), outbox_.begin() + size);
  }
}

void TerminalDevice::take() {
  std::array<std::uint8_t, 4096> room;
  while (!closed()) {
    const ssize_t size = ::read(device_.number(), room.data(), room.size());
    if (size < 0 && would_block()) return;
    // The far end of a pty hangs up with EIO, a port that was pulled out with ENXIO or the end of file.
    if (size <= 0) return lose(size == 0 || errno == EIO ? "it was disconnected" : std::strerror(errno));
    deliver(ByteView(room).first(static_cast<std::size_t>(size)));
  }
}

void TerminalDevice::lose(const std::string& why) {
  outbox_.clear();
  device_.close();
  set_closed(fmt::format("{}: {}", path_, why));
}

}  // namespace tlscam
