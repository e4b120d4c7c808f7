#include "sim/wire/dns_name.h"

#include <algorithm>

namespace tlscam {
namespace {

// RFC 1035 section 2.3.4 allows labels of 63 octets and names of 255 with lengths and end: 253 as text.
constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kLongestName = 253;
constexpr std::uint8_t kPointer = 0xc0;

bool is_plain(std::uint8_t byte) {
  return byte > 0x20 && byte < 0x7f && byte != '.';
}

}  // namespace

Result<std::string> read_dns_name(Cursor& in, ByteView message) {
  std::string name;
  Cursor labels = in;  // walks over the labels and follows pointers
  bool jumped = false;
  std::size_t start = in.position();  // start of the current run of labels
  for (;;) {
    const std::uint8_t length = labels.u8();
    if (length >= kPointer) {
      const std::size_t target = (length & 0x3fu) << 8 | labels.u8();
      if (!labels.ok()) break;
      if (!jumped) in = labels;
      jumped = true;
      // "a pointer to a prior occurrence" leads ever nearer to the front, so the walk comes to an end.
      if (target >= start)
        return fail("DNS: a compression pointer to {} does not lead towards the front", target);
      start = target;
      labels = Cursor(message);
      labels.skip(target);
      continue;
    }
    if (length > kLongestLabel) return fail("DNS: a label starts with the reserved bits {:#04x}", length);
    if (!labels.ok()) break;
    if (length == 0) {
      if (!jumped) in = labels;
      return name;
    }
    const ByteView label = labels.take(length);
    if (!labels.ok()) break;
    if (!std::ranges::all_of(label, is_plain)) return fail("DNS: a name is not made of printable ASCII");
    if (!name.empty()) name += '.';
    name += as_text(label);
    if (name.size() > kLongestName) return fail("DNS: a name is longer than {} characters", kLongestName);
  }
  return fail("DNS: a name runs past the end of the message");
}

Result<void> write_dns_name(Writer& out, std::string_view name) {
  if (name.size() > kLongestName) return fail("DNS: a name is longer than {} characters", kLongestName);
  while (!name.empty()) {
    const std::string_view label = name.substr(0, name.find('.'));
    if (label.empty() || label.size() > kLongestLabel) {
      return fail("DNS: a label of a name has {} characters; 1 to {} are allowed", label.size(),
                  kLongestLabel);
    }
    out.u8(static_cast<std::uint8_t>(label.size())).bytes(as_bytes(label));
    name.remove_prefix(std::min(name.size(), label.size() + 1));
  }
  out.u8(0);
  return {};
}

}  // namespace tlscam
