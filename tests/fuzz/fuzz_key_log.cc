// This takes any text as a key log, and as one that decrypts: a session whose records are cut out of the
// input. No tree may leave its bytes, whatever the log says about the session and however the records are
// damaged.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "sim/base/hex.h"
#include "sim/base/writer.h"
#include "sim/dissect/decrypt/tls_decrypter.h"
#include "sim/wire/tls_handshake.h"

namespace tlscam {
namespace {

/// These are TLS 1.2 with each kind of cipher, and TLS 1.3.
constexpr std::uint16_t kSuites[] = {0xc02b, 0xc0ac, 0xcca9, 0xc023, 0xc024, 0x003c, 0x1301, 0x1303};

const Bytes kRandom(32, 0x11);

Bytes message(TlsHandshakeType type, ByteView body, bool datagram) {
  Writer out;
  const auto size = static_cast<std::uint32_t>(body.size());
  out.u32be(static_cast<std::uint32_t>(type) << 24 | size);
  if (datagram) out.u16be(0).u8(0).u16be(0).u8(0).u16be(static_cast<std::uint16_t>(size));
  out.bytes(body);
  return out.take();
}

Bytes client_hello(bool datagram) {
  Writer out;
  out.u16be(datagram ? kDtls12 : kTls12).bytes(kRandom).u8(0);
  if (datagram) out.u8(0);
  out.u16be(2).u16be(kSuites[0]).u8(1).u8(0);
  return message(TlsHandshakeType::client_hello, out.view(), datagram);
}

Bytes server_hello(std::uint16_t suite, bool tls13, bool encrypt_then_mac, bool datagram) {
  Writer extensions;
  if (tls13) extensions.u16be(43).u16be(2).u16be(kTls13);
  if (encrypt_then_mac) extensions.u16be(22).u16be(0);
  Writer out;
  out.u16be(datagram ? kDtls12 : kTls12).bytes(kRandom).u8(0).u16be(suite).u8(0);
  out.u16be(static_cast<std::uint16_t>(extensions.size())).bytes(extensions.view());
  return message(TlsHandshakeType::server_hello, out.view(), datagram);
}

void check(const OpenedRecord& opened) {
  if (opened.content > opened.plaintext.size() || opened.reason.empty()) std::abort();
}

void decrypt(ByteView input, const KeyLog& log, std::uint16_t suite, bool datagram, bool encrypt_then_mac) {
  const bool tls13 = suite >> 8 == 0x13;
  const auto opener = open_with(log)(datagram);
  opener->message(true, client_hello(datagram));
  opener->message(false, server_hello(suite, tls13, encrypt_then_mac, datagram));
  opener->change_cipher_spec(true);
  opener->change_cipher_spec(false);
  Cursor in(input);
  while (!in.at_end()) {
    const std::uint8_t first = in.u8();
    const bool from_client = (first & 1) != 0;
    const ByteView payload = in.take(std::min<std::size_t>(first, in.remaining()));
    if ((first & 2) != 0) opener->lost(from_client);
    if ((first & 4) != 0) opener->message(from_client, payload);
    if ((first & 8) != 0) opener->verify_data(from_client, payload);
    check(opener->open(from_client, {TlsContentType::application_data, kTls12, first, payload}));
  }
}

void feed(ByteView input) {
  if (input.size() > 4096) return;
  KeyLog log;
  log.add(as_text(input));
  const std::string random = to_hex(kRandom);
  const std::string secret(96, '2');
  for (const char* label :
       {"CLIENT_RANDOM", "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET",
        "CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"}) {
    if (log.add(std::string(label) + " " + random + " " + secret) != 0) std::abort();
  }
  for (const std::uint16_t suite : kSuites) {
    decrypt(input, log, suite, false, false);
    decrypt(input, log, suite, true, true);
  }
}

}  // namespace
}  // namespace tlscam

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tlscam::feed({data, size});
  return 0;
}
