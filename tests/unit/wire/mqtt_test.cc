#include "sim/wire/mqtt.h"

#include <gtest/gtest.h>

#include "sim/base/writer.h"

namespace tlscam {
namespace {

Bytes text(std::string_view written) {
  return Writer().u16be(static_cast<std::uint16_t>(written.size())).bytes(as_bytes(written)).take();
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// A packet of fewer than 128 bytes.
Bytes packet(std::uint8_t first, const Bytes& content) {
  return joined({{first, static_cast<std::uint8_t>(content.size())}, content});
}

TEST(Mqtt, reads_a_connect_with_all_that_it_can_have) {
  const Bytes sent = packet(0x10, joined({text("MQTT"),
                                          {4, 0xee, 0, 60},
                                          text("cam2"),
                                          text("status/cam2"),
                                          text("gone"),
                                          text("cam2"),
                                          text("blue-heron")}));
  for (std::size_t size = 0; size < sent.size(); ++size) {
    const auto part = parse_mqtt(ByteView(sent).first(size));
    ASSERT_TRUE(part) << size;
    EXPECT_FALSE(*part) << size;
  }
  const auto read = parse_mqtt(joined({sent, {0xc0, 0}}));
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->size, sent.size());
  const auto& connect = std::get<MqttConnect>((*read)->packet);
  EXPECT_EQ(connect.client_id, "cam2");
  EXPECT_EQ(connect.keep_alive, 60);
  EXPECT_TRUE(connect.clean_session);
  ASSERT_TRUE(connect.will);
  EXPECT_EQ(connect.will->topic, "status/cam2");
  EXPECT_EQ(as_text(connect.will->payload), "gone");
  EXPECT_EQ(connect.will->qos, 1);
  EXPECT_TRUE(connect.will->retain);
  EXPECT_EQ(connect.user, "cam2");
  EXPECT_EQ(connect.password, "blue-heron");
}

TEST(Mqtt, reads_what_it_writes) {
  MqttMessage message{"pictures/cam2", Bytes(300, 'x'), 1, true};
  const Bytes sent = emit_mqtt_publish(message, 7, true);
  const auto read = parse_mqtt(sent);
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->size, sent.size());
  const auto& publish = std::get<MqttPublish>((*read)->packet);
  EXPECT_EQ(publish.message.topic, message.topic);
  EXPECT_EQ(publish.message.payload, message.payload);
  EXPECT_EQ(publish.message.qos, 1);
  EXPECT_TRUE(publish.message.retain);
  EXPECT_TRUE(publish.duplicate);
  EXPECT_EQ(publish.id, 7);
}

TEST(Mqtt, refuses_what_is_malformed) {
  const Bytes wrong[] = {
      {0x10, 0xff, 0xff, 0xff, 0xff, 0x01},                          // a length of five bytes
      packet(0x10, joined({text("HTTP"), {4, 2, 0, 0}, text("")})),  // another protocol
      packet(0x10, joined({text("MQTT"), {4, 3, 0, 0}, text("")})),  // a reserved flag
      packet(0x10,
             joined({text("MQTT"), {4, 0x42, 0, 0}, text(""), text("p")})),  // a password without a user
      packet(0x30, text("a/+")),                                             // a wildcard in a topic
      packet(0x34, joined({text("a"), {0, 1}})),                             // QoS 2
      packet(0x32, joined({text("a"), {0, 0}})),                             // the packet's number is 0
      packet(0x80, joined({{0, 1}, text("a"), {0}})),                        // flags of SUBSCRIBE
      packet(0x82, {0, 1}),                                                  // no wishes
      packet(0x82, joined({{0, 1}, text("a#"), {0}})),                       // a filter
      packet(0x20, {0, 0}),                                                  // only servers send it
  };
  for (const Bytes& bytes : wrong) EXPECT_FALSE(parse_mqtt(bytes)) << testing::PrintToString(bytes);
}

TEST(Mqtt, filters_match_as_section_4_7_says) {
  EXPECT_TRUE(matches_mqtt_filter("sport/tennis", "sport/tennis"));
  EXPECT_TRUE(matches_mqtt_filter("sport", "sport/#"));
  EXPECT_TRUE(matches_mqtt_filter("sport/tennis/one", "sport/#"));
  EXPECT_TRUE(matches_mqtt_filter("sport/tennis", "sport/+"));
  EXPECT_TRUE(matches_mqtt_filter("sport/", "sport/+"));
  EXPECT_TRUE(matches_mqtt_filter("/finance", "+/+"));
  EXPECT_FALSE(matches_mqtt_filter("/finance", "+"));
  EXPECT_FALSE(matches_mqtt_filter("sport", "sport/+"));
  EXPECT_FALSE(matches_mqtt_filter("sport/tennis/one", "sport/+"));
  EXPECT_FALSE(matches_mqtt_filter("sport/tennis", "sport"));
  EXPECT_FALSE(matches_mqtt_filter("$SYS/load", "#"));
  EXPECT_FALSE(is_mqtt_filter("sport/#/one"));
  EXPECT_FALSE(is_mqtt_filter("sport+"));
  EXPECT_TRUE(is_mqtt_filter("+/tennis/#"));
}

}  // namespace
}  // namespace tlscam
