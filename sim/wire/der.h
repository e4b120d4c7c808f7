#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"

namespace tlscam {

// These are identifier octets of DER: class, whether it holds other elements, and number (X.690, 8.1.2).
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

/// `der_context` makes the tag "[0]" or "[1]" of a format, which does not say if it holds other elements.
constexpr std::uint8_t der_context(std::uint8_t number, bool constructed) {
  return static_cast<std::uint8_t>(0x80 | (constructed ? 0x20 : 0) | number);
}
constexpr bool der_is_constructed(std::uint8_t tag) {
  return (tag & 0x20) != 0;
}
constexpr bool der_is_context(std::uint8_t tag) {
  return (tag & 0xc0) == 0x80;
}

/// `DerHeader` is the tag and length in front of the content of a DER element.
struct DerHeader {
  std::uint8_t tag = 0;
  std::size_t size = 0;    ///< header size: 2 to 5 bytes
  std::size_t length = 0;  ///< content size as stated; there may be less
};

/// `read_der_header` reads the header at the front, with a length in its definite form (X.690, 10.1). It
/// gives nothing if bytes are missing, or if the tag or the length has more bytes than X.509 ever needs.
std::optional<DerHeader> read_der_header(ByteView bytes);

/// `emit_der` writes an element, whose content may be given in parts.
Bytes emit_der(std::uint8_t tag, ByteView content);
Bytes emit_der(std::uint8_t tag, std::initializer_list<Bytes> parts);

/// `emit_der_oid` writes an OBJECT IDENTIFIER: "2.5.29.17". It is empty for a text that is not one.
Bytes emit_der_oid(std::string_view text);

/// `emit_der_number` writes a positive INTEGER.
Bytes emit_der_number(ByteView big_endian);

/// `emit_der_bit_string` writes a BIT STRING of whole bytes.
Bytes emit_der_bit_string(ByteView bytes);

/// `der_tag_name` names a tag: "SEQUENCE", "OBJECT IDENTIFIER", "[0]".
std::string der_tag_name(std::uint8_t tag);

/// `oid_text` prints the content of an OBJECT IDENTIFIER, "2.5.29.17"; a malformed one gives an empty text.
std::string oid_text(ByteView content);

/// `der_time_text` prints a UTCTime or GeneralizedTime in the form of RFC 5280 (4.1.2.5), "2026-11-23
/// 10:00:00". It is empty for any other content.
std::string der_time_text(std::uint8_t tag, ByteView content);

}  // namespace tlscam
