#include <fmt/format.h>

#include "sim/dissect/network/wire_fields.h"
#include "sim/dissect/tree/registry.h"
#include "sim/wire/dns.h"
#include "sim/wire/dns_name.h"

namespace tlscam {
namespace {

constexpr FieldKind kMessage{"DNS", "dns", "RFC 1035, 4.1"};
constexpr FieldKind kId{"Id", "dns.id", "RFC 1035, 4.1.1"};
constexpr FieldKind kFlags{"Flags", "dns.flags", "RFC 1035, 4.1.1"};
constexpr FieldKind kResponse{"Kind", "dns.flags.response", "RFC 1035, 4.1.1"};
constexpr FieldKind kOpcode{"Operation", "dns.flags.opcode", "RFC 1035, 4.1.1"};
constexpr FieldKind kAuthoritative{"Authoritative", "dns.flags.authoritative", "RFC 1035, 4.1.1"};
constexpr FieldKind kTruncated{"Truncated", "dns.flags.truncated", "RFC 1035, 4.1.1"};
constexpr FieldKind kDesired{"Recursion desired", "dns.flags.recursion", "RFC 1035, 4.1.1"};
constexpr FieldKind kAvailable{"Recursion available", "dns.flags.recursion", "RFC 1035, 4.1.1"};
constexpr FieldKind kCode{"Result", "dns.flags.code", "RFC 1035, 4.1.1"};
constexpr FieldKind kQuestions{"Questions", "dns.counts", "RFC 1035, 4.1.1"};
constexpr FieldKind kAnswers{"Answers", "dns.counts", "RFC 1035, 4.1.1"};
constexpr FieldKind kAuthorities{"Authorities", "dns.counts", "RFC 1035, 4.1.1"};
constexpr FieldKind kAdditionals{"Additional records", "dns.counts", "RFC 1035, 4.1.1"};
constexpr FieldKind kQuestion{"Question", "dns.question", "RFC 1035, 4.1.2"};
constexpr FieldKind kName{"Name", "dns.name", "RFC 1035, 4.1.4"};
constexpr FieldKind kType{"Type", "dns.type", "RFC 1035, 3.2.2"};
constexpr FieldKind kClass{"Class", "dns.class", "RFC 1035, 3.2.4"};
constexpr FieldKind kTimeToLive{"Time to live", "dns.time_to_live", "RFC 1035, 4.1.3"};
constexpr FieldKind kLength{"Length", "dns.length", "RFC 1035, 4.1.3"};
constexpr FieldKind kAddress{"Address", "dns.address", "RFC 1035, 3.4.1"};
constexpr FieldKind kAddress6{"Address (IPv6)", "dns.address", "RFC 3596, 2.2"};
constexpr FieldKind kTarget{"Name", "dns.target", "RFC 1035, 3.3"};
constexpr FieldKind kTextLength{"Length", "dns.text", "RFC 1035, 3.3.14"};
constexpr FieldKind kText{"Text", "dns.text", "RFC 1035, 3.3.14"};
constexpr FieldKind kPriority{"Priority", "dns.service", "RFC 2782"};
constexpr FieldKind kWeight{"Weight", "dns.service", "RFC 2782"};
constexpr FieldKind kPort{"Port", "dns.service", "RFC 2782"};
constexpr FieldKind kData{"Data", "dns.data", "RFC 1035, 4.1.3"};
constexpr FieldKind kAfter{"Behind the message", "dns.after"};

std::string type_text(std::uint64_t type) {
  return named_text(registered_name(Registry::dns_types, type), type);
}

/// The highest bit is multicast DNS's: an answer by unicast is wanted, or others of the name are to be
/// forgotten (RFC 6762, 5.4 and 10.2).
std::string class_text(std::uint64_t value) {
  return value == kDnsClassInternet ? "IN (1)"
         : value == 0x8001          ? "IN (1), and the bit of mDNS"
                                    : decimal_text(value);
}

std::string code_text(std::uint64_t code) {
  return named_text(registered_name(Registry::dns_codes, code), code);
}

std::string yes_or_no(bool yes) {
  return yes ? "yes" : "no";
}

/// One message. Compression pointers count from its first byte.
class DnsDissector {
 public:
  explicit DnsDissector(FieldReader& in) : in_(in), start_(in.position()), message_(in.peek()) {}

  void run() {
    FieldGroup group(in_, kMessage);
    group.set_layer(FieldLayer::application);
    in_.u16(kId, hex16_text);
    const bool response = read_flags();
    const std::uint16_t questions = in_.u16(kQuestions);
    const std::uint16_t answers = in_.u16(kAnswers);
    const std::uint16_t authorities = in_.u16(kAuthorities);
    const std::uint16_t additionals = in_.u16(kAdditionals);
    for (unsigned i = 0; i < questions && in_.ok(); ++i) read_question();
    for (unsigned i = 0; i < answers && in_.ok(); ++i)
      read_record({"Answer", "dns.answer", "RFC 1035, 4.1.3"});
    for (unsigned i = 0; i < authorities && in_.ok(); ++i) {
      read_record({"Authority", "dns.authority", "RFC 1035, 4.1.3"});
    }
    for (unsigned i = 0; i < additionals && in_.ok(); ++i) {
      read_record({"Additional record", "dns.additional", "RFC 1035, 4.1.3"});
    }
    if (in_.ok()) in_.rest(kAfter);
    group.set_value(response ? "answer" : "question");
  }

 private:
  bool read_flags() {
    const std::uint16_t flags = in_.u16(kFlags, hex16_text);
    const bool response = (flags & 0x8000) != 0;
    in_.note(kResponse, response ? "answer" : "question");
    in_.note(kOpcode, (flags >> 11 & 15) == 0 ? "query (0)" : decimal_text(flags >> 11 & 15));
    in_.note(kAuthoritative, yes_or_no((flags & 0x0400) != 0));
    in_.note(kTruncated, yes_or_no((flags & 0x0200) != 0));
    in_.note(kDesired, yes_or_no((flags & 0x0100) != 0));
    in_.note(kAvailable, yes_or_no((flags & 0x0080) != 0));
    in_.note(kCode, code_text, flags & 15u);
    return response;
  }

  std::string read_name(const FieldKind& kind) {
    if (!in_.ok()) return {};
    Cursor cursor(message_);
    cursor.skip(in_.position() - start_);
    const std::size_t before = cursor.position();
    const auto name = read_dns_name(cursor, message_);
    if (!name || cursor.position() - before > in_.remaining()) {
      in_.bytes(kind, in_.remaining());
      in_.set_broken(name ? "the name is longer than its record" : name.error().text);
      return {};
    }
    in_.bytes(kind, cursor.position() - before);
    const std::string text = name->empty() ? "(root)" : *name;
    in_.set_value(text);
    return text;
  }

  void read_question() {
    FieldGroup group(in_, kQuestion);
    const std::string name = read_name(kName);
    const std::uint16_t type = in_.u16(kType, type_text);
    in_.u16(kClass, class_text);
    if (in_.ok()) group.set_value(fmt::format("{} {}", name, type_text(type)));
  }

  void read_record(const FieldKind& kind) {
    FieldGroup group(in_, kind);
    const std::string name = read_name(kName);
    const std::uint16_t type = in_.u16(kType, type_text);
    in_.u16(kClass, class_text);
    in_.u32(kTimeToLive);
    const std::uint16_t length = in_.u16(kLength);
    if (in_.ok()) group.set_value(fmt::format("{} {}", name, type_text(type)));
    const FieldBlock data(in_, length);
    read_data(type);
  }

  void read_data(std::uint16_t type) {
    constexpr std::uint16_t kNs = 2, kPtr = 12, kTxt = 16, kSrv = 33;
    switch (type) {
      case kDnsTypeA:
        in_.ipv4(kAddress);
        return;
      case kDnsTypeAaaa:
        in_.bytes(kAddress6, 16);
        return;
      case kDnsTypeCname:
      case kNs:
      case kPtr:
        read_name(kTarget);
        return;
      case kTxt:
        while (in_.more()) in_.text(kText, in_.u8(kTextLength));
        return;
      case kSrv:
        in_.u16(kPriority);
        in_.u16(kWeight);
        in_.u16(kPort);
        read_name(kTarget);
        return;
      default:
        in_.rest(kData);
    }
  }

  FieldReader& in_;
  std::size_t start_;
  ByteView message_;
};

}  // namespace

void dissect_dns(FieldReader& in) {
  DnsDissector(in).run();
}

}  // namespace tlscam
