#include <algorithm>

#include "sim/lesson/condition_kinds.h"
#include "sim/words/check.h"

// {"cost": CAMERA, "port": PORT, "least_of": [PORT, ...]} compares what handshakes make a camera compute.

namespace tlscam {
namespace {

using State = ConversationEvidence::State;

constexpr unsigned kMostPort = 65535;
constexpr std::size_t kFewestPorts = 2;
constexpr std::uint64_t kMillion = 1'000'000;

class CostIs : public Condition {
 public:
  CostIs(std::string camera, unsigned port, std::vector<unsigned> ports, bool least)
      : camera_(std::move(camera)), port_(port), ports_(std::move(ports)), least_(least) {}

  Verdict judge(const Evidence& evidence) const override {
    const auto all = evidence.conversations();
    std::vector<std::uint64_t> costs;
    costs.reserve(ports_.size());
    for (const unsigned port : ports_) {
      const auto cost = newest_cost(all, port);
      if (!cost) return {false, words<"check.cost_unknown">({.camera = camera_, .port = port})};
      costs.push_back(*cost);
    }
    const auto found =
        least_ ? std::min_element(costs.begin(), costs.end()) : std::max_element(costs.begin(), costs.end());
    const unsigned port = ports_[static_cast<std::size_t>(found - costs.begin())];
    if (port == port_) return {true, {}};
    const std::uint64_t millions = *found / kMillion;
    if (least_)
      return {false,
              words<"check.cost_least_other">({.camera = camera_, .port = port, .millions = millions})};
    return {false, words<"check.cost_most_other">({.camera = camera_, .port = port, .millions = millions})};
  }

  std::string label() const override {
    return least_ ? words<"check.cost_least">({.port = port_, .camera = camera_})
                  : words<"check.cost_most">({.port = port_, .camera = camera_});
  }

  void add_cameras(std::vector<std::string>& names) const override { names.push_back(camera_); }

 private:
  std::optional<std::uint64_t> newest_cost(const std::vector<ConversationEvidence>& all,
                                           unsigned port) const {
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
      if (it->port != port || it->state != State::established) continue;
      if (it->client == camera_) return it->client_instructions;
      if (it->server == camera_) return it->server_instructions;
    }
    return std::nullopt;
  }

  std::string camera_;
  unsigned port_;
  std::vector<unsigned> ports_;
  bool least_;
};

constexpr ConditionKey kKeys[] = {{"cost", true}, {"port", true}, {"least_of"}, {"most_of"}};

ConditionResult read_cost(const ConditionJson& json) {
  if (json.has("least_of") == json.has("most_of"))
    return fail("a condition on a cost has one of least_of, most_of");
  const bool least = json.has("least_of");
  const nlohmann::json& list = json.at(least ? "least_of" : "most_of");
  const auto is_port = [](const nlohmann::json& port) {
    return port.is_number_unsigned() && port.get<std::uint64_t>() <= kMostPort;
  };
  if (!list.is_array() || list.size() < kFewestPorts || !std::ranges::all_of(list, is_port))
    return fail("\"{}\" is a list of two ports or more, such as [8441, 8442]",
                least ? "least_of" : "most_of");
  std::string camera;
  std::optional<unsigned> port;
  Result<void> read = json.read("cost", camera);
  if (read) read = json.read("port", port, kMostPort);
  if (!read) return tl::unexpected(read.error());
  auto ports = list.get<std::vector<unsigned>>();
  if (std::ranges::find(ports, *port) == ports.end())
    return fail("\"port\" {} is one of those that it is compared with", *port);
  return std::make_unique<CostIs>(std::move(camera), *port, std::move(ports), least);
}

}  // namespace

const ConditionKind kCostKind{"cost", kKeys, read_cost};

}  // namespace tlscam
