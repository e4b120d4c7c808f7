#include <fmt/format.h>

#include "sim/dissect/network/wire_fields.h"
#include "sim/time/instant.h"
#include "sim/wire/ntp.h"

namespace tlscam {
namespace {

constexpr FieldKind kPacket{"NTP", "ntp", "RFC 5905, 7.3"};
constexpr FieldKind kFirst{"Leap, version, mode", "ntp.first", "RFC 5905, 7.3"};
constexpr FieldKind kLeap{"Leap indicator", "ntp.leap", "RFC 5905, 7.3"};
constexpr FieldKind kVersion{"Version", "ntp.version", "RFC 5905, 7.3"};
constexpr FieldKind kMode{"Mode", "ntp.mode", "RFC 5905, 7.3"};
constexpr FieldKind kStratum{"Stratum", "ntp.stratum", "RFC 5905, 7.3"};
constexpr FieldKind kPoll{"Poll", "ntp.poll", "RFC 5905, 7.3"};
constexpr FieldKind kPrecision{"Precision", "ntp.precision", "RFC 5905, 7.3"};
constexpr FieldKind kRootDelay{"Root delay", "ntp.root", "RFC 5905, 7.3"};
constexpr FieldKind kRootDispersion{"Root dispersion", "ntp.root", "RFC 5905, 7.3"};
constexpr FieldKind kReferenceId{"Reference", "ntp.reference", "RFC 5905, 7.3"};
constexpr FieldKind kReference{"Clock was last set", "ntp.reference", "RFC 5905, 7.3"};
constexpr FieldKind kOrigin{"Time of the question, by the client", "ntp.origin", "RFC 5905, 7.3"};
constexpr FieldKind kReceive{"Time when it came, by the server", "ntp.receive", "RFC 5905, 7.3"};
constexpr FieldKind kTransmit{"Time of sending", "ntp.transmit", "RFC 5905, 7.3"};
constexpr FieldKind kExtensions{"Extensions and message digest", "ntp.extensions", "RFC 5905, 7.5"};

std::string mode_text(std::uint64_t mode) {
  constexpr const char* kNames[] = {"reserved", "symmetric active", "symmetric passive", "client",
                                    "server",   "broadcast",        "control message",   "private"};
  return named_text(kNames[mode & 7], mode & 7);
}

/// Signed powers of two, in seconds.
std::string power_text(std::uint64_t value) {
  return fmt::format("2^{} seconds", static_cast<std::int8_t>(value));
}

std::string short_text(std::uint64_t value) {
  return fmt::format("{:.6f} seconds", static_cast<double>(value) / 65536);
}

/// Seconds since 1900 and a fraction (RFC 5905, 6). A time before 1968 belongs to the era from 2036 on.
std::string time_text(std::uint64_t value) {
  if (value == 0) return "not known";
  constexpr std::int64_t kFrom1900To1970 = 2'208'988'800;
  std::int64_t seconds = static_cast<std::int64_t>(value >> 32);
  if (value >> 63 == 0) seconds += std::int64_t{1} << 32;
  const std::uint64_t fraction = (value & 0xffff'ffff) * 1'000'000 >> 32;
  return to_text(
      Instant(Duration((seconds - kFrom1900To1970) * 1'000'000 + static_cast<std::int64_t>(fraction))), true);
}

}  // namespace

void dissect_ntp(FieldReader& in) {
  FieldGroup group(in, kPacket);
  group.set_layer(FieldLayer::application);
  const std::uint8_t first = in.u8(kFirst, hex8_text);
  in.note(kLeap, decimal_text, first >> 6);
  in.note(kVersion, decimal_text, first >> 3 & 7u);
  in.note(kMode, mode_text, first);
  in.u8(kStratum);
  in.u8(kPoll, power_text);
  in.u8(kPrecision, power_text);
  in.u32(kRootDelay, short_text);
  in.u32(kRootDispersion, short_text);
  in.bytes(kReferenceId, 4);
  in.u64(kReference, time_text);
  in.u64(kOrigin, time_text);
  in.u64(kReceive, time_text);
  in.u64(kTransmit, time_text);
  in.rest(kExtensions);
  if (in.ok()) group.set_value(mode_text, first);
}

}  // namespace tlscam
