#include "sim/service/attack/dtls_flooder.h"

#include "sim/base/writer.h"
#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/wire/arp.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"
#include "sim/wire/tls_handshake.h"
#include "sim/wire/udp.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

constexpr Duration kWaitForTarget = std::chrono::milliseconds(500);
constexpr std::uint16_t kFirstForgedPort = 1024;
constexpr std::uint16_t kSuites[] = {0xc02b, 0xc02c};  // ECDHE-ECDSA with AES-GCM (RFC 5289)

// Addresses for documentation (RFC 5737), so that nobody's are meant.
Ipv4Address forged_address(Random& random) {
  return {{198, 51, 100, static_cast<std::uint8_t>(1 + random.next() % 254)}};
}

bool is_forged(Ipv4Address address) {
  return address.octets[0] == 198 && address.octets[1] == 51 && address.octets[2] == 100;
}

void put_extension(Writer& out, std::uint16_t type, ByteView content) {
  out.u16be(type).u16be(static_cast<std::uint16_t>(content.size())).bytes(content);
}

Bytes hello_body(Random& random) {
  Writer body;
  body.u16be(kDtls12);
  for (int i = 0; i < 4; ++i) body.u64be(random.next());
  body.u8(0).u8(0);  // no session, no cookie
  body.u16be(static_cast<std::uint16_t>(sizeof kSuites));
  for (const std::uint16_t suite : kSuites) body.u16be(suite);
  body.u8(1).u8(0);  // no compression
  Writer extensions;
  put_extension(extensions, kTlsExtensionSupportedGroups, Bytes{0, 2, 0, 23});     // secp256r1
  put_extension(extensions, 11, Bytes{1, 0});                                      // uncompressed points
  put_extension(extensions, kTlsExtensionSignatureAlgorithms, Bytes{0, 2, 4, 3});  // ECDSA with SHA-256
  body.u16be(static_cast<std::uint16_t>(extensions.size())).bytes(extensions.view());
  return body.take();
}

void put_u24(Writer& out, std::size_t value) {
  out.u8(static_cast<std::uint8_t>(value >> 16)).u16be(static_cast<std::uint16_t>(value));
}

}  // namespace

Bytes dtls_client_hello(Random& random) {
  const Bytes body = hello_body(random);
  Writer message;
  message.u8(static_cast<std::uint8_t>(TlsHandshakeType::client_hello));
  put_u24(message, body.size());
  message.u16be(0);  // message_seq
  put_u24(message, 0);
  put_u24(message, body.size());
  message.bytes(body);
  Writer record;
  record.u8(static_cast<std::uint8_t>(TlsContentType::handshake)).u16be(kDtls12);
  record.u16be(0).u16be(0).u32be(0);  // epoch and sequence number
  record.u16be(static_cast<std::uint16_t>(message.size())).bytes(message.view());
  return record.take();
}

DtlsFlooder::DtlsFlooder(EventQueue& events, std::uint64_t seed, Router router, Wishes wishes)
    : Attacker(events), random_(seed), router_(router), wishes_(wishes) {}

void DtlsFlooder::started() {
  ++round_;
  ends_ = events().now() + wishes_.lasts;
  // Not at once: its box may not stand in its place yet.
  events().after(Duration::zero(), [weak = weak_from_this(), round = round_] {
    const auto self = weak.lock();
    if (self && self->round_ == round) self->target_mac_ ? self->send_next() : self->ask_for_target();
  });
}

void DtlsFlooder::ask_for_target() {
  if (!active() || events().now() >= ends_) return set_active(false);
  const Bytes question =
      emit_arp({ArpOperation::request, router_.mac, router_.address, MacAddress{}, wishes_.target});
  pass_(emit_ethernet({kBroadcastMac, router_.mac, kEtherTypeArp, question}), Direction::from_node);
  events().after(kWaitForTarget, [weak = weak_from_this(), round = round_] {
    const auto self = weak.lock();
    if (self && self->round_ == round && !self->target_mac_) self->ask_for_target();
  });
}

void DtlsFlooder::send_next() {
  if (!active() || events().now() >= ends_) return set_active(false);
  const Bytes hello = dtls_client_hello(random_);
  const Ipv4Address from = forged_address(random_);
  const auto port = static_cast<std::uint16_t>(kFirstForgedPort + random_.next() % 60'000);
  const Bytes segment = emit_udp({from, port, wishes_.target, wishes_.port, hello});
  const Bytes packet = emit_ipv4_packet(
      {.source = from, .destination = wishes_.target, .protocol = kProtocolUdp, .payload = segment});
  ++meter_.sent;
  meter_.sent_bytes += packet.size();
  pass_(emit_ethernet({*target_mac_, router_.mac, kEtherTypeIpv4, packet}), Direction::from_node);
  const Duration pause = Duration(std::chrono::seconds(1)) / std::max(wishes_.each_second, 1u);
  events().after(pause, [weak = weak_from_this(), round = round_] {
    const auto self = weak.lock();
    if (self && self->round_ == round) self->send_next();
  });
}

void DtlsFlooder::see(ByteView bytes, Direction direction) {
  pass_(bytes, direction);
  if (direction == Direction::to_node) measure(bytes);
}

void DtlsFlooder::measure(ByteView bytes) {
  const auto frame = parse_ethernet(bytes);
  if (!frame) return;
  if (frame->type == kEtherTypeArp) {
    const auto answer = parse_arp(frame->payload);
    if (!answer || answer->sender_address != wishes_.target || target_mac_) return;
    target_mac_ = answer->sender_mac;
    if (active()) send_next();
    return;
  }
  const auto packet = frame->type == kEtherTypeIpv4 ? parse_ipv4_packet(frame->payload) : fail("");
  if (!packet || packet->source != wishes_.target || !is_forged(packet->destination)) return;
  const std::size_t size =
      static_cast<std::size_t>(packet->payload.data() - frame->payload.data()) + packet->payload.size();
  ++meter_.answers;
  meter_.answer_bytes += size;
  Learned news;
  news.kind = LearnedKind::size;
  news.from = {wishes_.target, wishes_.port};
  news.size = size;
  news.about = "DTLS";
  learn(std::move(news));
}

namespace {

class DtlsFlooderService : public Service {
 public:
  explicit DtlsFlooderService(std::shared_ptr<DtlsFlooder> box) : box_(std::move(box)) {}
  std::shared_ptr<Middlebox> middlebox() override { return box_; }
  Attacker* attacker() override { return box_.get(); }
  std::vector<ServiceFact> facts() const override {
    const DtlsFlooder::Meter& meter = box_->meter();
    std::vector<ServiceFact> facts{
        {words<"attacker.hellos_sent">(), fmt::format("{} ({} bytes)", meter.sent, meter.sent_bytes)},
        {words<"attacker.answers_to_victims">(),
         fmt::format("{} ({} bytes)", meter.answers, meter.answer_bytes)}};
    if (meter.sent_bytes > 0)
      facts.push_back({words<"attacker.bytes_for_a_byte">(),
                       fmt::format("{:.2f}", static_cast<double>(meter.answer_bytes) /
                                                 static_cast<double>(meter.sent_bytes))});
    return facts;
  }

  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings) {
    if (place.host != "gateway")
      return fail("target: it forges addresses beyond the router, so its \"link\" is \"gateway\"");
    DtlsFlooder::Wishes wishes;
    wishes.target = setting<Ipv4Address>(settings, "target");
    wishes.port = setting(settings, "port", wishes.port);
    wishes.each_second = setting(settings, "each_second", wishes.each_second);
    wishes.lasts = setting(settings, "lasts", wishes.lasts);
    if (wishes.each_second < 1 || wishes.each_second > 1000)
      return fail("each_second: 1 to 1000, not {}", wishes.each_second);
    if (wishes.lasts <= Duration::zero()) return fail("lasts: longer than nothing");
    Gateway& gateway = place.gateway;
    return std::make_unique<DtlsFlooderService>(std::make_shared<DtlsFlooder>(
        gateway.events(), place.seed, DtlsFlooder::Router{gateway.config().mac, gateway.config().address},
        wishes));
  }

 private:
  std::shared_ptr<DtlsFlooder> box_;
};

}  // namespace

ServiceForm dtls_flooder() {
  ServiceForm form;
  form.key = "dtls_flooder";
  form.title = words<"attacker.flooder">();
  form.does = words<"attacker.flooder_does">();
  form.runs = ServiceForm::Runs::way;
  form.attacks = true;
  form.settings = {{"target", SettingType::address, "The address of the server.", true},
                   {"port", SettingType::port, "5684 without it."},
                   {"each_second", SettingType::number, "How many ClientHellos, 1 to 1000; 20 without it."},
                   {"lasts", SettingType::duration, "How long, from its start; 10s without it."}};
  form.start = DtlsFlooderService::start;
  return form;
}

}  // namespace tlscam
