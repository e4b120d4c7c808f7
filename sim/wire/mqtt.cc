#include "sim/wire/mqtt.h"

#include <algorithm>

#include "sim/base/cursor.h"
#include "sim/base/utf8.h"
#include "sim/base/writer.h"

namespace tlscam {
namespace {

enum Kind : std::uint8_t {
  kConnect = 1,
  kConnack = 2,
  kPublish = 3,
  kPuback = 4,
  kSubscribe = 8,
  kSuback = 9,
  kUnsubscribe = 10,
  kUnsuback = 11,
  kPingreq = 12,
  kPingresp = 13,
  kDisconnect = 14,
};

// Flags of the fixed header that SUBSCRIBE and UNSUBSCRIBE must have (section 2.2.2).
constexpr std::uint8_t kFlagsOfWishes = 2;
constexpr std::uint8_t kMostQos = 1;

// Flags of CONNECT (section 3.1.2.3).
constexpr std::uint8_t kReserved = 0x01;
constexpr std::uint8_t kCleanSession = 0x02;
constexpr std::uint8_t kHasWill = 0x04;
constexpr std::uint8_t kWillRetain = 0x20;
constexpr std::uint8_t kHasPassword = 0x40;
constexpr std::uint8_t kHasUser = 0x80;

// No value while the length is not complete (section 2.2.3): seven bits a byte, at most four bytes.
Result<std::optional<std::size_t>> read_length(Cursor& in) {
  std::size_t length = 0;
  for (unsigned shift = 0; shift <= 21; shift += 7) {
    const std::uint8_t byte = in.u8();
    if (!in.ok()) return std::nullopt;
    length |= static_cast<std::size_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return length;
  }
  return fail("the length of a packet has more than four bytes");
}

Bytes read_bytes(Cursor& in) {
  const ByteView bytes = in.take(in.u16be());
  return {bytes.begin(), bytes.end()};
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const DecodedCharacter character = decode_utf8(text);
    if (!character.valid) return false;
    text.remove_prefix(character.size);
  }
  return true;
}

// A text of section 1.5.3; a zero in it or bytes that are no UTF-8 make the packet malformed.
std::string read_text(Cursor& in, bool& good) {
  const Bytes bytes = read_bytes(in);
  std::string text(bytes.begin(), bytes.end());
  good = good && is_utf8(text) && text.find('\0') == std::string::npos;
  return text;
}

Result<MqttPacket> malformed(const char* name) {
  return fail("a packet {} is malformed", name);
}

Result<MqttPacket> read_connect(Cursor& in) {
  MqttConnect connect;
  bool good = true;
  const std::string name = read_text(in, good);
  connect.level = in.u8();
  const std::uint8_t flags = in.u8();
  connect.keep_alive = in.u16be();
  if (!in.ok() || (name != "MQTT" && name != "MQIsdp")) return malformed("CONNECT");
  connect.client_id = read_text(in, good);
  connect.clean_session = (flags & kCleanSession) != 0;
  if ((flags & kHasWill) != 0) {
    MqttMessage will;
    will.topic = read_text(in, good);
    will.payload = read_bytes(in);
    will.qos = flags >> 3 & 3;
    will.retain = (flags & kWillRetain) != 0;
    good = good && will.qos <= 2 && is_mqtt_topic(will.topic);
    connect.will = std::move(will);
  }
  if ((flags & kHasUser) != 0) connect.user = read_text(in, good);
  if ((flags & kHasPassword) != 0) {
    const Bytes password = read_bytes(in);
    connect.password.emplace(password.begin(), password.end());
  }
  const bool in_order = connect.user || !connect.password;
  if (!in.ok() || !in.at_end() || !good || !in_order || (flags & kReserved) != 0) return malformed("CONNECT");
  return connect;
}

Result<MqttPacket> read_publish(Cursor& in, std::uint8_t flags) {
  MqttPublish publish;
  bool good = true;
  publish.message.retain = (flags & 1) != 0;
  publish.message.qos = flags >> 1 & 3;
  publish.duplicate = (flags & 8) != 0;
  if (publish.message.qos > kMostQos) return fail("QoS 2 is not supported here");
  publish.message.topic = read_text(in, good);
  if (publish.message.qos > 0) publish.id = in.u16be();
  const ByteView payload = in.rest();
  publish.message.payload.assign(payload.begin(), payload.end());
  const bool has_id = publish.message.qos == 0 || publish.id != 0;
  if (!in.ok() || !good || !has_id || !is_mqtt_topic(publish.message.topic)) return malformed("PUBLISH");
  return publish;
}

Result<MqttPacket> read_subscribe(Cursor& in, std::uint8_t flags) {
  MqttSubscribe subscribe;
  bool good = flags == kFlagsOfWishes;
  subscribe.id = in.u16be();
  while (in.ok() && !in.at_end()) {
    MqttSubscribe::Wish wish;
    wish.filter = read_text(in, good);
    wish.qos = in.u8();
    good = good && wish.qos <= 2 && is_mqtt_filter(wish.filter);
    subscribe.wishes.push_back(std::move(wish));
  }
  if (!in.ok() || !good || subscribe.id == 0 || subscribe.wishes.empty()) return malformed("SUBSCRIBE");
  return subscribe;
}

Result<MqttPacket> read_unsubscribe(Cursor& in, std::uint8_t flags) {
  MqttUnsubscribe unsubscribe;
  bool good = flags == kFlagsOfWishes;
  unsubscribe.id = in.u16be();
  while (in.ok() && !in.at_end()) unsubscribe.filters.push_back(read_text(in, good));
  if (!in.ok() || !good || unsubscribe.id == 0 || unsubscribe.filters.empty())
    return malformed("UNSUBSCRIBE");
  return unsubscribe;
}

Result<MqttPacket> read_packet(std::uint8_t first, Cursor& in) {
  const std::uint8_t flags = first & 0x0f;
  switch (first >> 4) {
    case kConnect:
      return flags == 0 ? read_connect(in) : malformed("CONNECT");
    case kPublish:
      return read_publish(in, flags);
    case kPuback: {
      const MqttPuback puback{in.u16be()};
      if (!in.ok() || !in.at_end() || flags != 0) return malformed("PUBACK");
      return puback;
    }
    case kSubscribe:
      return read_subscribe(in, flags);
    case kUnsubscribe:
      return read_unsubscribe(in, flags);
    case kPingreq:
      if (flags != 0 || !in.at_end()) return malformed("PINGREQ");
      return MqttPingreq{};
    case kDisconnect:
      if (flags != 0 || !in.at_end()) return malformed("DISCONNECT");
      return MqttDisconnect{};
    default:
      return fail("a packet is of the kind {}, which is not for a server, or not supported here", first >> 4);
  }
}

Bytes packet(std::uint8_t kind, std::uint8_t flags, ByteView content) {
  Writer out;
  out.u8(static_cast<std::uint8_t>(kind << 4 | flags));
  std::size_t length = content.size();
  do {
    const auto low = static_cast<std::uint8_t>(length & 0x7f);
    length >>= 7;
    out.u8(length > 0 ? low | 0x80 : low);
  } while (length > 0);
  out.bytes(content);
  return out.take();
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("+#") != std::string_view::npos;
}

// Takes the text before the next "/" off the front, and the "/" too.
std::string_view take_level(std::string_view& text, bool& more) {
  const std::size_t slash = text.find('/');
  const std::string_view level = text.substr(0, slash);
  more = slash != std::string_view::npos;
  text = more ? text.substr(slash + 1) : std::string_view();
  return level;
}

}  // namespace

Result<std::optional<MqttRead>> parse_mqtt(ByteView received) {
  Cursor in(received);
  const std::uint8_t first = in.u8();
  const auto length = read_length(in);
  if (!length) return tl::unexpected(length.error());
  if (!*length) return std::nullopt;
  if (**length > kLongestMqttPacket) return fail("a packet is longer than {} bytes", kLongestMqttPacket);
  const ByteView content = in.take(**length);
  if (!in.ok()) return std::nullopt;
  Cursor inside(content);
  auto read = read_packet(first, inside);
  if (!read) return tl::unexpected(read.error());
  return MqttRead{std::move(*read), in.position()};
}

Bytes emit_mqtt_connack(MqttConnackCode code) {
  return packet(kConnack, 0, Bytes{0, static_cast<std::uint8_t>(code)});
}

Bytes emit_mqtt_publish(const MqttMessage& message, std::uint16_t id, bool duplicate) {
  Writer out;
  out.u16be(static_cast<std::uint16_t>(message.topic.size()));
  out.bytes(as_bytes(message.topic));
  if (message.qos > 0) out.u16be(id);
  out.bytes(message.payload);
  const auto flags =
      static_cast<std::uint8_t>((duplicate ? 8 : 0) | message.qos << 1 | (message.retain ? 1 : 0));
  return packet(kPublish, flags, out.view());
}

Bytes emit_mqtt_puback(std::uint16_t id) {
  return packet(kPuback, 0, Writer().u16be(id).view());
}

Bytes emit_mqtt_suback(std::uint16_t id, ByteView codes) {
  return packet(kSuback, 0, Writer().u16be(id).bytes(codes).view());
}

Bytes emit_mqtt_unsuback(std::uint16_t id) {
  return packet(kUnsuback, 0, Writer().u16be(id).view());
}

Bytes emit_mqtt_pingresp() {
  return packet(kPingresp, 0, {});
}

bool is_mqtt_topic(std::string_view topic) {
  return !topic.empty() && !has_wildcard(topic);
}

bool is_mqtt_filter(std::string_view filter) {
  if (filter.empty()) return false;
  bool more = true;
  while (more) {
    const std::string_view level = take_level(filter, more);
    if (level == "#" && more) return false;
    if (level.size() > 1 && has_wildcard(level)) return false;
  }
  return true;
}

bool matches_mqtt_filter(std::string_view topic, std::string_view filter) {
  // Wildcards at the begin do not match topics of the server's own (section 4.7.2).
  if (topic.starts_with('$') && (filter.starts_with('#') || filter.starts_with('+'))) return false;
  bool more_topic = true;
  bool more_filter = true;
  while (more_topic && more_filter) {
    const std::string_view wanted = take_level(filter, more_filter);
    if (wanted == "#") return true;
    const std::string_view level = take_level(topic, more_topic);
    if (wanted != "+" && wanted != level) return false;
  }
  // "a/#" matches "a" too.
  return !more_topic && (!more_filter || filter == "#");
}

}  // namespace tlscam
