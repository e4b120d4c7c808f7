#include "sim/dissect/dtls_parts.h"

#include <algorithm>
#include <utility>

#include "sim/base/writer.h"

namespace tlscam {
namespace {

constexpr std::size_t kLongestMessage = 64u << 10;  ///< longer ones are not put together
constexpr std::size_t kMostAssemblies = 8;

/// RFC 6347 section 4.2.6: "as if each handshake message had been sent as a single fragment".
Bytes in_one_piece(TlsHandshakeType type, std::uint16_t sequence, ByteView body) {
  Writer out;
  const auto size = static_cast<std::uint32_t>(body.size());
  out.u32be(static_cast<std::uint32_t>(type) << 24 | size).u16be(sequence).u8(0).u16be(0);
  out.u8(static_cast<std::uint8_t>(size >> 16)).u16be(static_cast<std::uint16_t>(size)).bytes(body);
  return std::move(out).take();
}

}  // namespace

std::vector<DissectedPart> DtlsParts::read(ByteView datagram, std::uint64_t frame, TlsKnown& known) {
  std::vector<DissectedPart> out;
  Cursor records(datagram);
  while (!records.at_end()) {
    const auto record = read_dtls_record(records);
    if (!record) break;
    if (record->epoch != 0 || record->type != TlsContentType::handshake) continue;
    Cursor messages(record->payload);
    while (!messages.at_end()) {
      const auto fragment = read_dtls_handshake_fragment(messages);
      if (!fragment) break;
      if (!fragment->is_whole() && fragment->length <= kLongestMessage) add(out, *fragment, frame, known);
    }
  }
  return out;
}

void DtlsParts::add(std::vector<DissectedPart>& out, const DtlsHandshakeFragment& fragment,
                    std::uint64_t frame, TlsKnown& known) {
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
  if (assembly.missing == missing_before) return;
  if (assembly.frames.empty() || assembly.frames.back() != frame) assembly.frames.push_back(frame);
  if (assembly.missing > 0) return;

  DissectedPart& made = out.emplace_back();
  made.kind = DissectedPart::Kind::message;
  made.bytes = in_one_piece(assembly.type, fragment.sequence, assembly.body);
  made.frames = std::move(assembly.frames);
  assembly.frames.clear();  // repetitions of its fragments find that nothing is missing
  FieldReader in(made.bytes, FieldLayer::handshake);
  dissect_tls_handshake(in, known);
  made.fields = in.finish();
}

}  // namespace tlscam
