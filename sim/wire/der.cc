#include "sim/wire/der.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <vector>

#include "sim/base/cursor.h"

namespace tlscam {
namespace {

struct TagName {
  std::uint8_t tag;
  std::string_view name;
};

constexpr TagName kTagNames[] = {
    {kDerBoolean, "BOOLEAN"},
    {kDerInteger, "INTEGER"},
    {kDerBitString, "BIT STRING"},
    {kDerOctetString, "OCTET STRING"},
    {kDerNull, "NULL"},
    {kDerOid, "OBJECT IDENTIFIER"},
    {kDerEnumerated, "ENUMERATED"},
    {kDerUtf8String, "UTF8String"},
    {kDerNumericString, "NumericString"},
    {kDerPrintableString, "PrintableString"},
    {kDerTeletexString, "TeletexString"},
    {kDerIa5String, "IA5String"},
    {kDerUtcTime, "UTCTime"},
    {kDerGeneralizedTime, "GeneralizedTime"},
    {kDerVisibleString, "VisibleString"},
    {kDerUniversalString, "UniversalString"},
    {kDerBmpString, "BMPString"},
    {kDerSequence, "SEQUENCE"},
    {kDerSet, "SET"},
};

constexpr std::uint8_t kLongForm = 0x80;
constexpr std::size_t kMostLengthBytes = 3;
constexpr std::size_t kMostOidBytes = 64;

}  // namespace

std::optional<DerHeader> read_der_header(ByteView bytes) {
  Cursor in(bytes);
  DerHeader header;
  header.tag = in.u8();
  if ((header.tag & 0x1f) == 0x1f) return std::nullopt;  // a number of more than one byte
  const std::uint8_t first = in.u8();
  header.length = first;
  if (first >= kLongForm) {
    const std::size_t count = first - kLongForm;
    if (count == 0 || count > kMostLengthBytes) return std::nullopt;
    header.length = 0;
    for (std::size_t i = 0; i < count; ++i) header.length = header.length << 8 | in.u8();
  }
  if (!in.ok()) return std::nullopt;
  header.size = in.position();
  return header;
}

std::string der_tag_name(std::uint8_t tag) {
  const auto found = std::ranges::find(kTagNames, tag, &TagName::tag);
  if (found != std::end(kTagNames)) return std::string(found->name);
  return der_is_context(tag) ? fmt::format("[{}]", tag & 0x1f) : fmt::format("type 0x{:02x}", tag);
}

std::string oid_text(ByteView content) {
  if (content.empty() || content.size() > kMostOidBytes || (content.back() & 0x80) != 0) return {};
  std::string text;
  std::uint64_t arc = 0;
  for (const std::uint8_t byte : content) {
    if (arc > UINT64_MAX >> 7) return {};
    arc = arc << 7 | (byte & 0x7f);
    if ((byte & 0x80) != 0) continue;
    if (text.empty()) {  // the first two numbers share one (X.690, 8.19.4)
      const std::uint64_t first = std::min<std::uint64_t>(arc / 40, 2);
      text = fmt::format(FMT_COMPILE("{}.{}"), first, arc - 40 * first);
    } else {
      fmt::format_to(std::back_inserter(text), FMT_COMPILE(".{}"), arc);
    }
    arc = 0;
  }
  return text;
}

std::string der_time_text(std::uint8_t tag, ByteView content) {
  const std::string_view text = as_text(content);
  const std::size_t year_size = tag == kDerGeneralizedTime ? 4 : 2;
  if (text.size() != year_size + 11 || !text.ends_with('Z')) return {};
  const std::string_view digits = text.substr(0, text.size() - 1);
  if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return {};
  const std::string_view year = digits.substr(0, year_size);
  const std::string_view rest = digits.substr(year_size);
  // "Where YY is greater than or equal to 50, the year SHALL be interpreted as 19YY" (RFC 5280, 4.1.2.5.1)
  const std::string_view century = year_size == 4 ? "" : year >= "50" ? "19" : "20";
  return fmt::format("{}{}-{}-{} {}:{}:{}", century, year, rest.substr(0, 2), rest.substr(2, 2),
                     rest.substr(4, 2), rest.substr(6, 2), rest.substr(8, 2));
}

Bytes emit_der(std::uint8_t tag, ByteView content) {
  Bytes element{tag};
  if (content.size() < kLongForm) {
    element.push_back(static_cast<std::uint8_t>(content.size()));
  } else {
    int size = 1;
    while (content.size() >> (8 * size) != 0) ++size;
    element.push_back(static_cast<std::uint8_t>(kLongForm | size));
    for (int i = size - 1; i >= 0; --i)
      element.push_back(static_cast<std::uint8_t>(content.size() >> (8 * i)));
  }
  element.insert(element.end(), content.begin(), content.end());
  return element;
}

Bytes emit_der(std::uint8_t tag, std::initializer_list<Bytes> parts) {
  Bytes content;
  for (const Bytes& part : parts) content.insert(content.end(), part.begin(), part.end());
  return emit_der(tag, content);
}

Bytes emit_der_oid(std::string_view text) {
  std::vector<std::uint64_t> arcs;
  while (!text.empty()) {
    std::uint64_t arc = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), arc);
    if (error != std::errc()) return {};
    arcs.push_back(arc);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty() && text.front() != '.') return {};
    if (!text.empty()) text.remove_prefix(1);
  }
  if (arcs.size() < 2 || arcs[0] > 2) return {};
  arcs[1] += 40 * arcs[0];  // the first two numbers share one (X.690, 8.19.4)
  Bytes content;
  for (std::size_t i = 1; i < arcs.size(); ++i) {
    int size = 1;
    while (size < 10 && arcs[i] >> (7 * size) != 0) ++size;
    for (int k = size - 1; k >= 0; --k)
      content.push_back(static_cast<std::uint8_t>((arcs[i] >> (7 * k) & 0x7f) | (k > 0 ? 0x80 : 0)));
  }
  return emit_der(kDerOid, content);
}

Bytes emit_der_number(ByteView big_endian) {
  while (big_endian.size() > 1 && big_endian.front() == 0) big_endian = big_endian.subspan(1);
  Bytes content(big_endian.begin(), big_endian.end());
  // A first bit of 1 would make it negative (X.690, 8.3.3).
  if (content.empty() || (content.front() & 0x80) != 0) content.insert(content.begin(), 0);
  return emit_der(kDerInteger, content);
}

Bytes emit_der_bit_string(ByteView bytes) {
  Bytes content{0};  // no bit of the last byte is unused
  content.insert(content.end(), bytes.begin(), bytes.end());
  return emit_der(kDerBitString, content);
}

}  // namespace tlscam
