#include "sim/dissect/ladder/tls_reader.h"

#include "sim/wire/tls_names.h"

namespace tlscam {

std::vector<TlsItem> TlsReader::read(ByteView bytes) {
  std::vector<TlsItem> out;
  Cursor in(bytes);
  while (!messages_.is_broken()) {
    const auto record = records_.next(in);
    if (!record) break;
    if (record->is_readable) {
      read_record(out, record->header, record->body());
      offset_ += record->bytes.size();
    } else {
      put_unreadable(out, record->bytes.size());
    }
  }
  if (!in.at_end()) put_unreadable(out, in.remaining());
  return out;
}

void TlsReader::read_record(std::vector<TlsItem>& out, const TlsRecordHeader& header, ByteView payload) {
  const TlsContentType type = header.type;
  const bool sealed = encrypted_ || (tls13_ && type == TlsContentType::application_data);
  if (type == TlsContentType::handshake && !sealed) return read_handshake(out, payload);
  TlsItem item = sealed ? encrypted_item(type, payload.size(), !finished_) : clear_item(type, payload);
  if (tls13_ && sealed) item.name = "Encrypted record";
  if (sealed && opener_) open_record(item, header, payload);
  item.begin = offset_;
  item.end = offset_ + kTlsRecordHeaderSize + payload.size();
  if (sealed && type == TlsContentType::handshake) finished_ = true;
  if (type == TlsContentType::change_cipher_spec && !tls13_) {
    encrypted_ = true;
    if (opener_) opener_->change_cipher_spec(from_client_);
  }
  out.push_back(std::move(item));
}

void TlsReader::open_record(TlsItem& item, const TlsRecordHeader& header, ByteView payload) {
  const OpenedRecord opened = opener_->open(from_client_, {header.type, header.version, 0, payload});
  std::vector<std::string> messages;
  if (opened.opened() && opened.type == TlsContentType::handshake) {
    if (inside_.is_broken()) inside_.clear();
    Cursor in(opened.plaintext.first(opened.content));
    while (const auto message = inside_.next(in)) {
      messages.push_back(to_text(message->header.type));
      opener_->message(from_client_, message->bytes);
    }
  }
  look_inside(item, opened, messages);
}

void TlsReader::read_handshake(std::vector<TlsItem>& out, ByteView payload) {
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
      tls13_ = hello && selected_version(*hello) == kTls13;
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
