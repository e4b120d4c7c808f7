#include <algorithm>

#include "sim/lesson/condition_kinds.h"
#include "sim/words/check.h"

// {"conversation": [CLIENT, SERVER], ...} is about what two nodes sent each other.

namespace tlscam {
namespace {

using State = ConversationEvidence::State;

constexpr std::string_view kOthers[] = {"workstation", "gateway"};  // ends that are not in world.json

class ConversationIs : public Condition {
 public:
  struct Wish {
    std::string client, server, state, alert_from, version, cipher_suite, message;
    std::optional<unsigned> port, alert;
    bool data = false, last = false, resent = false;
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
    if (!wish_.alert_from.empty()) text = words<"check.alert_of">({.check = text, .sender = alert_sender()});
    for (const std::string& detail : {wish_.version, wish_.cipher_suite, wish_.message})
      if (!detail.empty()) text = words<"check.with_detail">({.check = text, .detail = detail});
    if (wish_.resent) text = words<"check.and_resent">({.check = text});
    return wish_.data ? words<"check.and_data">({.check = text}) : text;
  }

  void add_cameras(std::vector<std::string>& names) const override {
    for (const std::string& end : {wish_.client, wish_.server})
      if (std::ranges::find(kOthers, end) == std::end(kOthers)) names.push_back(end);
  }

 private:
  const std::string& alert_sender() const {
    return wish_.alert_from == "client" ? wish_.client : wish_.server;
  }

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
    if (!wish_.alert_from.empty() && it.alert_from != wish_.alert_from)
      return words<"check.last_alert_not_of">({.client = client, .server = server, .sender = alert_sender()});
    if (!wish_.version.empty() && it.version != wish_.version)
      return words<"check.last_lacks">({.client = client, .server = server, .detail = wish_.version});
    if (!wish_.cipher_suite.empty() && it.cipher_suite != wish_.cipher_suite)
      return words<"check.last_lacks">({.client = client, .server = server, .detail = wish_.cipher_suite});
    if (!wish_.message.empty() && std::ranges::find(it.messages, wish_.message) == it.messages.end())
      return words<"check.last_lacks">({.client = client, .server = server, .detail = wish_.message});
    if (wish_.resent && !it.resent)
      return words<"check.last_not_resent">({.client = client, .server = server});
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
constexpr ConditionKey kKeys[] = {
    {"conversation", true}, {"port"},    {"state"},  {"alert"}, {"alert_from"}, {"version"},
    {"cipher_suite"},       {"message"}, {"resent"}, {"data"},  {"last"}};

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
  if (read) read = json.read_word("alert_from", wish.alert_from, {"client", "server"});
  if (read) read = json.read_word("version", wish.version, {"TLS 1.2", "TLS 1.3", "DTLS 1.2"});
  if (read) read = json.read("cipher_suite", wish.cipher_suite);
  if (read) read = json.read("message", wish.message);
  if (read) read = json.read("resent", wish.resent);
  if (read) read = json.read("data", wish.data);
  if (read) read = json.read("last", wish.last);
  if (!read) return tl::unexpected(read.error());
  return std::make_unique<ConversationIs>(std::move(wish));
}

}  // namespace

const ConditionKind kConversationKind{"conversation", kKeys, read_conversation};

}  // namespace tlscam
