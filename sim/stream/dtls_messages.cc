#include "sim/stream/dtls_messages.h"

#include <utility>

#include "sim/base/cursor.h"
#include "sim/base/writer.h"

namespace tlscam {
namespace {

constexpr std::size_t kLongestMessage = 64u << 10;  ///< longer ones are not put together
constexpr std::size_t kMostAssemblies = 8;

}  // namespace

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

bool begins_with_client_hello(ByteView datagram) {
  Cursor in(datagram);
  const auto record = read_dtls_record(in);
  return record && record->epoch == 0 && record->type == TlsContentType::handshake &&
         !record->payload.empty() &&
         record->payload[0] == static_cast<std::uint8_t>(TlsHandshakeType::client_hello);
}

std::optional<DtlsMessageAssembler::Message> DtlsMessageAssembler::add(const DtlsHandshakeFragment& fragment,
                                                                       std::uint64_t source) {
  if (fragment.length > kLongestMessage) return std::nullopt;
  if (assemblies_.size() >= kMostAssemblies && !assemblies_.contains(fragment.sequence)) {
    assemblies_.erase(assemblies_.begin());
  }
  Assembly& assembly = assemblies_[fragment.sequence];
  if (assembly.body.size() != fragment.length || assembly.type != fragment.type) {
    assembly = {
        fragment.type, Bytes(fragment.length), std::vector<bool>(fragment.length), fragment.length, {}};
  }
  const std::size_t missing_before = assembly.missing;
  for (std::size_t i = 0; i < fragment.body.size(); ++i) {
    const std::size_t at = fragment.offset + i;
    if (assembly.have[at]) continue;
    assembly.body[at] = fragment.body[i];
    assembly.have[at] = true;
    --assembly.missing;
  }
  if (assembly.missing == missing_before) return std::nullopt;
  if (assembly.sources.empty() || assembly.sources.back() != source) assembly.sources.push_back(source);
  if (assembly.missing > 0) return std::nullopt;
  // The assembly stays: repetitions of its fragments find that nothing is missing.
  return Message{in_one_piece(assembly.type, fragment.sequence, assembly.body),
                 std::exchange(assembly.sources, {})};
}

}  // namespace tlscam
