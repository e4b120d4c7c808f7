#include "sim/net/middlebox.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/attack/forged_answer.h"
#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/wire/dns.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

using Names = std::map<std::string, Ipv4Address>;
constexpr std::uint32_t kSecondsToLive = 60;

// Hears who asks DNS for which name, and answers itself for some, in the name of the server. The question
// does not reach the server, as an answer that comes later would not count any more.
class DnsSpoofer : public Middlebox, public Attacker {
 public:
  DnsSpoofer(EventQueue& events, const Names& names) : Attacker(events) {
    for (const auto& [name, address] : names) names_[normal_dns_name(name)] = address;
  }

  void placed(EventQueue&, Pass pass) override { pass_ = std::move(pass); }

  void see(ByteView frame, Direction direction) override {
    const auto datagram = active() ? datagram_in(frame) : std::nullopt;
    const auto question =
        datagram && datagram->destination_port == kDnsPort ? parse_dns(datagram->payload) : fail("");
    if (!question || question->is_response) return pass_(frame, direction);
    const std::string& name = question->question.name;
    tell(LearnedKind::name, *datagram, name);
    const auto known = names_.find(normal_dns_name(name));
    const auto answer = known == names_.end() ? Bytes() : answer_to(*question, known->second);
    if (answer.empty()) return pass_(frame, direction);
    ++answered_;
    tell(LearnedKind::changed, *datagram, name + " = " + to_text(known->second));
    const Bytes forged = forge_answer(frame, answer);
    const Direction back = direction == Direction::from_node ? Direction::to_node : Direction::from_node;
    pass_(forged, back);
  }

  std::uint64_t answered() const { return answered_; }

 private:
  static Bytes answer_to(const DnsMessage& question, Ipv4Address address) {
    if (question.question.type != kDnsTypeA) return {};
    DnsMessage answer = question;
    answer.is_response = true;
    answer.recursion_available = true;
    answer.answers = {{.name = question.question.name,
                       .seconds_to_live = kSecondsToLive,
                       .data = Bytes(address.octets.begin(), address.octets.end())}};
    return emit_dns(answer).value_or(Bytes());
  }

  void tell(LearnedKind kind, const UdpDatagram& datagram, std::string_view text) {
    Learned news;
    news.kind = kind;
    news.from = {datagram.source, datagram.source_port};
    news.to = {datagram.destination, datagram.destination_port};
    if (kind == LearnedKind::changed) std::swap(news.from, news.to);
    const ByteView bytes = as_bytes(text);
    news.bytes.assign(bytes.begin(), bytes.end());
    news.about = "DNS";
    learn(std::move(news));
  }

  Pass pass_;
  Names names_;
  std::uint64_t answered_ = 0;
};

class DnsSpooferService : public Service {
 public:
  explicit DnsSpooferService(std::shared_ptr<DnsSpoofer> box) : box_(std::move(box)) {}
  std::shared_ptr<Middlebox> middlebox() override { return box_; }
  Attacker* attacker() override { return box_.get(); }
  std::vector<ServiceFact> facts() const override {
    return {{words<"attacker.answers_forged">(), std::to_string(box_->answered())}};
  }

 private:
  std::shared_ptr<DnsSpoofer> box_;
};

}  // namespace

ServiceForm dns_spoofer() {
  ServiceForm form;
  form.key = "dns_spoofer";
  form.title = words<"attacker.dns_spoofer">();
  form.does = words<"attacker.dns_spoofer_does">();
  form.runs = ServiceForm::Runs::way;
  form.attacks = true;
  form.settings = {{"names", SettingType::name_map, "The names that it lies about, and what it says.", true}};
  form.start = [](const ServicePlace& place, const Settings& settings) -> Result<std::unique_ptr<Service>> {
    return std::make_unique<DnsSpooferService>(
        std::make_shared<DnsSpoofer>(place.gateway.events(), setting<Names>(settings, "names")));
  };
  return form;
}

}  // namespace tlscam
