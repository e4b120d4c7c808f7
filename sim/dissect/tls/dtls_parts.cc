#include "sim/dissect/tls/dtls_parts.h"

#include <utility>

namespace tlscam {
std::vector<DissectedPart> DtlsParts::read(const DtlsRecord& record, const OpenedRecord* opened,
                                           std::uint64_t frame, TlsKnown& known) {
  std::vector<DissectedPart> out;
  TlsContentType type = record.type;
  ByteView content = record.payload;
  if (record.epoch > 0) {
    if (!opened || !opened->opened()) return out;
    type = opened->type;
    content = opened->readable();
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
    if (fragment->is_whole()) continue;
    auto message = messages_.add(*fragment, frame);
    if (!message) continue;
    DissectedPart& made = out.emplace_back();
    made.kind = DissectedPart::Kind::message;
    made.decrypted = record.epoch > 0;
    made.bytes = std::move(message->bytes);
    made.frames = std::move(message->sources);
    FieldReader in(made.bytes, FieldLayer::handshake, known.take_old_tree());
    dissect_tls_handshake(in, known);
    made.fields = in.finish();
  }
  return out;
}

}  // namespace tlscam
