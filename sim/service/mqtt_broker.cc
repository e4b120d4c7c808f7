#include "sim/service/mqtt_broker.h"

#include <algorithm>
#include <utility>

namespace tlscam {
namespace {

constexpr std::size_t kMostPublished = 64u << 10;
constexpr std::size_t kMostWaiting =
    kLongestMqttPacket + 16;  // bytes of one client, before a packet is complete
constexpr std::uint8_t kLevel311 = 4;
constexpr std::uint8_t kMostQos = 1;

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

// Whether all topics that a filter matches are matched by another one too; "#" and "+" alone are looked at as
// words.
bool is_within(std::string_view filter, std::string_view wider) {
  return filter == wider || matches_mqtt_filter(filter, wider);
}

}  // namespace

Result<MqttRules> MqttRules::read(const std::vector<std::string>& users,
                                  const std::vector<std::string>& rights) {
  MqttRules rules;
  for (std::size_t i = 0; i < users.size(); ++i) {
    const std::size_t colon = users[i].find(':');
    if (colon == std::string::npos || colon == 0)
      return fail("users[{}]: a user is written as \"NAME:PASSWORD\"", i);
    rules.passwords[users[i].substr(0, colon)] = users[i].substr(colon + 1);
  }
  for (std::size_t i = 0; i < rights.size(); ++i) {
    const std::size_t first = rights[i].find(' ');
    const std::size_t second = first == std::string::npos ? first : rights[i].find(' ', first + 1);
    if (second == std::string::npos)
      return fail("rights[{}]: a right is written as \"NAME read|write|both FILTER\"", i);
    const std::string what = rights[i].substr(first + 1, second - first - 1);
    Right right{rights[i].substr(0, first), what != "write", what != "read", rights[i].substr(second + 1)};
    if (what != "read" && what != "write" && what != "both")
      return fail("rights[{}]: \"{}\" is none of read, write, both", i, what);
    if (!rules.passwords.contains(right.user)) return fail("rights[{}]: no user is named {}", i, right.user);
    if (!is_mqtt_filter(right.filter)) return fail("rights[{}]: \"{}\" is not a filter", i, right.filter);
    rules.rights.push_back(std::move(right));
  }
  return rules;
}

bool MqttRules::knows(const std::optional<std::string>& user,
                      const std::optional<std::string>& password) const {
  if (passwords.empty()) return true;
  if (!user || !password) return false;
  const auto found = passwords.find(*user);
  return found != passwords.end() && found->second == *password;
}

bool MqttRules::may_read(const std::optional<std::string>& user, std::string_view filter) const {
  return rights.empty() || std::ranges::any_of(rights, [&](const Right& right) {
           return right.read && user == right.user && is_within(filter, right.filter);
         });
}

bool MqttRules::may_write(const std::optional<std::string>& user, std::string_view topic) const {
  return rights.empty() || std::ranges::any_of(rights, [&](const Right& right) {
           return right.write && user == right.user && matches_mqtt_filter(topic, right.filter);
         });
}

struct MqttBroker::Session {
  Line line;
  Bytes received;
  bool connected = false;
  bool ended = false;  // nothing more is read or sent
  std::string client_id;
  std::optional<std::string> user;
  std::optional<MqttMessage> will;
  std::map<std::string, std::uint8_t> subscriptions;  // QoS by filter
  std::uint16_t last_id = 0;
  Duration patience{0};  // 0: for ever
  std::optional<EventQueue::Id> timer;
};

MqttBroker::MqttBroker(EventQueue& events, MqttRules rules) : events_(events), rules_(std::move(rules)) {}

MqttBroker::~MqttBroker() {
  for (const auto& [id, session] : sessions_)
    if (session->timer) events_.cancel(*session->timer);
}

MqttBroker::Session* MqttBroker::find(Id id) const {
  const auto found = sessions_.find(id);
  return found == sessions_.end() ? nullptr : found->second.get();
}

std::size_t MqttBroker::clients() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(sessions_, [](const auto& entry) { return entry.second->connected; }));
}

MqttBroker::Id MqttBroker::open(Line line) {
  auto session = std::make_unique<Session>();
  session->line = std::move(line);
  sessions_[++last_] = std::move(session);
  return last_;
}

void MqttBroker::end(Session& session) {
  if (!std::exchange(session.ended, true)) session.line.end();
}

void MqttBroker::receive(Id id, ByteView bytes) {
  Session* const session = find(id);
  if (session == nullptr || session->ended) return;
  session->received.insert(session->received.end(), bytes.begin(), bytes.end());
  watch(*session);
  while (!session->ended) {
    const auto read = parse_mqtt(session->received);
    if (!read || (!*read && session->received.size() > kMostWaiting)) return end(*session);
    if (!*read) return;
    const auto size = static_cast<std::ptrdiff_t>((*read)->size);
    session->received.erase(session->received.begin(), session->received.begin() + size);
    handle(*session, (*read)->packet);
  }
}

void MqttBroker::handle(Session& session, const MqttPacket& packet) {
  const bool is_connect = std::holds_alternative<MqttConnect>(packet);
  if (is_connect == session.connected) return end(session);  // CONNECT comes once, and first
  std::visit(Overloaded{[&](const MqttPuback&) {},
                        [&](const MqttPingreq&) { session.line.send(emit_mqtt_pingresp()); },
                        [&](const MqttDisconnect&) {
                          session.will.reset();
                          end(session);
                        },
                        [&](const auto& other) { take(session, other); }},
             packet);
}

void MqttBroker::take(Session& session, const MqttConnect& connect) {
  MqttConnackCode code = MqttConnackCode::accepted;
  if (connect.level != kLevel311)
    code = MqttConnackCode::wrong_version;
  else if (connect.client_id.empty() && !connect.clean_session)
    code = MqttConnackCode::wrong_id;
  else if (!rules_.knows(connect.user, connect.password))
    code = MqttConnackCode::bad_user_or_password;
  session.line.send(emit_mqtt_connack(code));
  if (code != MqttConnackCode::accepted) {
    ++refusals_;
    return end(session);
  }
  // A client that comes again takes the place of the one that it was (section 3.1.4).
  for (const auto& [id, other] : sessions_)
    if (other->connected && !connect.client_id.empty() && other->client_id == connect.client_id) end(*other);
  session.connected = true;
  session.client_id = connect.client_id;
  session.user = connect.user;
  session.will = connect.will;
  session.patience = std::chrono::milliseconds(1500) * connect.keep_alive;  // section 3.1.2.10
  watch(session);
}

void MqttBroker::take(Session& session, const MqttPublish& published) {
  // A client is not told that it may not: 3.1.1 has no answer for that (section 3.3.5).
  if (published.message.qos > 0) session.line.send(emit_mqtt_puback(published.id));
  if (!rules_.may_write(session.user, published.message.topic)) {
    ++refusals_;
    return;
  }
  publish(published.message);
}

void MqttBroker::take(Session& session, const MqttSubscribe& subscribe) {
  Bytes codes;
  codes.reserve(subscribe.wishes.size());
  for (const MqttSubscribe::Wish& wish : subscribe.wishes) {
    const bool may = rules_.may_read(session.user, wish.filter);
    codes.push_back(may ? std::min(wish.qos, kMostQos) : kMqttSubscriptionRefused);
    if (may)
      session.subscriptions[wish.filter] = codes.back();
    else
      ++refusals_;
  }
  session.line.send(emit_mqtt_suback(subscribe.id, codes));
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] == kMqttSubscriptionRefused) continue;
    for (const auto& [topic, message] : retained_)
      if (matches_mqtt_filter(topic, subscribe.wishes[i].filter)) deliver(session, message, codes[i]);
  }
}

void MqttBroker::take(Session& session, const MqttUnsubscribe& unsubscribe) {
  for (const std::string& filter : unsubscribe.filters) session.subscriptions.erase(filter);
  session.line.send(emit_mqtt_unsuback(unsubscribe.id));
}

void MqttBroker::publish(const MqttMessage& message) {
  ++messages_;
  published_ += message.topic + ": " + std::string(as_text(message.payload)) + "\n";
  if (published_.size() > kMostPublished) published_.erase(0, published_.size() - kMostPublished);
  if (message.retain && message.payload.empty())
    retained_.erase(message.topic);
  else if (message.retain)
    retained_[message.topic] = message;
  for (const auto& [id, session] : sessions_) {
    if (!session->connected || session->ended) continue;
    std::optional<std::uint8_t> most;
    for (const auto& [filter, qos] : session->subscriptions)
      if (matches_mqtt_filter(message.topic, filter)) most = std::max(most.value_or(0), qos);
    if (!most) continue;
    MqttMessage fresh = message;
    fresh.retain = false;  // section 3.3.1.3
    deliver(*session, std::move(fresh), *most);
  }
}

void MqttBroker::deliver(Session& session, MqttMessage message, std::uint8_t qos) {
  message.qos = std::min(message.qos, qos);
  if (message.qos > 0) session.last_id = session.last_id == 0xffff ? 1 : session.last_id + 1;
  session.line.send(emit_mqtt_publish(message, session.last_id));
}

// Ends a session that has been silent for one and a half times as long as it has promised to be at most.
void MqttBroker::watch(Session& session) {
  if (session.timer) events_.cancel(*std::exchange(session.timer, std::nullopt));
  if (session.patience == Duration::zero()) return;
  session.timer = events_.after(session.patience, [&session] {
    session.timer.reset();
    end(session);
  });
}

void MqttBroker::close(Id id) {
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return;
  const std::unique_ptr<Session> session = std::move(found->second);
  sessions_.erase(found);
  if (session->timer) events_.cancel(*session->timer);
  if (session->will && rules_.may_write(session->user, session->will->topic)) publish(*session->will);
}

}  // namespace tlscam
