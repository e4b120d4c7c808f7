#include "sim/dissect/tls/tls_parts.h"

#include <algorithm>
#include <utility>

namespace tlscam {
namespace {

constexpr FieldKind kUnreadable{"Bytes that are no TLS record", "tls.unreadable", "RFC 5246, 6.2.1"};

}  // namespace

std::vector<StreamPart> TlsParts::read(ByteView bytes, std::uint64_t offset, TlsKnown& known) {
  std::vector<StreamPart> out;
  if (!records_.is_waiting()) offset_ = offset;  // else they follow those that wait
  Cursor in(bytes);
  while (!messages_.is_broken()) {
    const auto record = records_.next(in);
    if (!record) break;
    if (!record->is_readable) return put_unreadable(std::move(out), record->bytes, known);
    record_size_ = record->bytes.size();
    read_record(out, record->header, record->bytes, known);
    offset_ += record_size_;
  }
  return in.at_end() ? std::move(out) : put_unreadable(std::move(out), in.rest(), known);
}

std::vector<StreamPart> TlsParts::put_unreadable(std::vector<StreamPart> out, ByteView bytes,
                                                 TlsKnown& known) {
  StreamPart& made = out.emplace_back();
  made.range = {offset_, offset_ + bytes.size()};
  made.part.kind = DissectedPart::Kind::unreadable;
  FieldReader in(bytes, FieldLayer::record, known.take_old_tree());
  in.rest(kUnreadable);
  in.set_broken("nothing can be read from here on");
  made.part.fields = in.finish();
  made.part.bytes.assign(bytes.begin(), bytes.end());
  return out;
}

void TlsParts::resume() {
  records_.clear();
  messages_.clear();
}

StreamPart TlsParts::read_old_hello(ByteView bytes, std::uint64_t offset, TlsKnown& known) {
  StreamPart made;
  made.range = {offset, offset + bytes.size()};
  made.part.kind = DissectedPart::Kind::message;
  FieldReader in(bytes, FieldLayer::handshake, known.take_old_tree());
  dissect_old_hello(in);
  made.part.fields = in.finish();
  made.part.bytes.assign(bytes.begin(), bytes.end());
  return made;
}

void TlsParts::read_record(std::vector<StreamPart>& out, const TlsRecordHeader& header, ByteView record,
                           TlsKnown& known) {
  const ByteView payload = record.subspan(kTlsRecordHeaderSize);
  const TlsSeal seal = known.seals.read(known.from_client, header, payload);
  // Other messages show the version that was chosen, if the hello was not seen.
  if (known.version == 0) known.version = known.seals.version();
  switch (seal) {
    case TlsSeal::sealed:
      read_sealed(out, record, known);
      break;
    case TlsSeal::clear:
      read_content(out, DissectedPart::Kind::record, record, payload, header.type, known, nullptr);
      break;
    case TlsSeal::unknown:
      read_unknown(out, record, known);
      break;
  }
  if (header.type != TlsContentType::change_cipher_spec || known.is_tls13()) return;
  if (known.opener) known.opener->change_cipher_spec(known.from_client);
}

void TlsParts::read_unknown(std::vector<StreamPart>& out, ByteView record, TlsKnown& known) {
  StreamPart& made = add(out, DissectedPart::Kind::record, record);
  FieldReader in(record, FieldLayer::record, known.take_old_tree());
  dissect_tls_record(in, known, TlsSeal::unknown, 0, nullptr);
  made.part.fields = in.finish();
  messages_.clear();
}

void TlsParts::read_sealed(std::vector<StreamPart>& out, ByteView record, TlsKnown& known) {
  std::optional<OpenedRecord> opened;
  if (known.opener) {
    Cursor header(record);
    SealedRecord sealed;
    sealed.type = static_cast<TlsContentType>(header.u8());
    sealed.version = header.u16be();
    sealed.payload = record.subspan(kTlsRecordHeaderSize);
    opened = known.opener->open(known.from_client, sealed);
  }
  StreamPart& made = add(out, DissectedPart::Kind::record, record);
  FieldReader in(record, FieldLayer::record, known.take_old_tree());
  dissect_tls_record(in, known, TlsSeal::sealed, 0, opened ? &*opened : nullptr);
  made.part.fields = in.finish();
  if (!opened || !opened->opened()) {
    messages_.clear();
    return;
  }
  read_content(out, DissectedPart::Kind::decrypted, opened->plaintext, opened->readable(), opened->type,
               known, &*opened);
}

/// `content` is a part of `bytes`, and what a record in the clear, or what was inside of one, carries.
void TlsParts::read_content(std::vector<StreamPart>& out, DissectedPart::Kind kind, ByteView bytes,
                            ByteView content, TlsContentType type, TlsKnown& known,
                            const OpenedRecord* opened) {
  Cursor messages(type == TlsContentType::handshake ? content : ByteView());
  std::optional<StreamPart> completed;
  if (messages_.is_waiting()) completed = continue_message(messages, known);
  const std::size_t continued = messages.position();
  StreamPart& made = add(out, kind, bytes);
  FieldReader in(bytes, FieldLayer::record, known.take_old_tree());
  if (opened) {
    dissect_opened_record(in, known, *opened, continued);
  } else {
    dissect_tls_record(in, known, TlsSeal::clear, continued, nullptr);
  }
  made.part.fields = in.finish();
  made.part.decrypted = opened != nullptr;
  if (completed) {
    completed->part.decrypted = opened != nullptr;
    out.push_back(std::move(*completed));
  }
  pass_messages(messages);
}

/// With the bytes of the record that is being read.
StreamPart& TlsParts::add(std::vector<StreamPart>& out, DissectedPart::Kind kind, ByteView bytes) const {
  StreamPart& made = out.emplace_back();
  made.range = {offset_, offset_ + record_size_};
  made.part.kind = kind;
  made.part.bytes.assign(bytes.begin(), bytes.end());
  return made;
}

/// Takes what belongs to a message that began in an earlier record, which may be complete with it.
std::optional<StreamPart> TlsParts::continue_message(Cursor& content, TlsKnown& known) {
  const auto message = messages_.next(content);
  if (!message) return std::nullopt;
  StreamPart made;
  made.range = {message_at_, offset_ + kTlsRecordHeaderSize + content.position()};
  made.part.kind = DissectedPart::Kind::message;
  FieldReader in(message->bytes, FieldLayer::handshake, known.take_old_tree());
  dissect_tls_handshake(in, known);
  made.part.fields = in.finish();
  made.part.bytes.assign(message->bytes.begin(), message->bytes.end());
  return made;
}

/// Passes over the messages that are whole in the rest of the content, and keeps what is left.
void TlsParts::pass_messages(Cursor& content) {
  std::size_t begin = content.position();
  if (content.at_end()) return;
  while (messages_.next(content)) begin = content.position();
  message_at_ = offset_ + kTlsRecordHeaderSize + begin;
}

}  // namespace tlscam
