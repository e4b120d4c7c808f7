#include "sim/service/ntp_server.h"

#include "sim/wire/ntp.h"

namespace tlscam {
namespace {

constexpr std::uint32_t kReferenceGps = 0x47505300;  // "GPS" (RFC 5905 figure 12)
constexpr std::int8_t kPrecision = -20;              // 2^-20 s, about a microsecond
constexpr std::chrono::seconds kSinceReference{16};  // when the server last looked at its own reference

}  // namespace

std::uint64_t to_ntp_timestamp(Instant instant) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(instant);
  const auto seconds = static_cast<std::uint32_t>(whole.time_since_epoch().count() + kNtpToUnixSeconds);
  const auto micros = static_cast<std::uint64_t>((instant - whole).count());
  return static_cast<std::uint64_t>(seconds) << 32 | (micros << 32) / 1'000'000;
}

std::optional<Bytes> NtpServer::answer(ByteView request, Instant now) const {
  if (faults.unreachable) return std::nullopt;
  const auto asked = parse_ntp(request);
  if (!asked || asked->mode != static_cast<std::uint8_t>(NtpMode::client)) return std::nullopt;
  if (asked->version < 1 || asked->version > 4) return std::nullopt;

  const Instant time = now + faults.wrong_time;
  NtpPacket reply;
  reply.version = asked->version;
  reply.mode = static_cast<std::uint8_t>(NtpMode::server);
  reply.stratum = 1;
  reply.poll = asked->poll;
  reply.precision = kPrecision;
  reply.reference_id = kReferenceGps;
  reply.reference = to_ntp_timestamp(time - kSinceReference);
  reply.originate = asked->transmit;
  reply.receive = to_ntp_timestamp(time);
  reply.transmit = to_ntp_timestamp(time);
  return emit_ntp(reply);
}

}  // namespace tlscam
