// The questions of a program to its simulator. The input is a list of {size in 2 bytes, a question of that
// size}; between two questions time passes. A program must never reach a socket that is not its own, and all
// of its sockets must be closed at its end.
#include <cstdlib>
#include <set>

#include "sim/base/cursor.h"
#include "sim/workstation/program_link.h"

namespace {

using namespace tlscam;

/// A network of which every handle that it gives is readable, and that aborts when it is asked for another.
class OpenNetwork : public ProgramNetwork {
 public:
  unsigned state(int handle) const override { return check(handle), kReadable | kWritable | kConnected; }
  std::optional<Ipv4Address> lookup(std::string_view name) const override {
    return name.size() % 2 == 0 ? std::optional(Ipv4Address{{192, 168, 1, 50}}) : std::nullopt;
  }
  int connect(SocketAddress) override { return open(); }
  int listen(std::uint16_t port) override { return port == 0 ? 0 : open(); }
  int accept(int listener) override { return check(listener), open(); }
  SocketFailure failure(int handle) const override { return check(handle), SocketFailure::reset; }
  SocketAddress peer(int handle) const override { return check(handle), SocketAddress{}; }
  Bytes receive(int handle, std::size_t limit) override { return check(handle), Bytes(limit / 2); }
  std::size_t send(int handle, ByteView bytes) override { return check(handle), bytes.size(); }
  void finish(int handle) override { check(handle); }
  int open_udp(std::uint16_t) override { return open(); }
  std::uint16_t udp_port(int handle) const override { return check(handle), 49152; }
  bool send_to(int handle, SocketAddress, ByteView) override { return check(handle), true; }
  std::optional<std::pair<SocketAddress, Bytes>> receive_from(int handle) override {
    return check(handle), std::pair(SocketAddress{}, Bytes(3));
  }
  void close(int handle) override {
    check(handle);
    open_.erase(handle);
  }
  void set_listener(std::function<void()>) override {}

  bool all_closed() const { return open_.empty(); }

 private:
  int open() {
    open_.insert(++last_);
    return last_;
  }
  void check(int handle) const {
    if (!open_.contains(handle)) std::abort();
  }

  std::set<int> open_;
  int last_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  EventQueue events{Instant{}};
  OpenNetwork network;
  {
    ProgramLink link(&network, events, [](ByteView packet) {
      if (packet.size() < 12) std::abort();
    });
    Cursor input(ByteView(data, size));
    while (!input.at_end()) {
      const std::size_t length = input.u16be();
      link.receive(input.take(std::min(length, input.remaining())));
      link.look();
      events.step(events.now() + std::chrono::seconds(1));
    }
  }
  if (!network.all_closed()) std::abort();
  return 0;
}
