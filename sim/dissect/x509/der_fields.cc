#include "sim/dissect/x509/der_fields.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "sim/base/hex.h"
#include "sim/wire/oid_names.h"

namespace tlscam {
namespace {

constexpr FieldKind kHeader{"Type and length", "x509.der.header", "X.690, 8.1"};
constexpr FieldKind kUnusedBits{"Unused bits", "x509.der.unused_bits", "X.690, 8.6.2"};
constexpr FieldKind kAny{"Element", "x509.der.element", "X.690, 8"};

/// Elements in elements of a format that is not known here: as deep as anybody would look.
constexpr int kDeepest = 6;
constexpr std::size_t kLongestNumber = 20;  // bytes; a serial number is shown in full
constexpr std::size_t kLongestText = 256;

/// The whole next element as one broken field.
void read_wrong(FieldReader& in, const FieldKind& kind, std::uint8_t wanted) {
  const auto header = read_der_header(in.peek());
  if (!in.more() || !header) {
    in.bytes(kind, std::max<std::size_t>(in.remaining(), 1));
    in.set_value(std::string());
    in.set_broken(fmt::format("no {} begins here", der_tag_name(wanted)));
    return;
  }
  in.bytes(kind, header->size + header->length);
  in.set_value(std::string());
  in.set_broken(
      fmt::format("{} is needed here, this is {}", der_tag_name(wanted), der_tag_name(header->tag)));
}

/// The bytes of the character at the front when it takes more than one (RFC 3629) and is not a control code;
/// 0: it is none. Overlong and surrogate forms pass: they show as what they are, a character that is not
/// there.
std::size_t utf8_size(ByteView bytes) {
  const std::uint8_t first = bytes[0];
  const std::size_t size = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (first >= 0xf5 || size == 0 || bytes.size() < size) return 0;
  const auto continues = [](std::uint8_t byte) { return (byte & 0xc0) == 0x80; };
  if (!std::ranges::all_of(bytes.subspan(1, size - 1), continues)) return 0;
  return first == 0xc2 && bytes[1] < 0xa0 ? 0 : size;
}

std::string bits_text(ByteView content) {
  if (content.empty()) return "empty";
  return fmt::format("{} bits", 8 * (content.size() - 1) - std::min<std::size_t>(content[0], 7));
}

std::string bytes_value(ByteView content) {
  if (content.empty()) return "empty";
  return content.size() <= kLongestNumber ? to_hex(content) : bytes_text(content.size());
}

std::string any_text(std::uint8_t tag, ByteView content) {
  switch (tag) {
    case kDerInteger:
    case kDerEnumerated:
      return der_number_text(content);
    case kDerBoolean:
      return content.empty() || content[0] == 0 ? "false" : "true";
    case kDerOid:
      return oid_with_name(oid_text(content));
    case kDerNull:
      return "nothing";
    case kDerBitString:
      return bits_text(content);
    case kDerUtcTime:
    case kDerGeneralizedTime:
      return der_time_text(tag, content);
    case kDerOctetString:
      return bytes_value(content);
    default:
      return der_is_context(tag) ? bytes_value(content) : der_string_text(tag, content);
  }
}

void read_any(FieldReader& in, const FieldKind& kind, int depth) {
  const auto header = read_der_header(in.peek());
  if (!header) return read_wrong(in, kind, kDerSequence);
  if (der_is_constructed(header->tag) && depth < kDeepest) {
    DerElement element(in, kind, header->tag);
    element.set_value(der_tag_name(header->tag));
    while (in.more()) read_any(in, kAny, depth + 1);
    return;
  }
  const auto content = read_der(in, kind, header->tag);
  if (!content) return;
  const std::string value = any_text(header->tag, *content);
  in.set_value(
      fmt::format(FMT_COMPILE("{}{}{}"), der_tag_name(header->tag), value.empty() ? "" : ": ", value));
}

}  // namespace

DerElement::DerElement(FieldReader& in, const FieldKind& kind, std::uint8_t tag) {
  const auto header = read_der_header(in.peek());
  if (!header || header->tag != tag) {
    read_wrong(in, kind, tag);
    return;
  }
  group_.emplace(in, kind);
  in.bytes(kHeader, header->size);
  in.set_value(fmt::format(FMT_COMPILE("{}, {}"), der_tag_name(tag), bytes_text(header->length)));
  block_.emplace(in, header->length);
}

std::uint8_t next_der_tag(const FieldReader& in) {
  return in.more() ? in.peek()[0] : 0;
}

std::optional<ByteView> read_der(FieldReader& in, const FieldKind& kind, std::uint8_t tag) {
  const auto header = read_der_header(in.peek());
  if (!header || header->tag != tag) {
    read_wrong(in, kind, tag);
    return std::nullopt;
  }
  const ByteView whole = in.bytes(kind, header->size + header->length);
  if (whole.empty()) return std::nullopt;
  return whole.subspan(header->size);
}

std::string der_number_text(ByteView content) {
  if (content.empty()) return "empty";
  const bool negative = (content[0] & 0x80) != 0;
  if (content.size() <= 8) {
    std::uint64_t value = negative ? ~std::uint64_t{0} : 0;
    for (const std::uint8_t byte : content) value = value << 8 | byte;
    return negative ? fmt::format("{}", static_cast<std::int64_t>(value)) : fmt::format("{}", value);
  }
  if (content[0] == 0) content = content.subspan(1);
  if (content.size() <= kLongestNumber) return "0x" + to_hex(content);
  return fmt::format("{} bits", 8 * content.size() - std::countl_zero(content[0]));
}

void read_der_integer(FieldReader& in, const FieldKind& kind) {
  const auto content = read_der(in, kind, kDerInteger);
  if (!content) return;
  in.set_value(der_number_text(*content));
  if (content->empty()) in.set_broken("a number has at least one byte");
}

bool read_der_boolean(FieldReader& in, const FieldKind& kind) {
  const auto content = read_der(in, kind, kDerBoolean);
  if (!content) return false;
  const bool value = !content->empty() && (*content)[0] != 0;
  in.set_value(value ? "yes" : "no");
  if (content->size() != 1) in.set_broken("it has one byte");
  return value;
}

std::string read_der_oid(FieldReader& in, const FieldKind& kind) {
  const auto content = read_der(in, kind, kDerOid);
  if (!content) return {};
  std::string oid = oid_text(*content);
  in.set_value(oid_with_name(oid));
  if (oid.empty()) in.set_broken("this is no object identifier");
  return oid;
}

std::string read_der_time(FieldReader& in, const FieldKind& kind) {
  const std::uint8_t tag = next_der_tag(in) == kDerGeneralizedTime ? kDerGeneralizedTime : kDerUtcTime;
  const auto content = read_der(in, kind, tag);
  if (!content) return {};
  std::string text = der_time_text(tag, *content);
  in.set_value(text);
  if (text.empty()) in.set_broken("this is no time as RFC 5280 wants them");
  return text;
}

std::string der_string_text(std::uint8_t tag, ByteView content) {
  std::string text;
  // BMPString: two bytes a character, of which those here are nearly always ASCII.
  const std::size_t step = tag == kDerBmpString ? 2 : 1;
  const std::size_t end = std::min(content.size(), kLongestText * step);
  for (std::size_t i = step - 1; i < end; i += step) {
    const std::size_t size = tag == kDerUtf8String ? utf8_size(content.subspan(i)) : 0;
    if (size > 0) {
      text += as_text(content.subspan(i, size));
      i += size - 1;
    } else {
      text += content[i] >= 0x20 && content[i] < 0x7f ? static_cast<char>(content[i]) : '.';
    }
  }
  if (content.size() > end) text += fmt::format("... ({})", bytes_text(content.size()));
  return text;
}

std::string read_der_text(FieldReader& in, const FieldKind& kind) {
  const std::uint8_t tag = next_der_tag(in);
  if (der_is_constructed(tag)) {
    read_wrong(in, kind, kDerUtf8String);
    return {};
  }
  const auto content = read_der(in, kind, tag);
  if (!content) return {};
  std::string text = der_string_text(tag, *content);
  in.set_value(text);
  return text;
}

void read_der_secret(FieldReader& in, const FieldKind& kind, std::uint8_t tag) {
  const auto content = read_der(in, kind, tag);
  if (content) in.set_value(fmt::format("{}, not shown", bytes_text(content->size())));
}

void read_unused_bits(FieldReader& in) {
  if (in.u8(kUnusedBits) > 7) in.set_broken("at most 7");
}

void read_der_any(FieldReader& in, const FieldKind& kind) {
  read_any(in, kind, 0);
}

void read_der_any(FieldReader& in) {
  read_any(in, kAny, 0);
}

}  // namespace tlscam
