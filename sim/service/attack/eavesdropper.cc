#include <algorithm>
#include <deque>
#include <map>

#include "sim/net/middlebox.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/attack/overheard.h"
#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/stream/tls_role.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ip_packet.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostConnections = 200;

// Passes every frame on as it is, and reads what stands in it.
class Eavesdropper : public Middlebox, public Attacker {
 public:
  explicit Eavesdropper(EventQueue& events) : Attacker(events) {}

  void placed(EventQueue&, Pass pass) override { pass_ = std::move(pass); }

  void see(ByteView bytes, Direction direction) override {
    pass_(bytes, direction);
    if (!active()) return;
    ++heard_;
    const auto frame = parse_ethernet(bytes);
    const auto packet = frame ? parse_ip_packet(frame->type, frame->payload) : fail("");
    if (!packet || packet->is_fragment || frame->destination.is_group()) return;
    if (const auto segment = parse_tcp(*packet); segment && packet->protocol == kProtocolTcp)
      hear_tcp(packet->ends, *segment);
    if (const auto datagram = parse_udp(*packet); datagram && packet->protocol == kProtocolUdp)
      overhear_datagram(*datagram, listener());
  }

  std::uint64_t heard() const { return heard_; }

 private:
  Listener listener() {
    return [this](Learned news) { learn(std::move(news)); };
  }

  void hear_tcp(const IpEnds& ends, const TcpSegment& segment) {
    const FlowEnd from{ends.source, segment.source_port};
    const FlowEnd to{ends.destination, segment.destination_port};
    const Flow flow = Flow::between(kProtocolTcp, from, to);
    auto known = connections_.find(flow);
    if (known == connections_.end() || known->second.connection.is_another(segment)) {
      const bool opens = segment.has(kTcpSyn);
      const bool by_client = opens ? !segment.has(kTcpAck) : is_client(from, to, segment.payload, false);
      if (!opens && segment.payload.empty()) return;
      known = begin(flow, by_client ? from : to, by_client ? to : from);
    }
    known->second.connection.hear(segment, from == known->second.client, events().now());
  }

  struct Heard {
    FlowEnd client;
    OverheardConnection connection;
  };

  std::map<Flow, Heard>::iterator begin(const Flow& flow, const FlowEnd& client, const FlowEnd& server) {
    connections_.erase(flow);
    std::erase(order_, flow);
    if (order_.size() == kMostConnections) {
      connections_.erase(order_.front());
      order_.pop_front();
    }
    order_.push_back(flow);
    return connections_.emplace(flow, Heard{client, OverheardConnection(client, server, listener())}).first;
  }

  // The middle of a connection is missing when it did not listen for a while.
  void stopped() override {
    connections_.clear();
    order_.clear();
  }

  Pass pass_;
  std::uint64_t heard_ = 0;
  std::map<Flow, Heard> connections_;
  std::deque<Flow> order_;  ///< the one that began first at the front
};

class EavesdropperService : public Service {
 public:
  explicit EavesdropperService(EventQueue& events) : box_(std::make_shared<Eavesdropper>(events)) {}
  std::shared_ptr<Middlebox> middlebox() override { return box_; }
  Attacker* attacker() override { return box_.get(); }
  std::vector<ServiceFact> facts() const override {
    return {{words<"attacker.frames_heard">(), std::to_string(box_->heard())}};
  }

 private:
  std::shared_ptr<Eavesdropper> box_;
};

}  // namespace

ServiceForm eavesdropper() {
  ServiceForm form;
  form.key = "eavesdropper";
  form.title = words<"attacker.eavesdropper">();
  form.does = words<"attacker.eavesdropper_does">();
  form.runs = ServiceForm::Runs::way;
  form.attacks = true;
  form.start = [](const ServicePlace& place, const Settings&) -> Result<std::unique_ptr<Service>> {
    return std::make_unique<EavesdropperService>(place.gateway.events());
  };
  return form;
}

}  // namespace tlscam
