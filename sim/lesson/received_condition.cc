#include "sim/lesson/condition_kinds.h"
#include "sim/words/check.h"

// {"received": TEXT, "service": ID} is about what clients have sent to a server of the world.

namespace tlscam {
namespace {

class ServiceReceived : public Condition {
 public:
  ServiceReceived(std::string service, std::string text)
      : service_(std::move(service)), text_(std::move(text)) {}

  Verdict judge(const Evidence& evidence) const override {
    const auto received = evidence.received(service_);
    if (!received) return {false, words<"check.no_service">({.service = service_})};
    if (received->find(text_) != std::string::npos) return {true, {}};
    return {false, words<"check.service_not_received">({.service = service_, .text = text_})};
  }

  std::string label() const override {
    return words<"check.service_received">({.service = service_, .text = text_});
  }

  void add_cameras(std::vector<std::string>&) const override {}

 private:
  std::string service_, text_;
};

constexpr ConditionKey kKeys[] = {{"received", true}, {"service", true}};

ConditionResult read_received(const ConditionJson& json) {
  std::string service, text;
  Result<void> read = json.read("service", service);
  if (read) read = json.read("received", text);
  if (!read) return tl::unexpected(read.error());
  return std::make_unique<ServiceReceived>(std::move(service), std::move(text));
}

}  // namespace

const ConditionKind kReceivedKind{"received", kKeys, read_received};

}  // namespace tlscam
