#include "sim/dissect/ladder/ladder.h"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/dissect/ladder/tcp_tracker.h"
#include "sim/dissect/ladder/udp_tracker.h"
#include "sim/stream/flow.h"
#include "sim/wire/dhcp.h"
#include "sim/wire/dns.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ntp.h"
#include "sim/wire/udp.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kMdnsPort = 5353;  // RFC 6762
constexpr std::size_t kMostNodes = 4096;

bool is_service(std::uint16_t port) {
  return port == kDnsPort || port == kMdnsPort || port == kNtpPort || port == kDhcpServerPort ||
         port == kDhcpClientPort;
}

bool is_client(const Conversation& conversation, Ipv4Address address, std::uint16_t port) {
  return conversation.client.address == address && conversation.client.port == port;
}

}  // namespace

class Ladder::Impl {
 public:
  Impl(LadderLimits limits, MakeOpener make_opener) : limits_(limits), make_opener_(std::move(make_opener)) {}

  void see(const TapEvent& event) {
    const auto frame = parse_ethernet(event.frame);
    if (!frame || frame->type != kEtherTypeIpv4) return;
    if (event.direction == Direction::from_node) {
      if (links_.size() >= kMostNodes) links_.clear();
      links_[frame->source] = event.link;
    } else if (const auto known = links_.find(frame->destination);
               known != links_.end() && known->second != event.link) {
      return;  // the switch did not know the address, and sends the frame everywhere
    }
    const auto packet = parse_ipv4_packet(frame->payload);
    if (!packet || packet->is_fragment() || frame->destination.is_group()) return;
    if (event.direction == Direction::from_node && is_duplicate(event)) return;
    if (packet->protocol == kProtocolTcp) see_tcp(event, *frame, *packet);
    if (packet->protocol == kProtocolUdp) see_udp(event, *frame, *packet);
  }

  const std::vector<Conversation>& conversations() const { return conversations_; }
  std::uint64_t revision() const { return revision_; }

  void clear() {
    next_id_ = end_id();
    conversations_.clear();
    flows_.clear();
    tcp_.clear();
    udp_.clear();
    ++revision_;
  }

 private:
  std::uint32_t end_id() const { return conversations_.empty() ? next_id_ : conversations_.back().id + 1; }
  Conversation& conversation(std::uint32_t id) { return conversations_[id - conversations_.front().id]; }

  std::uint32_t* find(const Flow& flow) {
    const auto found = flows_.find(flow);
    return found == flows_.end() ? nullptr : &found->second;
  }

  /// A link that duplicates frames shows the copy at the same instant. The sender has not repeated it.
  bool is_duplicate(const TapEvent& event) {
    if (event.sent_at == last_sent_at_ && std::ranges::equal(event.frame, last_sent_)) return true;
    last_sent_at_ = event.sent_at;
    last_sent_.assign(event.frame.begin(), event.frame.end());
    return false;
  }

  /// `first` is the segment or datagram that begins the conversation.
  template <typename Transport>
  std::uint32_t begin(const Flow& flow, const Transport& first, const EthernetFrame& frame,
                      const TapEvent& event) {
    const std::uint32_t id = end_id();
    flows_[flow] = id;
    const auto to = links_.find(frame.destination);
    Conversation made;
    made.id = id;
    made.client = {first.source, first.source_port, event.link};
    made.server = {first.destination, first.destination_port, to == links_.end() ? "" : to->second};
    made.started = event.sent_at;
    conversations_.push_back(std::move(made));
    if (conversations_.size() > std::max<std::size_t>(limits_.conversations, 1)) drop_oldest();
    return id;
  }

  void drop_oldest() {
    const std::uint32_t id = conversations_.front().id;
    tcp_.erase(id);
    udp_.erase(id);
    std::erase_if(flows_, [&](const auto& entry) { return entry.second == id; });
    conversations_.erase(conversations_.begin());
  }

  void see_tcp(const TapEvent& event, const EthernetFrame& frame, const Ipv4Packet& packet) {
    const auto segment = parse_tcp(packet);
    if (!segment) return;
    const Flow flow = Flow::between(kProtocolTcp, {segment->source, segment->source_port},
                                    {segment->destination, segment->destination_port});
    const bool sent = event.direction == Direction::from_node;
    const bool request = sent && segment->has(kTcpSyn) && !segment->has(kTcpAck);
    const std::uint32_t* known = find(flow);
    const bool another = known && request && tcp_.at(*known).is_another(*segment);
    if (request && (!known || another)) {
      tcp_.emplace(begin(flow, *segment, frame, event),
                   TcpTracker(limits_, make_opener_ ? make_opener_(false) : nullptr));
      known = find(flow);
    }
    if (!known) return;
    Conversation& found = conversation(*known);
    TcpTracker& tracker = tcp_.at(*known);
    const bool from_client = is_client(found, segment->source, segment->source_port);
    if (sent) {
      note_sent(found, event, from_client);
      tracker.sent(found, *segment, event, from_client);
    } else {
      tracker.arrived(found, *segment, event, from_client);
    }
    changed(found);
  }

  void see_udp(const TapEvent& event, const EthernetFrame& frame, const Ipv4Packet& packet) {
    const auto datagram = parse_udp(packet);
    if (!datagram || is_service(datagram->source_port) || is_service(datagram->destination_port)) return;
    const Flow flow = Flow::between(kProtocolUdp, {datagram->source, datagram->source_port},
                                    {datagram->destination, datagram->destination_port});
    const bool sent = event.direction == Direction::from_node;
    const std::uint32_t* known = find(flow);
    if (sent && (!known || udp_.at(*known).begins_another(datagram->payload))) {
      const std::uint32_t id = begin(flow, *datagram, frame, event);
      conversation(id).protocol = ConversationProtocol::udp;
      conversation(id).state = ConversationState::established;
      udp_.emplace(id, UdpTracker(limits_, make_opener_ ? make_opener_(true) : nullptr));
      known = find(flow);
    }
    if (!known) return;
    Conversation& found = conversation(*known);
    UdpTracker& tracker = udp_.at(*known);
    const bool from_client = is_client(found, datagram->source, datagram->source_port);
    if (sent) {
      note_sent(found, event, from_client);
      tracker.sent(found, datagram->payload, packet.identification, event, from_client);
    } else {
      tracker.arrived(found, datagram->payload, packet.identification, event, from_client);
    }
    changed(found);
  }

  void note_sent(Conversation& found, const TapEvent& event, bool from_client) {
    found.changed = event.sent_at;
    (from_client ? found.client : found.server).link = event.link;
  }

  void changed(Conversation& found) { found.revision = ++revision_; }

  LadderLimits limits_;
  MakeOpener make_opener_;
  std::vector<Conversation> conversations_;  ///< ids count up by one
  std::uint32_t next_id_ = 0;                ///< the first conversation's, while there is none
  std::uint64_t revision_ = 0;
  std::map<Flow, std::uint32_t> flows_;      ///< to the newest conversation between two ports
  std::map<std::uint32_t, TcpTracker> tcp_;  ///< by the id of the conversation
  std::map<std::uint32_t, UdpTracker> udp_;
  std::map<MacAddress, std::string> links_;  ///< where each node was seen last
  Bytes last_sent_;
  Instant last_sent_at_ = kNever;
};

Ladder::Ladder(LadderLimits limits, MakeOpener make_opener)
    : impl_(std::make_unique<Impl>(limits, std::move(make_opener))) {}
Ladder::~Ladder() = default;
Ladder::Ladder(Ladder&&) noexcept = default;
Ladder& Ladder::operator=(Ladder&&) noexcept = default;

void Ladder::see(const TapEvent& event) {
  impl_->see(event);
}
const std::vector<Conversation>& Ladder::conversations() const {
  return impl_->conversations();
}
std::uint64_t Ladder::revision() const {
  return impl_->revision();
}
void Ladder::clear() {
  impl_->clear();
}

}  // namespace tlscam
