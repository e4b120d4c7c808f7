#include "sim/dissect/ladder/ladder.h"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/dissect/ladder/tcp_tracker.h"
#include "sim/dissect/ladder/udp_tracker.h"
#include "sim/stream/dtls_messages.h"
#include "sim/stream/flow.h"
#include "sim/stream/tls_role.h"
#include "sim/wire/dhcp.h"
#include "sim/wire/dns.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ip_packet.h"
#include "sim/wire/ntp.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kMdnsPort = 5353;  // RFC 6762
constexpr std::size_t kMostNodes = 4096;

bool is_service(std::uint16_t port) {
  return port == kDnsPort || port == kMdnsPort || port == kNtpPort || port == kDhcpServerPort ||
         port == kDhcpClientPort;
}

bool is_client_of(const Conversation& conversation, const FlowEnd& end) {
  return conversation.client.ip == end.address && conversation.client.port == end.port;
}

/// The two ends, the sender first.
struct FlowEnds {
  FlowEnd from;
  FlowEnd to;
};

template <typename Transport>
FlowEnds ends_of(const IpPacket& packet, const Transport& carried) {
  return {{packet.ends.source, carried.source_port}, {packet.ends.destination, carried.destination_port}};
}

}  // namespace

class Ladder::Impl {
 public:
  Impl(LadderLimits limits, MakeOpener make_opener) : limits_(limits), make_opener_(std::move(make_opener)) {}

  void see(const TapEvent& event) {
    const auto frame = parse_ethernet(event.frame);
    if (!frame) return;
    // A box has the addresses of other nodes in its frames.
    if (!event.by_box && is_flooded(event, *frame)) return;
    const auto packet = parse_ip_packet(frame->type, frame->payload);
    if (!packet || packet->is_fragment || frame->destination.is_group()) return;
    if (event.direction == Direction::from_node && is_duplicate(event)) return;
    if (packet->protocol == kProtocolTcp) see_tcp(event, *frame, *packet);
    if (packet->protocol == kProtocolUdp) see_udp(event, *frame, *packet);
  }

  const std::vector<Conversation>& conversations() const { return conversations_; }
  std::optional<std::uint32_t> conversation_of(ByteView frame) const {
    const auto flow = flow_of(frame);
    const auto found = flow ? flows_.find(*flow) : flows_.end();
    if (found == flows_.end()) return std::nullopt;
    return found->second;
  }
  std::uint64_t revision() const { return revision_; }
  std::uint64_t not_followed() const { return not_followed_; }

  void finish() {
    for (auto& [id, tracker] : tcp_) tracker.finish(conversation(id));
  }

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

  /// Learns where nodes are. Says whether the switch did not know an address and sends the frame everywhere.
  bool is_flooded(const TapEvent& event, const EthernetFrame& frame) {
    if (event.direction == Direction::from_node) {
      if (links_.size() >= kMostNodes) links_.clear();
      links_[frame.source] = event.link;
      return false;
    }
    const auto known = links_.find(frame.destination);
    return known != links_.end() && known->second != event.link;
  }

  /// A link that duplicates frames shows the copy at the same instant. The sender has not repeated it.
  bool is_duplicate(const TapEvent& event) {
    if (event.sent_at == last_sent_at_ && std::ranges::equal(event.frame, last_sent_)) return true;
    last_sent_at_ = event.sent_at;
    last_sent_.assign(event.frame.begin(), event.frame.end());
    return false;
  }

  /// Says whether another conversation is to be followed. If not, the one before it between the same ports
  /// has ended too.
  bool has_room(const Flow& flow) {
    if (!limits_.keep_first || conversations_.size() < limits_.conversations) return true;
    ++not_followed_;
    flows_.erase(flow);
    return false;
  }

  /// The client is the first of the ends.
  std::uint32_t begin(const FlowEnds& ends, std::uint8_t protocol, const std::string& client_link,
                      const std::string& server_link, Instant at) {
    const std::uint32_t id = end_id();
    flows_[Flow::between(protocol, ends.from, ends.to)] = id;
    Conversation made;
    made.id = id;
    made.client = {ipv4_of(ends.from.address), ends.from.address, ends.from.port, client_link};
    made.server = {ipv4_of(ends.to.address), ends.to.address, ends.to.port, server_link};
    made.started = at;
    conversations_.push_back(std::move(made));
    if (conversations_.size() > std::max<std::size_t>(limits_.conversations, 1)) drop_oldest();
    return id;
  }

  std::string link_of(const MacAddress& address) const {
    const auto known = links_.find(address);
    return known == links_.end() ? "" : known->second;
  }

  void drop_oldest() {
    const std::uint32_t id = conversations_.front().id;
    tcp_.erase(id);
    udp_.erase(id);
    std::erase_if(flows_, [&](const auto& entry) { return entry.second == id; });
    conversations_.erase(conversations_.begin());
  }

  /// A connection that was not known before, with its first segment.
  void begin_tcp(const TapEvent& event, const EthernetFrame& frame, const FlowEnds& ends,
                 const TcpSegment& segment) {
    const bool connects = segment.has(kTcpSyn);
    const bool accepts = connects && segment.has(kTcpAck);
    const bool from_client = connects ? !accepts : is_client(ends.from, ends.to, segment.payload, false);
    const FlowEnds client_first = from_client ? ends : FlowEnds{ends.to, ends.from};
    const std::string near = event.link;
    const std::string far = link_of(frame.destination);
    const std::uint32_t id =
        begin(client_first, kProtocolTcp, from_client ? near : far, from_client ? far : near, event.sent_at);
    const auto begins = connects ? TcpTracker::Begin::connect : TcpTracker::Begin::middle;
    if (!connects) conversation(id).state = ConversationState::joined;
    tcp_.emplace(id, TcpTracker(limits_, begins, make_opener_ ? make_opener_(false) : nullptr));
  }

  void see_tcp(const TapEvent& event, const EthernetFrame& frame, const IpPacket& packet) {
    const auto segment = parse_tcp(packet);
    if (!segment) return;
    const FlowEnds ends = ends_of(packet, *segment);
    const Flow flow = Flow::between(kProtocolTcp, ends.from, ends.to);
    const bool sent = event.direction == Direction::from_node;
    const bool request = sent && segment->has(kTcpSyn) && !segment->has(kTcpAck);
    const bool joins = sent && limits_.from_the_middle && !segment->has(kTcpRst) &&
                       (segment->has(kTcpSyn) || !segment->payload.empty());
    const std::uint32_t* known = find(flow);
    const bool another = known && request && tcp_.at(*known).is_another(*segment);
    if (another || (!known && (request || joins))) {
      if (!has_room(flow)) return;
      begin_tcp(event, frame, ends, *segment);
      known = find(flow);
    }
    if (!known) return;
    Conversation& found = conversation(*known);
    TcpTracker& tracker = tcp_.at(*known);
    const bool from_client = is_client_of(found, ends.from);
    if (sent) {
      note_sent(found, event, from_client);
      tracker.sent(found, *segment, event, from_client);
    } else {
      tracker.arrived(found, *segment, event, from_client);
    }
    changed(found);
  }

  void see_udp(const TapEvent& event, const EthernetFrame& frame, const IpPacket& packet) {
    const auto datagram = parse_udp(packet);
    if (!datagram || is_service(datagram->source_port) || is_service(datagram->destination_port)) return;
    const FlowEnds ends = ends_of(packet, *datagram);
    const Flow flow = Flow::between(kProtocolUdp, ends.from, ends.to);
    const bool sent = event.direction == Direction::from_node;
    const std::uint32_t* known = find(flow);
    if (sent && (!known || udp_.at(*known).begins_another(datagram->payload))) {
      if (!has_room(flow)) return;
      // The first datagram is not in the capture when DTLS begins with another message.
      const bool joins = limits_.from_the_middle && DtlsReader().read(datagram->payload) &&
                         !begins_with_client_hello(datagram->payload);
      const bool first_is_server = joins && !is_client(ends.from, ends.to, datagram->payload, true);
      const std::string near = event.link;
      const std::string far = link_of(frame.destination);
      const std::uint32_t id =
          begin(first_is_server ? FlowEnds{ends.to, ends.from} : ends, kProtocolUdp,
                first_is_server ? far : near, first_is_server ? near : far, event.sent_at);
      conversation(id).protocol = ConversationProtocol::udp;
      conversation(id).state = ConversationState::established;
      udp_.emplace(id, UdpTracker(limits_, make_opener_ ? make_opener_(true) : nullptr));
      known = find(flow);
    }
    if (!known) return;
    Conversation& found = conversation(*known);
    UdpTracker& tracker = udp_.at(*known);
    const bool from_client = is_client_of(found, ends.from);
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
  std::uint64_t not_followed_ = 0;
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
std::optional<std::uint32_t> Ladder::conversation_of(ByteView frame) const {
  return impl_->conversation_of(frame);
}
std::uint64_t Ladder::revision() const {
  return impl_->revision();
}
std::uint64_t Ladder::not_followed() const {
  return impl_->not_followed();
}
void Ladder::finish() {
  impl_->finish();
}
void Ladder::clear() {
  impl_->clear();
}

}  // namespace tlscam
