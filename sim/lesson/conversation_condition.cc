#include <algorithm>

#include "sim/lesson/condition_kinds.h"
#include "sim/words/check.h"

// {"conversation": [CLIENT, SERVER], ...} is about what two nodes sent each other.

namespace tlscam {
namespace {

using State = ConversationEvidence::State;

class ConversationIs : public Condition {
 public:
  struct Wish {
    std::string client, server, state;
    std::optional<unsigned> port, alert;
    bool data = false, last = false;
  };
  explicit ConversationIs(Wish wish) : wish_(std::move(wish)) {}

  Verdict judge(const Evidence& evidence) const override {
    auto between = evidence.conversations();
    std::erase_if(between, [this](const auto& conversation) { return !is_between(conversation); });
    if (between.empty())
      return {false, words<"check.not_connected">({.client = wish_.client, .server = wish_.server})};
    if (wish_.last) between.erase(between.begin(), between.end() - 1);
    if (std::ranges::any_of(between, [this](const auto& it) { return why_not(it).empty(); }))
      return {true, {}};
    return {false, why_not(between.back())};
  }

  std::string label() const override {
    std::string text = words<"check.connected">({.client = wish_.client, .server = wish_.server});
    if (wish_.state == "established") text = words<"check.and_handshake_complete">({.check = text});
    if (wish_.state == "failed") text = words<"check.and_handshake_failed">({.check = text});
    if (wish_.alert) text = words<"check.with_alert">({.check = text, .alert = *wish_.alert});
    return wish_.data ? words<"check.and_data">({.check = text}) : text;
  }

  void add_cameras(std::vector<std::string>& names) const override {
    names.push_back(wish_.client);
    names.push_back(wish_.server);
  }

 private:
  bool is_between(const ConversationEvidence& it) const {
    return it.client == wish_.client && it.server == wish_.server && (!wish_.port || it.port == *wish_.port);
  }

  std::string why_not(const ConversationEvidence& it) const {
    const std::string &client = wish_.client, &server = wish_.server;
    const bool right = wish_.state.empty() ||
                       (wish_.state == "established" && it.state == State::established) ||
                       (wish_.state == "failed" && it.state == State::failed);
    if (!right && it.alert)
      return words<"check.last_with_alert">({.state = state_text(it.state), .alert = *it.alert});
    if (!right) return state_text(it.state);
    if (wish_.alert && !it.alert)
      return words<"check.last_had_no_alert">({.client = client, .server = server});
    if (wish_.alert && it.alert != wish_.alert)
      return words<"check.last_had_alert">({.client = client, .server = server, .alert = *it.alert});
    if (wish_.data && (it.bytes_to_server == 0 || it.bytes_to_client == 0))
      return words<"check.last_without_data">({.client = client, .server = server});
    return {};
  }

  std::string state_text(State state) const {
    switch (state) {
      case State::handshaking:
        return words<"check.last_unfinished">({.client = wish_.client, .server = wish_.server});
      case State::established:
        return words<"check.last_established">({.client = wish_.client, .server = wish_.server});
      case State::failed:
        return words<"check.last_failed">({.client = wish_.client, .server = wish_.server});
    }
    return {};
  }

  Wish wish_;
};

constexpr unsigned kMostPort = 65535;
constexpr unsigned kMostAlert = 255;
constexpr ConditionKey kKeys[] = {{"conversation", true}, {"port"}, {"state"}, {"alert"}, {"data"}, {"last"}};

ConditionResult read_conversation(const ConditionJson& json) {
  const nlohmann::json& ends = json.at("conversation");
  if (!ends.is_array() || ends.size() != 2 || !ends[0].is_string() || !ends[1].is_string())
    return fail("\"conversation\" is the client and the server, such as [\"cam2\", \"openmv\"]");
  ConversationIs::Wish wish;
  wish.client = ends[0].get<std::string>();
  wish.server = ends[1].get<std::string>();
  Result<void> read = json.read("port", wish.port, kMostPort);
  if (read) read = json.read_word("state", wish.state, {"established", "failed"});
  if (read) read = json.read("alert", wish.alert, kMostAlert);
  if (read) read = json.read("data", wish.data);
  if (read) read = json.read("last", wish.last);
  if (!read) return tl::unexpected(read.error());
  return std::make_unique<ConversationIs>(std::move(wish));
}

}  // namespace

const ConditionKind kConversationKind{"conversation", kKeys, read_conversation};

}  // namespace tlscam
