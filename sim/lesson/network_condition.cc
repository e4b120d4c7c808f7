#include <algorithm>

#include "sim/lesson/condition_kinds.h"
#include "sim/scene/scene_json_value.h"
#include "sim/words/check.h"

// {"service": ID, ...} is about what is wrong with a service, {"fault": "flip" or "lose", ...} about a frame
// or message that was changed or lost on purpose, {"link": NAME, ...} about a cable.

namespace tlscam {
namespace {

void add_node_of(const std::string& link, std::vector<std::string>& names) {
  constexpr std::string_view kRadio = ".wlan";
  const bool radio = link.ends_with(kRadio);
  if (!link.empty() && link != "gateway")
    names.push_back(radio ? link.substr(0, link.size() - kRadio.size()) : link);
}

class ServiceHas : public Condition {
 public:
  ServiceHas(std::string id, std::string fault) : id_(std::move(id)), fault_(std::move(fault)) {}

  Verdict judge(const Evidence& evidence) const override {
    const auto services = evidence.services();
    const auto service = std::ranges::find(services, id_, &ServiceEvidence::id);
    if (service == services.end()) return {false, words<"check.no_service">({.service = id_})};
    const bool healthy = service->faults.empty();
    const bool has = std::ranges::find(service->faults, fault_) != service->faults.end();
    if (fault_ == kNone ? healthy : has) return {true, {}};
    if (healthy) return {false, words<"check.service_healthy">({.service = id_})};
    return {false, words<"check.service_faulty">({.service = id_, .fault = service->faults.front()})};
  }

  std::string label() const override {
    if (fault_ == kNone) return words<"check.service_healthy">({.service = id_});
    return words<"check.service_faulty">({.service = id_, .fault = fault_});
  }

  void add_cameras(std::vector<std::string>&) const override {}

 private:
  static constexpr std::string_view kNone = "none";
  std::string id_, fault_;
};

constexpr ConditionKey kServiceKeys[] = {{"service", true}, {"fault", true}};

ConditionResult read_service(const ConditionJson& json) {
  std::string id, fault;
  Result<void> read = json.read("service", id);
  if (read) read = json.read("fault", fault);
  if (!read) return tl::unexpected(read.error());
  return std::make_unique<ServiceHas>(std::move(id), std::move(fault));
}

class FaultMet : public Condition {
 public:
  struct Wish {
    std::string link;  // empty: any
    FaultAction action = FaultAction::flip;
    std::optional<FaultTarget> message;
  };
  explicit FaultMet(Wish wish) : wish_(std::move(wish)) {}

  Verdict judge(const Evidence& evidence) const override {
    using State = PlacedFault::State;
    std::string missed;
    bool waits = false;
    for (const LinkEvidence& link : evidence.links()) {
      if (!wish_.link.empty() && link.name != wish_.link) continue;
      for (const PlacedFault& placed : link.faults) {
        if (!is_meant(placed.fault)) continue;
        if (placed.state == State::done) return {true, {}};
        waits = waits || placed.state == State::pending;
        if (placed.state == State::missed) missed = placed.text;
      }
    }
    const std::string message = message_text();
    if (waits) return {false, words<"check.fault_waits">({.message = message})};
    if (!missed.empty()) return {false, missed};
    return {false, wish_.action == FaultAction::flip ? words<"check.not_flipped">({.message = message})
                                                     : words<"check.not_lost">({.message = message})};
  }

  std::string label() const override {
    return wish_.action == FaultAction::flip ? words<"check.flipped">({.message = message_text()})
                                             : words<"check.lost">({.message = message_text()});
  }

  void add_cameras(std::vector<std::string>& names) const override { add_node_of(wish_.link, names); }

 private:
  bool is_meant(const FrameFault& fault) const {
    return fault.action == wish_.action && (!wish_.message || fault.target == *wish_.message);
  }
  std::string message_text() const {
    return wish_.message ? std::string(to_text(*wish_.message)) : words<"check.any_message">();
  }

  Wish wish_;
};

constexpr ConditionKey kFaultKeys[] = {{"fault", true}, {"message"}, {"link"}};

ConditionResult read_fault(const ConditionJson& json) {
  FaultMet::Wish wish;
  std::string action, message;
  Result<void> read = json.read_word("fault", action, {"flip", "lose"});
  if (read) read = json.read("message", message);
  if (read) read = json.read("link", wish.link);
  if (!read) return tl::unexpected(read.error());
  wish.action = action == "flip" ? FaultAction::flip : FaultAction::drop;
  if (message.empty()) return std::make_unique<FaultMet>(std::move(wish));
  const auto row = std::ranges::find(kFaultTargets, message, &FaultTargetRow::id);
  if (row == kFaultTargets.end()) {
    const auto ids = fault_target_ids();
    return fail("\"message\": \"{}\" is not one that can be changed or lost{}", message,
                did_you_mean(message, {ids.begin(), ids.end()}));
  }
  wish.message = row->target;
  return std::make_unique<FaultMet>(std::move(wish));
}

class LinkIs : public Condition {
 public:
  struct Wish {
    std::string link;
    std::optional<bool> up, loses;
  };
  explicit LinkIs(Wish wish) : wish_(std::move(wish)) {}

  Verdict judge(const Evidence& evidence) const override {
    const auto links = evidence.links();
    const auto link = std::ranges::find(links, wish_.link, &LinkEvidence::name);
    if (link == links.end()) return {false, words<"check.no_link">({.link = wish_.link})};
    if (wish_.up && link->up != *wish_.up) return {false, cable_text(link->up)};
    const bool loses = link->loss > 0;
    if (wish_.loses && loses != *wish_.loses) return {false, loss_text(loses)};
    return {true, {}};
  }

  std::string label() const override {
    std::string text = wish_.up ? cable_text(*wish_.up) : std::string();
    if (!wish_.loses) return text;
    if (text.empty()) return loss_text(*wish_.loses);
    return words<"check.and">({.check = text, .other = loss_text(*wish_.loses)});
  }

  void add_cameras(std::vector<std::string>& names) const override { add_node_of(wish_.link, names); }

 private:
  std::string cable_text(bool up) const {
    return up ? words<"check.cable_in">({.link = wish_.link})
              : words<"check.cable_out">({.link = wish_.link});
  }
  std::string loss_text(bool loses) const {
    return loses ? words<"check.link_loses">({.link = wish_.link})
                 : words<"check.link_keeps">({.link = wish_.link});
  }

  Wish wish_;
};

constexpr ConditionKey kLinkKeys[] = {{"link", true}, {"up"}, {"loses"}};

ConditionResult read_link(const ConditionJson& json) {
  LinkIs::Wish wish;
  Result<void> read = json.read("link", wish.link);
  if (read) read = json.read("up", wish.up);
  if (read) read = json.read("loses", wish.loses);
  if (!read) return tl::unexpected(read.error());
  if (!wish.up && !wish.loses) return fail("a condition on a link has \"up\" or \"loses\"");
  return std::make_unique<LinkIs>(std::move(wish));
}

}  // namespace

const ConditionKind kServiceKind{"service", kServiceKeys, read_service};
const ConditionKind kFaultKind{"fault", kFaultKeys, read_fault};
const ConditionKind kLinkKind{"link", kLinkKeys, read_link};

}  // namespace tlscam
