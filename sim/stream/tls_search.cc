#include "sim/stream/tls_search.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sim/base/cursor.h"
#include "sim/wire/tls_handshake.h"
#include "sim/wire/tls_record.h"

namespace tlscam {
namespace {

/// Other protocols say little before TLS.
constexpr std::size_t kLongestTalk = 64u << 10;
/// A record's header, a message's header and a version.
constexpr std::size_t kHelloStart = kTlsRecordHeaderSize + kTlsHandshakeHeaderSize + 2;
/// The SSLRequest of MySQL: a client need not wait for an answer to it.
constexpr std::size_t kMysqlRequest = 36;

bool is_version(std::uint16_t version) {
  return version >= kSsl30 && version <= kTls13;
}

/// Whether a hello begins here; fewer bytes than that takes may be the start of one.
bool may_be_hello(ByteView bytes) {
  if (!may_be_tls_record(bytes)) return false;
  if (!bytes.empty() && bytes[0] != static_cast<std::uint8_t>(TlsContentType::handshake)) return false;
  if (bytes.size() < kHelloStart) return true;
  Cursor in(bytes.subspan(kTlsRecordHeaderSize));
  const auto type = static_cast<TlsHandshakeType>(in.u8());
  in.skip(3);
  const bool hello = type == TlsHandshakeType::client_hello || type == TlsHandshakeType::server_hello;
  return hello && is_version(in.u16be());
}

/// Whether the bytes are records, one after another; the last one may be cut.
bool are_records(ByteView bytes) {
  while (bytes.size() >= kTlsRecordHeaderSize) {
    const auto header = parse_tls_record_header(bytes);
    if (!header || !is_version(header->version) || header->length == 0) return false;
    if (header->type == TlsContentType::change_cipher_spec && header->length > 256) return false;
    if (header->type == TlsContentType::alert && header->length > 512) return false;
    bytes = bytes.subspan(std::min<std::size_t>(bytes.size(), kTlsRecordHeaderSize + header->length));
  }
  return may_be_tls_record(bytes);
}

/// The size of a ClientHello in the format of SSL 2.0, or 0 for anything else. It names a later version, as
/// SSL 2.0 itself is not read here. `bytes` may be its start.
std::size_t old_hello_size(ByteView bytes) {
  Cursor in(bytes);
  const std::uint16_t length = in.u16be();
  const std::uint8_t type = in.u8();
  const std::uint16_t version = in.u16be();
  const std::uint16_t suites = in.u16be();
  const std::uint16_t session = in.u16be();
  const std::uint16_t challenge = in.u16be();
  const std::size_t size = length & 0x7fffu;
  const bool fits = suites % 3 == 0 && 9u + suites + session + challenge == size;
  if (!in.ok() || (length & 0x8000u) == 0 || type != 1 || !is_version(version) || !fits) return 0;
  return 2 + size;
}

bool may_be_old_hello(ByteView bytes) {
  if (bytes.size() >= 11) return old_hello_size(bytes) > 0;
  constexpr std::uint8_t kStart[] = {0x80, 0, 1, 3};
  for (std::size_t i = 0; i < std::min(bytes.size(), std::size(kStart)); ++i) {
    if (i == 0 ? (bytes[0] & 0x80) == 0 : i != 1 && bytes[i] != kStart[i]) return false;
  }
  return !bytes.empty();
}

/// The SSLRequest (MySQL's "Protocol::SSLRequest"): a packet of 32 bytes, number 1, with the flag CLIENT_SSL.
bool is_mysql_request(ByteView bytes) {
  Cursor in(bytes);
  const bool header = in.u32be() == 0x2000'0001;
  const std::uint32_t flags = in.u32le();
  return header && in.ok() && (flags & 0x0800) != 0;
}

}  // namespace

TlsSearch::Guess TlsSearch::guess(ByteView bytes) const {
  const bool first = state_ == State::undecided && start_ == Start::first_byte;
  if (first) {
    if (!may_be_tls_record(bytes)) return Guess::no;
    return bytes.size() >= kTlsRecordHeaderSize ? Guess::yes : Guess::maybe;
  }
  const bool any_record = start_ == Start::middle || expected_;
  if (any_record ? !are_records(bytes) : !may_be_hello(bytes)) return Guess::no;
  const std::size_t enough = any_record ? kTlsRecordHeaderSize : kHelloStart;
  return bytes.size() >= enough ? Guess::yes : Guess::maybe;
}

/// Where a hello begins behind other bytes of the same segment; 0: nowhere.
std::size_t TlsSearch::find_inside(ByteView bytes) const {
  if (bytes.size() < kMysqlRequest + kHelloStart || !is_mysql_request(bytes)) return 0;
  return may_be_hello(bytes.subspan(kMysqlRequest)) ? kMysqlRequest : 0;
}

TlsSearch::Found TlsSearch::read(Bytes bytes, bool last) {
  Found found;
  if (state_ == State::begun) {
    found.tls = std::move(bytes);
    return found;
  }
  held_.insert(held_.end(), bytes.begin(), bytes.end());
  if (held_.empty()) return found;

  const bool first = state_ == State::undecided && start_ == Start::first_byte;
  if (first && may_be_old_hello(held_)) {
    const std::size_t size = old_hello_size(held_);
    if ((size == 0 || held_.size() < size) && !last) return found;
    if (size > 0 && held_.size() >= size) {
      const auto end = held_.begin() + static_cast<std::ptrdiff_t>(size);
      found.old_hello.assign(held_.begin(), end);
      found.tls.assign(end, held_.end());
      held_.clear();
      state_ = State::begun;
      return found;
    }
  }
  const bool searches = state_ == State::undecided || start_ == Start::middle || passed_ < kLongestTalk;
  Guess guessed = searches ? guess(held_) : Guess::no;
  if (guessed == Guess::maybe && !last) return found;
  if (guessed == Guess::yes) {
    found.tls = std::exchange(held_, {});
    state_ = State::begun;
    return found;
  }
  const std::size_t at = searches ? find_inside(held_) : 0;
  found.plain = std::exchange(held_, {});
  passed_ += found.plain.size();
  state_ = State::plain;
  if (at == 0) return found;
  const auto begin = found.plain.begin() + static_cast<std::ptrdiff_t>(at);
  found.tls.assign(begin, found.plain.end());
  found.plain.erase(begin, found.plain.end());
  state_ = State::begun;
  return found;
}

}  // namespace tlscam
