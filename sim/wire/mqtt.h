#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

// MQTT 3.1.1 as a server sees it: the packets that clients send, and those that answer them. Packets of QoS 2
// are not read.

namespace tlscam {

struct MqttMessage {
  std::string topic;
  Bytes payload;
  std::uint8_t qos = 0;
  bool retain = false;
};

struct MqttConnect {
  std::uint8_t level = 4;  ///< the protocol's; 4 is 3.1.1
  std::string client_id;
  bool clean_session = true;
  std::uint16_t keep_alive = 0;  ///< seconds; 0: none
  std::optional<MqttMessage> will;
  std::optional<std::string> user;
  std::optional<std::string> password;
};

struct MqttPublish {
  MqttMessage message;
  bool duplicate = false;
  std::uint16_t id = 0;  ///< with QoS 1
};

struct MqttPuback {
  std::uint16_t id = 0;
};

struct MqttSubscribe {
  struct Wish {
    std::string filter;
    std::uint8_t qos = 0;
  };
  std::uint16_t id = 0;
  std::vector<Wish> wishes;
};

struct MqttUnsubscribe {
  std::uint16_t id = 0;
  std::vector<std::string> filters;
};

struct MqttPingreq {};
struct MqttDisconnect {};

using MqttPacket = std::variant<MqttConnect, MqttPublish, MqttPuback, MqttSubscribe, MqttUnsubscribe,
                                MqttPingreq, MqttDisconnect>;

/// The longest packet that is read, behind its fixed header.
inline constexpr std::size_t kLongestMqttPacket = 256u << 10;

/// A packet, and how many bytes it took.
struct MqttRead {
  MqttPacket packet;
  std::size_t size = 0;
};

/// Reads the first packet of what has come. No value while it is not complete; fails when it is malformed,
/// too long or of a kind that clients do not send here.
Result<std::optional<MqttRead>> parse_mqtt(ByteView received);

/// The codes of an answer to CONNECT (section 3.2.2.3).
enum class MqttConnackCode : std::uint8_t {
  accepted = 0,
  wrong_version = 1,
  wrong_id = 2,
  bad_user_or_password = 4,
  not_authorized = 5,
};
inline constexpr std::uint8_t kMqttSubscriptionRefused = 0x80;

Bytes emit_mqtt_connack(MqttConnackCode code);
Bytes emit_mqtt_publish(const MqttMessage& message, std::uint16_t id, bool duplicate = false);
Bytes emit_mqtt_puback(std::uint16_t id);
/// `codes` are the granted QoS, or kMqttSubscriptionRefused, for each wish.
Bytes emit_mqtt_suback(std::uint16_t id, ByteView codes);
Bytes emit_mqtt_unsuback(std::uint16_t id);
Bytes emit_mqtt_pingresp();

/// Whether a name of a topic, or a filter with "+" and "#" at their places, is well formed (section 4.7).
bool is_mqtt_topic(std::string_view topic);
bool is_mqtt_filter(std::string_view filter);
/// Whether a topic matches a filter; both are well formed.
bool matches_mqtt_filter(std::string_view topic, std::string_view filter);

}  // namespace tlscam
