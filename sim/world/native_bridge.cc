#include "sim/world/native_bridge.h"

#include <algorithm>

#include "sim/world/native_bridge_tcp.h"
#include "sim/world/native_bridge_udp.h"

namespace tlscam {
namespace {

// Whatever led here: nothing of the simulation listens or connects elsewhere.
Result<void> check_loopback(const LoopbackEndpoint& real) {
  if (real.address.octets[0] == 127) return {};
  return fail("{} is not this computer's loopback; a bridge only uses 127.0.0.1", to_text(real));
}

}  // namespace

Bridge::Bridge(asio::io_context& io, HostStack& stack, Ipv4Address own, OnBridgeProblem on_problem)
    : io_(io), stack_(stack), own_(own), on_problem_(std::move(on_problem)) {
  if (!on_problem_) on_problem_ = [](const std::string&) {};
}

Bridge::~Bridge() {
  for (const auto& part : parts_) part->close();
}

Result<std::uint16_t> Bridge::expose(const LoopbackEndpoint& real, CameraAddress camera, std::uint16_t port,
                                     SceneProtocol protocol) {
  if (auto checked = check_loopback(real); !checked) return tl::unexpected(checked.error());
  if (protocol == SceneProtocol::udp) {
    auto part = std::make_shared<UdpExpose>(io_, stack_, own_, std::move(camera), port, on_problem_);
    parts_.push_back(part);
    return part->open(real);
  }
  auto part = std::make_shared<TcpExpose>(io_, stack_, own_, std::move(camera), port, on_problem_);
  parts_.push_back(part);
  return part->listen(real);
}

bool Bridge::is_busy() const {
  return std::ranges::any_of(parts_, [](const auto& part) { return part->is_busy(); });
}

Result<void> Bridge::reach(const std::string& name, Ipv4Address local, const LoopbackEndpoint& real) {
  if (auto checked = check_loopback(real); !checked) return checked;
  if (auto added = stack_.add_address(name, local); !added) return added;
  auto tcp = std::make_shared<TcpReach>(io_, stack_, local, real, on_problem_);
  if (auto listening = tcp->listen(); !listening) return listening;
  parts_.push_back(tcp);
  auto udp = std::make_shared<UdpReach>(io_, stack_, local, real, on_problem_);
  if (auto opened = udp->open(); !opened) return opened;
  parts_.push_back(udp);
  return {};
}

}  // namespace tlscam
