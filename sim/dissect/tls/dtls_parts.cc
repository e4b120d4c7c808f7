#include "sim/dissect/tls/dtls_parts.h"

#include <algorithm>
#include <utility>

#include "sim/stream/dtls_handshake.h"

namespace tlscam {
namespace {

constexpr std::size_t kLongestMessage = 64u << 10;  ///< longer ones are not put together
constexpr std::size_t kMostAssemblies = 8;

}  // namespace

std::vector<DissectedPart> DtlsParts::read(const DtlsRecord& record, const OpenedRecord* opened,
                                           std::uint64_t frame, TlsKnown& known) {
  std::vector<DissectedPart> out;
  TlsContentType type = record.type;
  ByteView content = record.payload;
  if (record.epoch > 0) {
    if (!opened || !opened->opened()) return out;
    type = opened->type;
    content = opened->plaintext.first(opened->content);
    DissectedPart& made = out.emplace_back();
    made.kind = DissectedPart::Kind::decrypted;
    made.decrypted = true;
    made.bytes.assign(opened->plaintext.begin(), opened->plaintext.end());
    made.frames = {frame};
    FieldReader in(made.bytes, FieldLayer::record, known.take_old_tree());
    dissect_opened_record(in, known, *opened, 0);
    made.fields = in.finish();
  }
  if (type == TlsContentType::change_cipher_spec && known.opener) {
    known.opener->change_cipher_spec(known.from_client);
  }
  if (type != TlsContentType::handshake) return out;
  Cursor messages(content);
  while (!messages.at_end()) {
    const auto fragment = read_dtls_handshake_fragment(messages);
    if (!fragment) break;
    if (fragment->is_whole() || fragment->length > kLongestMessage) continue;
    const std::size_t before = out.size();
    add(out, *fragment, frame, known);
    if (out.size() > before) out.back().decrypted = record.epoch > 0;
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
  FieldReader in(made.bytes, FieldLayer::handshake, known.take_old_tree());
  dissect_tls_handshake(in, known);
  made.fields = in.finish();
}

}  // namespace tlscam
