#include "sim/dissect/ladder/tls_reader.h"

#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

/// No message in the clear is as long, but for a chain of certificates that no camera could take.
constexpr std::size_t kLongestMessage = 256u << 10;

}  // namespace

std::vector<TlsItem> TlsReader::read(ByteView bytes) {
  std::vector<TlsItem> out;
  waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
  std::size_t done = 0;
  while (!broken_) {
    const ByteView rest = ByteView(waiting_).subspan(done);
    if (rest.size() < kTlsRecordHeaderSize) {
      broken_ = !may_be_tls_record(rest);
      break;
    }
    const auto header = parse_tls_record_header(rest);
    if (!header) {
      broken_ = true;
      break;
    }
    const std::size_t size = kTlsRecordHeaderSize + header->length;
    if (rest.size() < size) break;
    read_record(out, *header, rest.subspan(kTlsRecordHeaderSize, header->length));
    offset_ += size;
    done += size;
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(done));
  if (broken_ && !waiting_.empty()) {
    put_unreadable(out, waiting_.size());
    offset_ += waiting_.size();
    waiting_.clear();
  }
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
    const ByteView content = opened.plaintext.first(opened.content);
    inside_.insert(inside_.end(), content.begin(), content.end());
    std::size_t done = 0;
    for (;;) {
      const ByteView rest = ByteView(inside_).subspan(done);
      const auto message = parse_tls_handshake_header(rest);
      if (!message || message->length > kLongestMessage) break;
      const std::size_t size = kTlsHandshakeHeaderSize + message->length;
      if (rest.size() < size) break;
      messages.push_back(to_text(message->type));
      opener_->message(from_client_, rest.first(size));
      done += size;
    }
    inside_.erase(inside_.begin(), inside_.begin() + static_cast<std::ptrdiff_t>(done));
    if (inside_.size() > kLongestMessage) inside_.clear();
  }
  look_inside(item, opened, messages);
}

void TlsReader::read_handshake(std::vector<TlsItem>& out, ByteView payload) {
  if (message_.empty()) message_at_ = offset_;
  message_.insert(message_.end(), payload.begin(), payload.end());
  const std::uint64_t end_of_record = offset_ + kTlsRecordHeaderSize + payload.size();
  std::size_t done = 0;
  while (message_.size() - done >= kTlsHandshakeHeaderSize) {
    const ByteView rest = ByteView(message_).subspan(done);
    const auto header = parse_tls_handshake_header(rest);
    if (!header || header->length > kLongestMessage) {
      broken_ = true;
      message_.clear();
      return;
    }
    const std::size_t size = kTlsHandshakeHeaderSize + header->length;
    if (rest.size() < size) break;
    done += size;
    const ByteView body = rest.subspan(kTlsHandshakeHeaderSize, header->length);
    if (opener_) opener_->message(from_client_, rest.first(size));
    TlsItem item{.kind = LadderKind::handshake, .name = to_text(header->type), .bytes = size};
    item.begin = message_at_;
    item.end = end_of_record - (message_.size() - done);
    item.message = header->type;
    item.body.assign(body.begin(), body.end());
    message_at_ = item.end;
    if (header->type == TlsHandshakeType::server_hello) {
      const auto hello = parse_server_hello(body);
      tls13_ = hello && selected_version(*hello) == kTls13;
    }
    out.push_back(std::move(item));
  }
  message_.erase(message_.begin(), message_.begin() + static_cast<std::ptrdiff_t>(done));
}

void TlsReader::put_unreadable(std::vector<TlsItem>& out, std::size_t size) {
  TlsItem item{.kind = LadderKind::unreadable, .name = "Bytes that are no TLS record", .bytes = size};
  item.begin = offset_;
  item.end = offset_ + size;
  out.push_back(std::move(item));
}

}  // namespace tlscam
