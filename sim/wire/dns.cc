#include "sim/wire/dns.h"

#include <algorithm>

#include "sim/base/cursor.h"
#include "sim/base/writer.h"
#include "sim/wire/dns_name.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kResponse = 0x8000;
constexpr std::uint16_t kAuthoritative = 0x0400;
constexpr std::uint16_t kTruncated = 0x0200;
constexpr std::uint16_t kRecursionDesired = 0x0100;
constexpr std::uint16_t kRecursionAvailable = 0x0080;
constexpr std::uint16_t kPointerToQuestion = 0xc00c;  // the question follows the 12-byte header

void read_flags(DnsMessage& message, std::uint16_t flags) {
  message.is_response = (flags & kResponse) != 0;
  message.opcode = flags >> 11 & 0x0f;
  message.authoritative = (flags & kAuthoritative) != 0;
  message.truncated = (flags & kTruncated) != 0;
  message.recursion_desired = (flags & kRecursionDesired) != 0;
  message.recursion_available = (flags & kRecursionAvailable) != 0;
  message.code = static_cast<DnsCode>(flags & 0x0f);
}

std::uint16_t flags_of(const DnsMessage& message) {
  int flags = (message.opcode & 0x0f) << 11 | static_cast<int>(message.code);
  if (message.is_response) flags |= kResponse;
  if (message.authoritative) flags |= kAuthoritative;
  if (message.truncated) flags |= kTruncated;
  if (message.recursion_desired) flags |= kRecursionDesired;
  if (message.recursion_available) flags |= kRecursionAvailable;
  return static_cast<std::uint16_t>(flags);
}

Result<DnsAnswer> read_answer(Cursor& in, ByteView message) {
  auto name = read_dns_name(in, message);
  if (!name) return tl::unexpected(name.error());
  DnsAnswer answer{.name = std::move(*name), .data = {}};
  answer.type = in.u16be();
  answer.record_class = in.u16be();
  answer.seconds_to_live = in.u32be();
  const ByteView data = in.take(in.u16be());
  if (!in.ok()) return fail("DNS: an answer runs past the end of the message");
  answer.data.assign(data.begin(), data.end());
  return answer;
}

}  // namespace

Result<DnsMessage> parse_dns(ByteView bytes) {
  Cursor in(bytes);
  DnsMessage message;
  message.id = in.u16be();
  read_flags(message, in.u16be());
  const std::uint16_t questions = in.u16be();
  const std::uint16_t answers = in.u16be();
  in.skip(4);  // the numbers of authority and additional records
  if (!in.ok()) return fail("DNS: the message has {} bytes, its header alone has 12", bytes.size());
  if (questions != 1) return fail("DNS: the message has {} questions instead of one", questions);

  auto name = read_dns_name(in, bytes);
  if (!name) return tl::unexpected(name.error());
  message.question.name = std::move(*name);
  message.question.type = in.u16be();
  message.question.record_class = in.u16be();
  if (!in.ok()) return fail("DNS: the question runs past the end of the message");
  for (int i = 0; i < answers; ++i) {
    auto answer = read_answer(in, bytes);
    if (!answer) return tl::unexpected(answer.error());
    message.answers.push_back(std::move(*answer));
  }
  return message;
}

Result<Bytes> emit_dns(const DnsMessage& message) {
  Writer out;
  out.u16be(message.id).u16be(flags_of(message)).u16be(1);
  out.u16be(static_cast<std::uint16_t>(message.answers.size())).u16be(0).u16be(0);
  if (auto written = write_dns_name(out, message.question.name); !written) {
    return tl::unexpected(written.error());
  }
  out.u16be(message.question.type).u16be(message.question.record_class);
  for (const DnsAnswer& answer : message.answers) {
    if (answer.name == message.question.name) {
      out.u16be(kPointerToQuestion);
    } else if (auto written = write_dns_name(out, answer.name); !written) {
      return tl::unexpected(written.error());
    }
    out.u16be(answer.type).u16be(answer.record_class).u32be(answer.seconds_to_live);
    out.u16be(static_cast<std::uint16_t>(answer.data.size())).bytes(answer.data);
  }
  return out.take();
}

Bytes emit_dns_format_error(ByteView query) {
  Cursor in(query);
  const std::uint16_t id = in.u16be();
  const std::uint16_t flags = in.u16be();
  in.skip(8);
  if (!in.ok() || (flags & kResponse) != 0) return {};
  Writer out;
  const int kept =
      flags & (0x7800 | kRecursionDesired);  // "copied into the response" (RFC 1035 section 4.1.1)
  out.u16be(id).u16be(static_cast<std::uint16_t>(kept | kResponse | static_cast<int>(DnsCode::format_error)));
  return out.fill(8).take();
}

std::string normal_dns_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  std::string normal(name);
  // std::tolower would depend on the locale.
  std::ranges::transform(normal, normal.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return normal;
}

}  // namespace tlscam
