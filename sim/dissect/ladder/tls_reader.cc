#include "sim/dissect/ladder/tls_reader.h"

#include "sim/wire/tls_names.h"

namespace tlscam {

std::vector<TlsItem> TlsReader::read(ByteView bytes, TlsSeals& seals) {
  std::vector<TlsItem> out;
  Cursor in(bytes);
  while (!messages_.is_broken()) {
    const auto record = records_.next(in);
    if (!record) break;
    if (record->is_readable) {
      read_record(out, record->header, record->body(), seals);
      offset_ += record->bytes.size();
    } else {
      put_unreadable(out, record->bytes.size());
    }
  }
  if (!in.at_end()) put_unreadable(out, in.remaining());
  return out;
}

void TlsReader::resume(std::uint64_t offset) {
  records_.clear();
  messages_.clear();
  inside_.clear();
  offset_ = offset;
}

void TlsReader::read_record(std::vector<TlsItem>& out, const TlsRecordHeader& header, ByteView payload,
                            TlsSeals& seals) {
  const TlsContentType type = header.type;
  const TlsSeal seal = seals.read(from_client_, header, payload);
  const bool sealed = seal == TlsSeal::sealed;
  if (type == TlsContentType::handshake && seal == TlsSeal::clear) return read_handshake(out, payload, seals);
  TlsItem item = seal == TlsSeal::unknown ? unknown_item(type, payload.size())
                 : sealed ? encrypted_item(type, payload.size(), seals.is_finished(from_client_))
                          : clear_item(type, payload);
  const bool hidden = seals.generation() != TlsGeneration::up_to_tls12;  // its type, by TLS 1.3
  if (sealed && hidden && type == TlsContentType::application_data) item.name = "Encrypted record";
  if (sealed && opener_) open_record(item, header, payload);
  item.begin = offset_;
  item.end = offset_ + kTlsRecordHeaderSize + payload.size();
  if (type == TlsContentType::change_cipher_spec && opener_ && seals.generation() != TlsGeneration::tls13) {
    opener_->change_cipher_spec(from_client_);
  }
  out.push_back(std::move(item));
}

void TlsReader::open_record(TlsItem& item, const TlsRecordHeader& header, ByteView payload) {
  const OpenedRecord opened = opener_->open(from_client_, {header.type, header.version, 0, payload});
  std::vector<std::string> messages;
  if (opened.opened() && opened.type == TlsContentType::handshake) {
    if (inside_.is_broken()) inside_.clear();
    Cursor in(opened.readable());
    while (const auto message = inside_.next(in)) {
      messages.push_back(to_text(message->header.type));
      opener_->message(from_client_, message->bytes);
    }
  }
  look_inside(item, opened, messages);
}

void TlsReader::read_handshake(std::vector<TlsItem>& out, ByteView payload, TlsSeals& seals) {
  if (!messages_.is_waiting()) message_at_ = offset_;
  Cursor in(payload);
  while (const auto message = messages_.next(in)) {
    const TlsHandshakeType type = message->header.type;
    if (opener_) opener_->message(from_client_, message->bytes);
    TlsItem item{.kind = LadderKind::handshake, .name = to_text(type), .bytes = message->bytes.size()};
    item.begin = message_at_;
    item.end = offset_ + kTlsRecordHeaderSize + in.position();
    item.message = type;
    item.body.assign(message->body().begin(), message->body().end());
    message_at_ = item.end;
    if (type == TlsHandshakeType::server_hello) {
      const auto hello = parse_server_hello(item.body);
      if (hello) seals.choose(selected_version(*hello));
    }
    out.push_back(std::move(item));
  }
}

void TlsReader::put_unreadable(std::vector<TlsItem>& out, std::size_t size) {
  TlsItem item{.kind = LadderKind::unreadable, .name = "Bytes that are no TLS record", .bytes = size};
  item.begin = offset_;
  item.end = offset_ += size;
  out.push_back(std::move(item));
}

}  // namespace tlscam
