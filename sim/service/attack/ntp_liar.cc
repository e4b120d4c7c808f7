#include "sim/net/middlebox.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/attack/forged_answer.h"
#include "sim/service/gateway.h"
#include "sim/service/ntp_server.h"
#include "sim/service/service_list.h"
#include "sim/wire/ntp.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

constexpr Duration kYear = std::chrono::hours(24 * 365);

// Answers whoever asks for the time, in the name of the server, with another time. NTP has nothing by which a
// client could notice (RFC 8915 would).
class NtpLiar : public Middlebox, public Attacker {
 public:
  NtpLiar(EventQueue& events, Duration offset) : Attacker(events) { server_.faults.wrong_time = offset; }

  void placed(EventQueue&, Pass pass) override { pass_ = std::move(pass); }

  void see(ByteView frame, Direction direction) override {
    const auto datagram = active() ? datagram_in(frame) : std::nullopt;
    const auto answer = datagram && datagram->destination_port == kNtpPort
                            ? server_.answer(datagram->payload, events().true_time())
                            : std::nullopt;
    if (!answer) return pass_(frame, direction);
    ++answered_;
    Learned news;
    news.kind = LearnedKind::changed;
    news.from = {datagram->destination, datagram->destination_port};
    news.to = {datagram->source, datagram->source_port};
    news.about = "NTP";
    const std::string said =
        to_text(std::chrono::floor<std::chrono::seconds>(events().true_time()) + server_.faults.wrong_time);
    const ByteView bytes = as_bytes(said);
    news.bytes.assign(bytes.begin(), bytes.end());
    learn(std::move(news));
    const Direction back = direction == Direction::from_node ? Direction::to_node : Direction::from_node;
    pass_(forge_answer(frame, *answer), back);
  }

  std::uint64_t answered() const { return answered_; }

 private:
  Pass pass_;
  NtpServer server_;
  std::uint64_t answered_ = 0;
};

class NtpLiarService : public Service {
 public:
  explicit NtpLiarService(std::shared_ptr<NtpLiar> box) : box_(std::move(box)) {}
  std::shared_ptr<Middlebox> middlebox() override { return box_; }
  Attacker* attacker() override { return box_.get(); }
  std::vector<ServiceFact> facts() const override {
    return {{words<"attacker.answers_forged">(), std::to_string(box_->answered())}};
  }

 private:
  std::shared_ptr<NtpLiar> box_;
};

}  // namespace

ServiceForm ntp_liar() {
  ServiceForm form;
  form.key = "ntp_liar";
  form.title = words<"attacker.ntp_liar">();
  form.does = words<"attacker.ntp_liar_does">();
  form.runs = ServiceForm::Runs::way;
  form.attacks = true;
  form.settings = {{"offset", SettingType::duration,
                    "Is added to the true time; may be negative. A year back without it."}};
  form.start = [](const ServicePlace& place, const Settings& settings) -> Result<std::unique_ptr<Service>> {
    return std::make_unique<NtpLiarService>(
        std::make_shared<NtpLiar>(place.gateway.events(), setting<Duration>(settings, "offset", -kYear)));
  };
  return form;
}

}  // namespace tlscam
