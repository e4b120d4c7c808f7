#include "sim/service/mqtt_broker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/writer.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

// A client's packets, in as few words as the tests need.
Bytes text(std::string_view written) {
  return Writer().u16be(static_cast<std::uint16_t>(written.size())).bytes(as_bytes(written)).take();
}

Bytes packet(std::uint8_t first, const Writer& content) {
  return Writer().u8(first).u8(static_cast<std::uint8_t>(content.size())).bytes(content.view()).take();
}

struct Login {
  std::string id, user, password, will;
  std::uint16_t keep_alive = 0;
};

Bytes connect(const Login& login) {
  Writer content;
  const auto flags =
      static_cast<std::uint8_t>(2 | (login.user.empty() ? 0 : 0xc0) | (login.will.empty() ? 0 : 4));
  content.bytes(text("MQTT")).u8(4).u8(flags).u16be(login.keep_alive).bytes(text(login.id));
  if (!login.will.empty()) content.bytes(text("status")).bytes(text(login.will));
  if (!login.user.empty()) content.bytes(text(login.user)).bytes(text(login.password));
  return packet(0x10, content);
}

Bytes subscribe(std::string_view filter, std::uint8_t qos = 0) {
  return packet(0x82, Writer().u16be(1).bytes(text(filter)).u8(qos));
}

Bytes publish(std::string_view topic, std::string_view payload) {
  return emit_mqtt_publish({std::string(topic), Bytes(payload.begin(), payload.end())}, 0);
}

class MqttBrokerTest : public testing::Test {
 protected:
  struct Client {
    MqttBroker::Id id = 0;
    Bytes received;
    bool over = false;
  };

  std::unique_ptr<Client> join(const Bytes& connect) {
    auto client = std::make_unique<Client>();
    client->id = broker.open({.send =
                                  [&seen = *client](ByteView bytes) {
                                    seen.received.insert(seen.received.end(), bytes.begin(), bytes.end());
                                  },
                              .end = [&seen = *client] { seen.over = true; }});
    broker.receive(client->id, connect);
    return client;
  }
  // Everything that came since the last call.
  static Bytes take(Client& client) { return std::exchange(client.received, {}); }

  EventQueue events{Instant{}};
  MqttBroker broker{
      events,
      MqttRules::read({"cam2:heron", "desk:fox"}, {"cam2 write pictures/cam2", "desk both #"}).value()};
};

TEST_F(MqttBrokerTest, a_message_reaches_who_has_subscribed) {
  const auto desk = join(connect({"desk", "desk", "fox", "", 0}));
  EXPECT_EQ(take(*desk), emit_mqtt_connack(MqttConnackCode::accepted));
  broker.receive(desk->id, subscribe("pictures/+", 1));
  EXPECT_EQ(take(*desk), emit_mqtt_suback(1, Bytes{1}));
  const auto camera = join(connect({"cam2", "cam2", "heron", "", 0}));
  broker.receive(camera->id, publish("pictures/cam2", "a heron"));
  EXPECT_EQ(take(*desk), publish("pictures/cam2", "a heron"));
  EXPECT_EQ(broker.published(), "pictures/cam2: a heron\n");
}

TEST_F(MqttBrokerTest, a_wrong_password_is_told_and_ends_the_session) {
  for (const Login& login : {Login{"cam2", "cam2", "wrong", "", 0}, Login{"cam2", "", "", "", 0},
                             Login{"cam2", "nobody", "heron", "", 0}}) {
    const auto client = join(connect(login));
    EXPECT_EQ(client->received, emit_mqtt_connack(MqttConnackCode::bad_user_or_password));
    EXPECT_TRUE(client->over);
  }
  EXPECT_EQ(broker.refusals(), 3u);
}

TEST_F(MqttBrokerTest, rights_hold_for_each_topic) {
  const auto camera = join(connect({"cam2", "cam2", "heron", "", 0}));
  take(*camera);
  broker.receive(camera->id, publish("pictures/openmv", "not mine"));
  EXPECT_EQ(broker.published(), "");
  broker.receive(camera->id, subscribe("#"));
  EXPECT_EQ(take(*camera), emit_mqtt_suback(1, Bytes{kMqttSubscriptionRefused}));
  EXPECT_FALSE(camera->over);
}

TEST_F(MqttBrokerTest, nothing_is_taken_before_connect) {
  const auto client = join(publish("pictures/cam2", "too early"));
  EXPECT_TRUE(client->over);
  EXPECT_EQ(broker.published(), "");
}

TEST_F(MqttBrokerTest, a_will_is_published_when_a_client_is_lost_and_not_when_it_says_good_bye) {
  const auto lost = join(connect({"one", "desk", "fox", "gone", 0}));
  broker.close(lost->id);
  EXPECT_EQ(broker.published(), "status: gone\n");
  const auto polite = join(connect({"two", "desk", "fox", "never", 0}));
  broker.receive(polite->id, Bytes{0xe0, 0});
  EXPECT_TRUE(polite->over);
  broker.close(polite->id);
  EXPECT_EQ(broker.published(), "status: gone\n");
}

TEST_F(MqttBrokerTest, a_client_that_is_silent_for_too_long_is_lost) {
  const auto client = join(connect({"one", "desk", "fox", "gone", 60}));
  events.run_until(Instant{} + 80s);
  broker.receive(client->id, Bytes{0xc0, 0});
  events.run_until(Instant{} + 160s);
  EXPECT_FALSE(client->over);
  events.run_until(Instant{} + 171s);
  EXPECT_TRUE(client->over);
}

TEST_F(MqttBrokerTest, a_retained_message_is_there_for_who_comes_later) {
  const auto camera = join(connect({"cam2", "cam2", "heron", "", 0}));
  broker.receive(camera->id, emit_mqtt_publish({"pictures/cam2", {'k'}, 0, true}, 0));
  const auto desk = join(connect({"desk", "desk", "fox", "", 0}));
  take(*desk);
  broker.receive(desk->id, subscribe("pictures/#"));
  EXPECT_THAT(take(*desk), testing::ElementsAreArray([] {
                Bytes all = emit_mqtt_suback(1, Bytes{0});
                const Bytes kept = emit_mqtt_publish({"pictures/cam2", {'k'}, 0, true}, 0);
                all.insert(all.end(), kept.begin(), kept.end());
                return all;
              }()));
}

TEST(MqttRulesTest, say_what_is_wrong_with_them) {
  EXPECT_EQ(MqttRules::read({"cam2"}, {}).error().text, "users[0]: a user is written as \"NAME:PASSWORD\"");
  EXPECT_EQ(MqttRules::read({"a:b"}, {"a takes x"}).error().text,
            "rights[0]: \"takes\" is none of read, write, both");
  EXPECT_EQ(MqttRules::read({"a:b"}, {"c read x"}).error().text, "rights[0]: no user is named c");
}

}  // namespace
}  // namespace tlscam
