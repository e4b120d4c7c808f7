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
  for (const Part& one : parts_) one.part->close();
}

Result<std::uint16_t> Bridge::expose(const LoopbackEndpoint& real, CameraAddress camera, std::uint16_t port,
                                     SceneProtocol protocol) {
  if (auto checked = check_loopback(real); !checked) return tl::unexpected(checked.error());
  const auto keep = [&](std::shared_ptr<BridgePart> part, Result<std::uint16_t> opened) {
    if (opened) parts_.push_back({std::move(part), {real.address, *opened}, protocol});
    return opened;
  };
  if (protocol == SceneProtocol::udp) {
    auto part = std::make_shared<UdpExpose>(io_, stack_, own_, std::move(camera), port, on_problem_);
    return keep(part, part->open(real));
  }
  auto part = std::make_shared<TcpExpose>(io_, stack_, own_, std::move(camera), port, on_problem_);
  return keep(part, part->listen(real));
}

bool Bridge::is_busy() const {
  return std::ranges::any_of(parts_, [](const Part& one) { return one.part->is_busy(); });
}

Result<void> Bridge::reach(const std::string& name, Ipv4Address local, const LoopbackEndpoint& real) {
  if (auto checked = check_loopback(real); !checked) return checked;
  if (!stack_.has(local))
    if (auto added = stack_.add_address(name, local); !added) return added;
  auto tcp = std::make_shared<TcpReach>(io_, stack_, local, real, on_problem_);
  if (auto listening = tcp->listen(); !listening) return listening;
  parts_.push_back({tcp, real, SceneProtocol::tcp, local});
  auto udp = std::make_shared<UdpReach>(io_, stack_, local, real, on_problem_);
  if (auto opened = udp->open(); !opened) {
    leave(local);
    return opened;
  }
  parts_.push_back({udp, real, SceneProtocol::udp, local});
  return {};
}

void Bridge::hide(const LoopbackEndpoint& real, SceneProtocol protocol) {
  close_if([&](const Part& one) { return !one.local && one.real == real && one.protocol == protocol; });
}

void Bridge::leave(Ipv4Address local) {
  close_if([&](const Part& one) { return one.local == local; });
}

void Bridge::close_if(const std::function<bool(const Part&)>& is_it) {
  std::erase_if(parts_, [&](const Part& one) {
    if (!is_it(one)) return false;
    one.part->close();
    return true;
  });
}

}  // namespace tlscam
