#include "sim/service/attack/man_in_the_middle.h"

#include <algorithm>
#include <utility>

#include "sim/service/host_name.h"
#include "sim/wire/ip_packet.h"

namespace tlscam {

ManInTheMiddle::ManInTheMiddle(Switch& network, std::uint64_t seed, std::shared_ptr<TlsEndpoint> as_client,
                               Wishes wishes)
    : Attacker(network.events()),
      network_(network),
      seed_(seed),
      as_client_(std::move(as_client)),
      wishes_(std::move(wishes)) {}

ManInTheMiddle::~ManInTheMiddle() {
  ending_ = true;  // nobody hears the last words of the stack
}

void ManInTheMiddle::stopped() {
  for (const auto& [way, taken] : std::exchange(taken_ways_, {}))
    if (taken.relay)
      taken.relay->reset();
    else if (taken.far)
      taken.far->reset();
}

void ManInTheMiddle::see(ByteView bytes, Direction direction) {
  if (!take(bytes, direction)) pass_(bytes, direction);
}

bool ManInTheMiddle::take(ByteView bytes, Direction direction) {
  const auto frame = parse_ethernet(bytes);
  if (!frame || frame->type != kEtherTypeIpv4 || frame->destination.is_group()) return false;
  const auto packet = parse_ipv4_packet(frame->payload);
  if (!packet || packet->is_fragment() || packet->protocol != kProtocolTcp) return false;
  const auto segment = parse_tcp(*packet);
  if (!segment) return false;
  const Way way{{segment->source, segment->source_port}, {segment->destination, segment->destination_port}};
  if (far_ways_.contains({way.second, way.first})) {
    deliver(segment->destination, frame->payload);
    return true;
  }
  const auto known = taken_ways_.find(way);
  const bool opens = segment->has(kTcpSyn) && !segment->has(kTcpAck);
  if (known != taken_ways_.end() && !(opens && known->second.state == Taken::State::over)) {
    // While the server has not answered, the client's SYN waits, and comes again.
    if (known->second.state != Taken::State::waiting) deliver(segment->destination, frame->payload);
    return true;
  }
  const bool wanted = std::ranges::find(wishes_.ports, segment->destination_port) != wishes_.ports.end();
  if (!active() || !opens || !wanted) return false;
  note(*frame, *packet, direction);
  Taken& taken = taken_ways_[way] = {};
  taken.request.assign(frame->payload.begin(), frame->payload.end());
  taken.opening = *segment;
  taken.opening.payload = {};
  events().after(Duration::zero(), [weak = weak_from_this(), way] {
    if (const auto self = weak.lock()) self->connect(way);
  });
  return true;
}

// Another stack may be in the middle of its work, so ours gets its packets by events.
void ManInTheMiddle::deliver(Ipv4Address to, ByteView packet) {
  events().after(Duration::zero(),
                 [weak = weak_from_this(), to, packet = Bytes(packet.begin(), packet.end())] {
                   if (const auto self = weak.lock()) self->stack().receive_packet(to, packet);
                 });
}

void ManInTheMiddle::note(const EthernetFrame& frame, const Ipv4Packet& packet, Direction direction) {
  macs_[packet.source] = frame.source;
  macs_[packet.destination] = frame.destination;
  comes_[packet.source] = direction;
  comes_[packet.destination] = direction == Direction::from_node ? Direction::to_node : Direction::from_node;
}

HostStack& ManInTheMiddle::stack() {
  if (!stack_) {
    HostStackConfig config;
    config.seed = seed_;
    stack_ = std::make_unique<HostStack>(network_, config);
  }
  return *stack_;
}

Result<void> ManInTheMiddle::impersonate(Ipv4Address address) {
  if (stack().has(address)) return {};
  return stack().add_routed_address(address, [this, address](ByteView packet) { send(address, packet); });
}

void ManInTheMiddle::connect(const Way& way) {
  const auto found = taken_ways_.find(way);
  if (found == taken_ways_.end()) return;
  Taken& taken = found->second;
  const Ipv4Address client = taken.opening.source, server = taken.opening.destination;
  const std::weak_ptr<ManInTheMiddle> weak = weak_from_this();
  TcpConnection::Handlers handlers;
  handlers.connected = [weak, way] {
    if (const auto self = weak.lock()) self->connected(way);
  };
  handlers.closed = [weak, way](TcpConnection::Ending ending) {
    const auto self = weak.lock();
    if (self && ending == TcpConnection::Ending::refused) self->refused(way);
    if (self) self->taken_ways_.erase(way);
  };
  const bool ready = impersonate(client) && impersonate(server);
  auto far = ready ? stack().connect_tcp(server, taken.opening.destination_port, std::move(handlers), client)
                   : fail("");
  if (!far) return void(taken_ways_.erase(way));
  taken.far = std::move(*far);
}

void ManInTheMiddle::end(const Way& way) {
  const auto found = taken_ways_.find(way);
  if (found == taken_ways_.end()) return;
  found->second.state = Taken::State::over;
  found->second.relay.reset();
  found->second.far.reset();
}

void ManInTheMiddle::refused(const Way& way) {
  const auto found = taken_ways_.find(way);
  if (found == taken_ways_.end()) return;
  const TcpSegment reset = make_reset(found->second.opening);
  const Bytes segment = emit_tcp(reset);
  emit(reset.source, reset.destination,
       emit_ipv4_packet({.source = reset.source,
                         .destination = reset.destination,
                         .protocol = kProtocolTcp,
                         .payload = segment}));
}

// The server has accepted, so the client may be accepted too.
void ManInTheMiddle::connected(const Way& way) {
  const auto found = taken_ways_.find(way);
  if (found == taken_ways_.end()) return;
  Taken& taken = found->second;
  const Ipv4Address server = taken.opening.destination;
  const std::uint16_t port = taken.opening.destination_port;
  Relay::Parts parts;
  const std::weak_ptr<ManInTheMiddle> weak = weak_from_this();
  parts.learn = [weak](Learned news) {
    if (const auto self = weak.lock()) self->learn(std::move(news));
  };
  parts.pretend_to_be = [weak, server](const std::string& name) -> Result<std::shared_ptr<TlsEndpoint>> {
    const auto self = weak.lock();
    return self ? self->pretend_to_be(name, server) : fail("it is gone");
  };
  parts.as_client = as_client_;
  parts.replace = wishes_.replace;
  parts.with = wishes_.with;
  // The last segments of both ends are still to come.
  parts.ended = [weak, way] {
    const auto self = weak.lock();
    if (self) self->end(way);
  };
  taken.state = Taken::State::open;
  taken.relay = std::make_shared<Relay>(way.first, way.second, std::move(parts));
  taken.relay->set_far(taken.far);
  if (listening_.emplace(server, port).second) {
    const auto accept = [weak, server, port](std::shared_ptr<TcpConnection> near) {
      const auto self = weak.lock();
      if (!self) return near->reset();
      const auto one =
          self->taken_ways_.find({{near->remote_address(), near->remote_port()}, {server, port}});
      if (one == self->taken_ways_.end() || !one->second.relay) return near->reset();
      ++self->taken_;
      one->second.relay->begin(std::move(near));
    };
    if (!stack().listen_tcp(server, port, accept)) return;
  }
  stack().receive_packet(server, std::exchange(taken.request, {}));
}

// A packet of the stack, which may be in the middle of its work: it goes on its way by an event.
void ManInTheMiddle::send(Ipv4Address from, ByteView packet) {
  const auto parsed = parse_ipv4_packet(packet);
  if (!parsed || ending_) return;
  const auto segment = parse_tcp(*parsed);
  if (segment && segment->has(kTcpSyn) && !segment->has(kTcpAck))
    far_ways_.insert(
        {{segment->source, segment->source_port}, {segment->destination, segment->destination_port}});
  emit(from, parsed->destination, Bytes(packet.begin(), packet.end()));
}

void ManInTheMiddle::emit(Ipv4Address from, Ipv4Address to, Bytes packet) {
  const Bytes frame = emit_ethernet({macs_[to], macs_[from], kEtherTypeIpv4, packet});
  events().after(Duration::zero(), [weak = weak_from_this(), frame, direction = comes_[from]] {
    const auto self = weak.lock();
    if (self && self->pass_) self->pass_(frame, direction);
  });
}

Result<void> ManInTheMiddle::prepare() {
  if (!wishes_.fresh_identity) return {};
  auto identity = wishes_.fresh_identity();
  if (!identity) return tl::unexpected(identity.error());
  wishes_.identity = std::move(*identity);
  pretended_.clear();
  return {};
}

Result<std::shared_ptr<TlsEndpoint>> ManInTheMiddle::pretend_to_be(const std::string& name,
                                                                   Ipv4Address server) {
  const std::string shown = is_host_name(name) ? name : to_text(server);
  if (const auto known = pretended_.find(shown); known != pretended_.end()) return known->second;
  TlsSettings settings;
  settings.identity = wishes_.identity;
  const std::uint64_t seed = Random::derive(seed_, shown);
  if (!settings.identity) {
    auto forged = TlsIdentity::forge(shown, seed, events().true_time());
    if (!forged) return tl::unexpected(forged.error());
    settings.identity = std::move(*forged);
  }
  auto endpoint = TlsEndpoint::create(events(), seed, std::move(settings));
  if (endpoint) pretended_[shown] = *endpoint;
  return endpoint;
}

}  // namespace tlscam
