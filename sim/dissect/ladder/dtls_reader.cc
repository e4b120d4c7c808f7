#include "sim/dissect/ladder/dtls_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/stream/dtls_messages.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostSeen = 512;

}  // namespace

std::optional<std::vector<TlsItem>> DtlsReader::read(ByteView datagram) {
  std::vector<DtlsRecord> records;
  Cursor in(datagram);
  while (!in.at_end()) {
    const auto record = read_dtls_record(in);
    if (!record) return std::nullopt;
    records.push_back(*record);
  }
  if (records.empty()) return std::nullopt;

  std::vector<TlsItem> out;
  for (const DtlsRecord& record : records) {
    if (record.epoch == 0 && record.type == TlsContentType::handshake) {
      read_handshake(out, record.payload);
      continue;
    }
    // Finished is the first message of its epoch, and what is sent again. Only who has seen the
    // ChangeCipherSpec knows that nothing else was sent since.
    const bool finished = record.sequence == 0 || changed_cipher_;
    TlsItem item = record.epoch == 0 ? clear_item(record.type, record.payload)
                                     : encrypted_item(record.type, record.payload.size(), finished);
    if (record.type == TlsContentType::change_cipher_spec) {
      item.repeated = std::exchange(changed_cipher_, true);
    } else if (record.type == TlsContentType::handshake) {
      item.repeated = std::exchange(finished_, true);
    }
    if (record.epoch > 0 && opener_) open_record(item, record);
    if (record.type == TlsContentType::change_cipher_spec && opener_)
      opener_->change_cipher_spec(from_client_);
    out.push_back(std::move(item));
  }
  return out;
}

void DtlsReader::open_record(TlsItem& item, const DtlsRecord& record) {
  const std::uint64_t sequence = std::uint64_t{record.epoch} << 48 | record.sequence;
  const OpenedRecord opened =
      opener_->open(from_client_, {record.type, record.version, sequence, record.payload});
  std::vector<std::string> messages;
  if (opened.opened() && opened.type == TlsContentType::handshake) {
    Cursor in(opened.readable());
    while (!in.at_end()) {
      const auto fragment = read_dtls_handshake_fragment(in);
      if (!fragment) break;
      messages.push_back(to_text(fragment->type));
    }
  }
  look_inside(item, opened, messages);
}

void DtlsReader::read_handshake(std::vector<TlsItem>& out, ByteView payload) {
  Cursor in(payload);
  while (!in.at_end()) {
    const std::size_t left = in.remaining();
    const auto fragment = read_dtls_handshake_fragment(in);
    if (!fragment) {
      out.push_back(
          {.kind = LadderKind::unreadable, .name = "Bytes that are no handshake message", .bytes = left});
      return;
    }
    out.push_back(take_fragment(*fragment));
  }
}

TlsItem DtlsReader::take_fragment(const DtlsHandshakeFragment& fragment) {
  TlsItem item{.kind = LadderKind::handshake, .name = to_text(fragment.type)};
  item.bytes = kDtlsHandshakeHeaderSize + fragment.body.size();
  item.sequence = fragment.sequence;
  if (seen_.size() >= kMostSeen) seen_.clear();
  item.repeated =
      !seen_.insert({fragment.sequence, static_cast<std::uint8_t>(fragment.type), fragment.offset}).second;

  if (fragment.is_whole()) {
    if (opener_)
      opener_->message(from_client_, in_one_piece(fragment.type, fragment.sequence, fragment.body));
    item.message = fragment.type;
    item.body.assign(fragment.body.begin(), fragment.body.end());
    return item;
  }
  item.name += fmt::format(" (bytes {} to {} of {})", fragment.offset, fragment.offset + fragment.body.size(),
                           fragment.length);
  const auto message = messages_.add(fragment, 0);
  if (message) {
    if (opener_) opener_->message(from_client_, message->bytes);
    item.message = fragment.type;
    item.body.assign(message->body().begin(), message->body().end());
  }
  return item;
}

}  // namespace tlscam
