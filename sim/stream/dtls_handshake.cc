#include "sim/stream/dtls_handshake.h"

#include <utility>

#include "sim/base/cursor.h"
#include "sim/base/writer.h"

namespace tlscam {

Bytes in_one_piece(TlsHandshakeType type, std::uint16_t sequence, ByteView body) {
  Writer out;
  const auto size = static_cast<std::uint32_t>(body.size());
  out.u32be(static_cast<std::uint32_t>(type) << 24 | size).u16be(sequence).u8(0).u16be(0);
  out.u8(static_cast<std::uint8_t>(size >> 16)).u16be(static_cast<std::uint16_t>(size)).bytes(body);
  return std::move(out).take();
}

Bytes random_of_first_hello(ByteView datagram) {
  Cursor in(datagram);
  const auto record = read_dtls_record(in);
  if (!record || record->epoch != 0 || record->type != TlsContentType::handshake) return {};
  Cursor message(record->payload);
  const auto fragment = read_dtls_handshake_fragment(message);
  if (!fragment || fragment->type != TlsHandshakeType::client_hello) return {};
  if (fragment->sequence != 0 || !fragment->is_whole()) return {};
  const auto hello = parse_client_hello(fragment->body, true);
  return hello ? Bytes(hello->random.begin(), hello->random.end()) : Bytes();
}

}  // namespace tlscam
