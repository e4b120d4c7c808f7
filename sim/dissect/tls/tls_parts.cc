#include "sim/dissect/tls/tls_parts.h"

#include <algorithm>
#include <utility>

namespace tlscam {
namespace {

/// No message in the clear is as long, but for a chain of certificates that no camera could take.
constexpr std::size_t kLongestMessage = 256u << 10;

constexpr FieldKind kUnreadable{"Bytes that are no TLS record", "tls.unreadable", "RFC 5246, 6.2.1"};

/// How long the message is that begins here; no value when its header is not all there.
std::optional<std::size_t> message_size(ByteView start) {
  const auto header = parse_tls_handshake_header(start);
  return header ? std::optional(kTlsHandshakeHeaderSize + header->length) : std::nullopt;
}

}  // namespace

std::vector<StreamPart> TlsParts::read(ByteView bytes, std::uint64_t offset, TlsKnown& known) {
  std::vector<StreamPart> out;
  if (waiting_.empty()) offset_ = offset;  // else they follow those that wait
  waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
  std::size_t done = 0;
  while (!broken_) {
    const ByteView rest = ByteView(waiting_).subspan(done);
    if (rest.size() < kTlsRecordHeaderSize) {
      broken_ = !may_be_tls_record(rest);
      break;
    }
    const auto header = parse_tls_record_header(rest);
    broken_ = !header;
    if (broken_) break;
    const std::size_t size = kTlsRecordHeaderSize + header->length;
    if (rest.size() < size) break;
    record_size_ = size;
    read_record(out, rest.first(size), known);
    offset_ += size;
    done += size;
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(done));
  if (broken_ && !waiting_.empty()) {
    StreamPart& made = out.emplace_back();
    made.range = {offset_, offset_ + waiting_.size()};
    made.part.kind = DissectedPart::Kind::unreadable;
    FieldReader in(waiting_, FieldLayer::record, known.take_old_tree());
    in.rest(kUnreadable);
    in.set_broken("nothing can be read from here on");
    made.part.fields = in.finish();
    made.part.bytes = std::exchange(waiting_, {});
  }
  return out;
}

void TlsParts::resume() {
  waiting_.clear();
  message_.clear();
  broken_ = false;
}

void TlsParts::read_record(std::vector<StreamPart>& out, ByteView record, TlsKnown& known) {
  const auto type = static_cast<TlsContentType>(record[0]);
  const ByteView payload = record.subspan(kTlsRecordHeaderSize);
  // RFC 8446, 5 and 5.2: ChangeCipherSpec means nothing, and what is encrypted says that it is data.
  const bool sealed = known.is_tls13() ? type == TlsContentType::application_data : changed_cipher_;
  if (sealed) {
    read_sealed(out, record, known);
  } else {
    read_content(out, DissectedPart::Kind::record, record, payload, type, known, nullptr);
  }
  if (type != TlsContentType::change_cipher_spec || known.is_tls13()) return;
  changed_cipher_ = true;
  if (known.opener) known.opener->change_cipher_spec(known.from_client);
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
  dissect_tls_record(in, known, true, 0, opened ? &*opened : nullptr);
  made.part.fields = in.finish();
  if (!opened || !opened->opened()) {
    message_.clear();
    return;
  }
  const ByteView content = opened->plaintext.first(opened->content);
  read_content(out, DissectedPart::Kind::decrypted, opened->plaintext, content, opened->type, known,
               &*opened);
}

/// A record in the clear, or what was inside of one: `content` is what it carries, and a part of `bytes`.
void TlsParts::read_content(std::vector<StreamPart>& out, DissectedPart::Kind kind, ByteView bytes,
                            ByteView content, TlsContentType type, TlsKnown& known,
                            const OpenedRecord* opened) {
  const bool handshake = type == TlsContentType::handshake;
  std::vector<StreamPart> completed;
  const std::size_t continued = handshake ? continue_message(completed, content, known) : 0;
  StreamPart& made = add(out, kind, bytes);
  FieldReader in(bytes, FieldLayer::record, known.take_old_tree());
  if (opened) {
    dissect_opened_record(in, known, *opened, continued);
  } else {
    dissect_tls_record(in, known, false, continued, nullptr);
  }
  made.part.fields = in.finish();
  made.part.decrypted = opened != nullptr;
  for (StreamPart& message : completed) {
    message.part.decrypted = opened != nullptr;
    out.push_back(std::move(message));
  }
  if (handshake && continued < content.size()) keep_start(content.subspan(continued));
}

/// With the bytes of the record that is being read.
StreamPart& TlsParts::add(std::vector<StreamPart>& out, DissectedPart::Kind kind, ByteView bytes) const {
  StreamPart& made = out.emplace_back();
  made.range = {offset_, offset_ + record_size_};
  made.part.kind = kind;
  made.part.bytes.assign(bytes.begin(), bytes.end());
  return made;
}

/// Returns how much of the payload belongs to a message that began in an earlier record.
std::size_t TlsParts::continue_message(std::vector<StreamPart>& out, ByteView payload, TlsKnown& known) {
  if (message_.empty()) return 0;
  std::size_t taken = 0;
  const auto take_up_to = [&](std::size_t size) {
    const std::size_t more = std::min(size - std::min(size, message_.size()), payload.size() - taken);
    message_.insert(message_.end(), payload.begin() + static_cast<std::ptrdiff_t>(taken),
                    payload.begin() + static_cast<std::ptrdiff_t>(taken + more));
    taken += more;
  };
  take_up_to(kTlsHandshakeHeaderSize);
  const auto size = message_size(message_);
  if (!size) return taken;
  if (*size > kLongestMessage) {
    broken_ = true;
    message_.clear();
    return taken;
  }
  take_up_to(*size);
  if (message_.size() < *size) return taken;

  StreamPart& made = out.emplace_back();
  made.range = {message_at_, offset_ + kTlsRecordHeaderSize + taken};
  made.part.kind = DissectedPart::Kind::message;
  FieldReader in(message_, FieldLayer::handshake, known.take_old_tree());
  dissect_tls_handshake(in, known);
  made.part.fields = in.finish();
  made.part.bytes = std::exchange(message_, {});
  return taken;
}

/// Passes over the messages that are whole in the payload, and keeps what is left.
void TlsParts::keep_start(ByteView payload) {
  std::size_t done = 0;
  for (;;) {
    const auto size = message_size(payload.subspan(done));
    if (!size || *size > payload.size() - done) break;
    done += *size;
  }
  const ByteView start = payload.subspan(done);
  message_.assign(start.begin(), start.end());
  message_at_ = offset_ + kTlsRecordHeaderSize + done;
}

}  // namespace tlscam
