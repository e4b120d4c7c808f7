#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"

namespace tlscam {

// Identifier octets of DER: class, whether other elements are inside, and number (X.690, 8.1.2).
constexpr std::uint8_t kDerBoolean = 0x01;
constexpr std::uint8_t kDerInteger = 0x02;
constexpr std::uint8_t kDerBitString = 0x03;
constexpr std::uint8_t kDerOctetString = 0x04;
constexpr std::uint8_t kDerNull = 0x05;
constexpr std::uint8_t kDerOid = 0x06;
constexpr std::uint8_t kDerEnumerated = 0x0a;
constexpr std::uint8_t kDerUtf8String = 0x0c;
constexpr std::uint8_t kDerNumericString = 0x12;
constexpr std::uint8_t kDerPrintableString = 0x13;
constexpr std::uint8_t kDerTeletexString = 0x14;
constexpr std::uint8_t kDerIa5String = 0x16;
constexpr std::uint8_t kDerUtcTime = 0x17;
constexpr std::uint8_t kDerGeneralizedTime = 0x18;
constexpr std::uint8_t kDerVisibleString = 0x1a;
constexpr std::uint8_t kDerUniversalString = 0x1c;
constexpr std::uint8_t kDerBmpString = 0x1e;
constexpr std::uint8_t kDerSequence = 0x30;
constexpr std::uint8_t kDerSet = 0x31;

/// "[0]", "[1]" of a format: whether elements are inside is said apart.
constexpr std::uint8_t der_context(std::uint8_t number, bool constructed) {
  return static_cast<std::uint8_t>(0x80 | (constructed ? 0x20 : 0) | number);
}
constexpr bool der_is_constructed(std::uint8_t tag) {
  return (tag & 0x20) != 0;
}
constexpr bool der_is_context(std::uint8_t tag) {
  return (tag & 0xc0) == 0x80;
}

/// What stands in front of the content of a DER element.
struct DerHeader {
  std::uint8_t tag = 0;
  std::size_t size = 0;    ///< of the header itself: 2 to 5 bytes
  std::size_t length = 0;  ///< of the content, as it says; there may be less
};

/// Reads the header at the front, with a length in its definite form (X.690, 10.1). Nothing when there is
/// none: bytes are missing, or the tag or the length has more bytes than X.509 ever needs.
std::optional<DerHeader> read_der_header(ByteView bytes);

/// "SEQUENCE", "OBJECT IDENTIFIER", "[0]": the name of a tag.
std::string der_tag_name(std::uint8_t tag);

/// The content of an OBJECT IDENTIFIER as numbers: "2.5.29.17". Empty when it is broken.
std::string oid_text(ByteView content);

/// The content of a UTCTime or GeneralizedTime as RFC 5280 (4.1.2.5) wants them, "2026-11-23 10:00:00".
/// Empty when it is none.
std::string der_time_text(std::uint8_t tag, ByteView content);

}  // namespace tlscam
