#include "sim/wire/tls_handshake.h"

#include <algorithm>

namespace tlscam {
namespace {

/// SHA-256 of "HelloRetryRequest" (RFC 8446 section 4.1.3).
constexpr std::array<std::uint8_t, 32> kHelloRetryRandom{
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};
constexpr std::uint8_t kHostName = 0;  // RFC 6066 section 3, NameType

std::uint32_t u24be(Cursor& in) {
  const std::uint32_t high = in.u8();
  return high << 16 | in.u16be();
}

/// "The presence of extensions can be detected by determining whether there are bytes following the
/// compression_methods at the end" (RFC 5246 section 7.4.1.2).
Result<std::vector<TlsExtension>> read_extensions(Cursor& in) {
  std::vector<TlsExtension> extensions;
  if (in.at_end()) return extensions;
  const ByteView all = in.take(in.u16be());
  if (!in.ok()) return fail("TLS: the extensions run past the end of the message");
  if (!in.at_end()) return fail("TLS: {} bytes follow the extensions", in.remaining());
  Cursor rest(all);
  while (!rest.at_end()) {
    TlsExtension extension{.type = rest.u16be()};
    extension.data = rest.take(rest.u16be());
    if (!rest.ok()) return fail("TLS: extension {} runs past the end of the extensions", extension.type);
    extensions.push_back(extension);
  }
  return extensions;
}

const TlsExtension* find(const std::vector<TlsExtension>& extensions, std::uint16_t type) {
  const auto found = std::ranges::find(extensions, type, &TlsExtension::type);
  return found == extensions.end() ? nullptr : &*found;
}

}  // namespace

Result<TlsHandshakeHeader> parse_tls_handshake_header(ByteView bytes) {
  Cursor in(bytes);
  TlsHandshakeHeader header;
  header.type = static_cast<TlsHandshakeType>(in.u8());
  header.length = u24be(in);
  if (!in.ok()) return fail("TLS: a handshake message's header has 4 bytes, here are {}", bytes.size());
  return header;
}

Result<DtlsHandshakeFragment> read_dtls_handshake_fragment(Cursor& in) {
  DtlsHandshakeFragment fragment;
  fragment.type = static_cast<TlsHandshakeType>(in.u8());
  fragment.length = u24be(in);
  fragment.sequence = in.u16be();
  fragment.offset = u24be(in);
  const std::uint32_t size = u24be(in);
  if (!in.ok()) return fail("DTLS: the header of a handshake message is not complete");
  if (fragment.offset + size > fragment.length) {
    return fail("DTLS: bytes {} to {} lie outside of a handshake message of {}", fragment.offset,
                fragment.offset + size, fragment.length);
  }
  fragment.body = in.take(size);
  if (!in.ok()) return fail("DTLS: a part of a handshake message runs past the end of its record");
  return fragment;
}

Result<TlsClientHello> parse_client_hello(ByteView body, bool datagram) {
  Cursor in(body);
  TlsClientHello hello;
  hello.version = in.u16be();
  hello.random = in.take(32);
  hello.session_id = in.take(in.u8());
  if (datagram) hello.cookie = in.take(in.u8());
  Cursor suites(in.take(in.u16be()));
  while (suites.remaining() >= 2) hello.cipher_suites.push_back(suites.u16be());
  hello.compression_methods = in.take(in.u8());
  if (!in.ok()) return fail("TLS: the ClientHello of {} bytes is not complete", body.size());
  if (!suites.at_end()) return fail("TLS: half a cipher suite stands at the end of the list");
  auto extensions = read_extensions(in);
  if (!extensions) return tl::unexpected(extensions.error());
  hello.extensions = std::move(*extensions);
  return hello;
}

Result<TlsServerHello> parse_server_hello(ByteView body) {
  Cursor in(body);
  TlsServerHello hello;
  hello.version = in.u16be();
  hello.random = in.take(32);
  hello.session_id = in.take(in.u8());
  hello.cipher_suite = in.u16be();
  hello.compression_method = in.u8();
  if (!in.ok()) return fail("TLS: the ServerHello of {} bytes is not complete", body.size());
  auto extensions = read_extensions(in);
  if (!extensions) return tl::unexpected(extensions.error());
  hello.extensions = std::move(*extensions);
  return hello;
}

Result<std::vector<ByteView>> parse_certificate_list(ByteView body) {
  Cursor in(body);
  Cursor list(in.take(u24be(in)));
  if (!in.ok()) return fail("TLS: the list of certificates runs past the end of the message");
  if (!in.at_end()) return fail("TLS: {} bytes follow the list of certificates", in.remaining());
  std::vector<ByteView> certificates;
  while (!list.at_end()) {
    const ByteView certificate = list.take(u24be(list));
    if (!list.ok()) return fail("TLS: certificate {} runs past the end of the list", certificates.size() + 1);
    certificates.push_back(certificate);
  }
  return certificates;
}

std::optional<std::string_view> server_name(const TlsClientHello& hello) {
  const TlsExtension* extension = find(hello.extensions, kTlsExtensionServerName);
  if (!extension) return std::nullopt;
  Cursor in(extension->data);
  Cursor list(in.take(in.u16be()));
  while (!list.at_end()) {
    const std::uint8_t type = list.u8();
    const ByteView name = list.take(list.u16be());
    if (list.ok() && type == kHostName) return as_text(name);
  }
  return std::nullopt;
}

std::vector<std::uint16_t> offered_numbers(const TlsClientHello& hello, std::uint16_t extension) {
  std::vector<std::uint16_t> numbers;
  const TlsExtension* found = find(hello.extensions, extension);
  if (!found) return numbers;
  Cursor in(found->data);
  Cursor list(in.take(extension == kTlsExtensionSupportedVersions ? in.u8() : in.u16be()));
  while (list.remaining() >= 2) numbers.push_back(list.u16be());
  return numbers;
}

std::vector<std::uint16_t> offered_versions(const TlsClientHello& hello) {
  if (!find(hello.extensions, kTlsExtensionSupportedVersions)) return {hello.version};
  return offered_numbers(hello, kTlsExtensionSupportedVersions);
}

std::uint16_t selected_version(const TlsServerHello& hello) {
  const TlsExtension* extension = find(hello.extensions, kTlsExtensionSupportedVersions);
  if (!extension) return hello.version;
  Cursor in(extension->data);
  const std::uint16_t version = in.u16be();
  return in.ok() ? version : hello.version;
}

bool is_hello_retry_request(const TlsServerHello& hello) {
  return std::ranges::equal(hello.random, kHelloRetryRandom);
}

Result<TlsAlert> parse_tls_alert(ByteView payload) {
  Cursor in(payload);
  const std::uint8_t level = in.u8();
  const std::uint8_t description = in.u8();
  if (!in.ok() || !in.at_end()) return fail("TLS: an alert has 2 bytes, here are {}", payload.size());
  if (level != static_cast<std::uint8_t>(TlsAlertLevel::warning) &&
      level != static_cast<std::uint8_t>(TlsAlertLevel::fatal)) {
    return fail("TLS: {} is no level of an alert", level);
  }
  return TlsAlert{static_cast<TlsAlertLevel>(level), description};
}

}  // namespace tlscam
