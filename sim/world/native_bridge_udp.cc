#include "sim/world/native_bridge_udp.h"

namespace tlscam {

using Udp = asio::ip::udp;

Result<std::uint16_t> UdpExpose::open(const LoopbackEndpoint& real) {
  std::error_code error;
  const Udp::endpoint endpoint(to_asio(real.address), real.port);
  real_.open(endpoint.protocol(), error);
  if (!error) real_.bind(endpoint, error);
  if (error == asio::error::address_in_use)
    return fail("port {}/udp is in use by another program; choose another or end that one", to_text(real));
  if (error) return fail("cannot open {}/udp: {}", to_text(real), error.message());
  real_.non_blocking(true, error);
  receive();
  return real_.local_endpoint(error).port();
}

void UdpExpose::receive() {
  real_.async_receive_from(asio::buffer(buffer_), peer_,
                           [self = shared_from_this()](std::error_code error, std::size_t size) {
                             if (!self->real_.is_open()) return;
                             // An error reports an earlier datagram that nobody took; the port lives on.
                             if (!error) self->pass_on(self->peer_, ByteView(self->buffer_).first(size));
                             self->receive();
                           });
}

void UdpExpose::pass_on(const Peer& from, ByteView payload) {
  const auto camera = camera_();
  if (!camera) return on_problem_("the camera has no address yet; the datagram was lost");
  const Instant now = stack_.events().now();
  std::erase_if(flows_, [&](const auto& flow) { return now - flow.second.last_used > kUdpFlowIdle; });

  Flow& flow = flows_[from];
  flow.last_used = now;
  if (!flow.simulated) {
    auto opened = stack_.open_udp(
        own_, 0, [weak = weak_from_this(), from](Ipv4Address, std::uint16_t, ByteView answer) {
          const auto self = weak.lock();
          if (!self) return;
          if (const auto found = self->flows_.find(from); found != self->flows_.end())
            found->second.last_used = self->stack_.events().now();
          std::error_code ignored;  // a datagram that finds nobody is lost
          self->real_.send_to(asio::buffer(answer.data(), answer.size()), from, 0, ignored);
        });
    if (!opened) return on_problem_(opened.error().text);
    flow.simulated = *opened;
  }
  if (auto sent = flow.simulated->send(*camera, port_, payload); !sent) on_problem_(sent.error().text);
}

void UdpExpose::close() {
  std::error_code ignored;
  real_.close(ignored);
  flows_.clear();
}

Result<void> UdpReach::open() {
  auto opened =
      stack_.open_udp(local_, server_.port,
                      [weak = weak_from_this()](Ipv4Address from, std::uint16_t port, ByteView payload) {
                        if (const auto self = weak.lock()) self->pass_on({from, port}, payload);
                      });
  if (!opened) return tl::unexpected(opened.error());
  simulated_ = *opened;
  return {};
}

void UdpReach::pass_on(const Peer& from, ByteView payload) {
  const Instant now = stack_.events().now();
  std::erase_if(flows_, [&](const auto& entry) {
    if (now - entry.second->last_used <= kUdpFlowIdle) return false;
    std::error_code ignored;
    entry.second->real.close(ignored);
    return true;
  });

  std::error_code error;
  auto& flow = flows_[from];
  if (!flow) {
    flow = std::make_shared<Flow>(io_);
    flow->real.connect({to_asio(server_.address), server_.port}, error);  // opens it too
    if (error) {
      on_problem_(fmt::format("{}/udp cannot be reached: {}", to_text(server_), error.message()));
      flows_.erase(from);
      return;
    }
    flow->real.non_blocking(true, error);
    receive(from, flow);
  }
  flow->last_used = now;
  flow->real.send(asio::buffer(payload.data(), payload.size()), 0, error);
}

void UdpReach::receive(const Peer& peer, const std::shared_ptr<Flow>& flow) {
  flow->real.async_receive(asio::buffer(flow->buffer), [self = shared_from_this(), peer, flow](
                                                           std::error_code error, std::size_t size) {
    if (!flow->real.is_open()) return;
    if (error == asio::error::connection_refused)
      self->on_problem_(fmt::format("nothing listens on {}/udp", to_text(self->server_)));
    if (!error) {
      flow->last_used = self->stack_.events().now();
      auto sent = self->simulated_->send(peer.first, peer.second, ByteView(flow->buffer).first(size));
      if (!sent) self->on_problem_(sent.error().text);
    }
    self->receive(peer, flow);
  });
}

void UdpReach::close() {
  std::error_code ignored;
  for (const auto& [peer, flow] : flows_) flow->real.close(ignored);
  flows_.clear();
  simulated_->close();
}

}  // namespace tlscam
