#include "sim/dissect/decrypt/tls_decrypter.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/dissect/tree/registry.h"
#include "sim/wire/tls_handshake.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kEncryptThenMac = 22;  // RFC 7366
/// How many records may be missing in a gap of the capture, so that those behind it still open.
constexpr unsigned kMostMissing = 64;
constexpr std::size_t kMostWaiting = 8;

constexpr std::size_t kVerifyData12 = 12;  // RFC 5246, 7.4.9

std::string_view owner(bool client) {
  return client ? "client" : "server";
}

/// DTLS: message_seq, behind type and length.
std::uint16_t message_sequence(ByteView message) {
  Cursor in(message);
  in.skip(kTlsHandshakeHeaderSize);
  return in.u16be();
}

}  // namespace

void TlsDecrypter::message(bool from_client, ByteView message) {
  if (!datagram_) return take_message(from_client, message);
  if (message.size() < kDtlsHandshakeHeaderSize) return;
  Side& mine = side(from_client);
  const std::uint16_t sequence = message_sequence(message);
  if (sequence < mine.next_message || mine.waiting.size() >= kMostWaiting) return;
  mine.waiting.emplace(sequence, Bytes(message.begin(), message.end()));
  for (auto next = mine.waiting.find(mine.next_message); next != mine.waiting.end();
       next = mine.waiting.find(mine.next_message)) {
    const Bytes taken = std::move(next->second);
    mine.waiting.erase(next);
    ++mine.next_message;
    take_message(from_client, taken);
  }
}

void TlsDecrypter::take_message(bool from_client, ByteView message) {
  const auto header = parse_tls_handshake_header(message);
  if (!header) return;
  const ByteView body = message.subspan(
      std::min(message.size(), datagram_ ? kDtlsHandshakeHeaderSize : kTlsHandshakeHeaderSize));
  Side& mine = side(from_client);
  switch (header->type) {
    case TlsHandshakeType::hello_request:
      return;  // RFC 5246, 7.4.1.1: not a part of the handshake
    case TlsHandshakeType::hello_verify_request:
      return transcript_.clear();  // RFC 6347, 4.2.1: nor are it and the hello before it
    case TlsHandshakeType::client_hello:
      learn_client_hello(body);
      break;
    case TlsHandshakeType::server_hello:
      learn_server_hello(body);
      break;
    case TlsHandshakeType::key_update:
      if (mine.phase == Phase::application) {
        ++mine.updates;
        mine.key.reset();
        mine.sequence = 0;
      }
      return;
    default:
      break;
  }
  transcript_.add(message);
  if (header->type != TlsHandshakeType::finished || !is_tls13()) return;
  mine.phase = Phase::application;
  mine.key.reset();
  mine.sequence = 0;
}

void TlsDecrypter::learn_client_hello(ByteView body) {
  const auto hello = parse_client_hello(body, datagram_);
  if (!hello) return;
  // A second one answers a HelloRetryRequest, or begins another handshake on the same connection.
  if (client_.verify_data && server_.verify_data) transcript_.clear();
  client_.verify_data.reset();
  server_.verify_data.reset();
  agreed_.client_random.assign(hello->random.begin(), hello->random.end());
}

void TlsDecrypter::learn_server_hello(ByteView body) {
  const auto hello = parse_server_hello(body);
  if (!hello) return;
  agreed_.server_random.assign(hello->random.begin(), hello->random.end());
  agreed_.version = selected_version(*hello);
  agreed_.suite = hello->cipher_suite;
  agreed_.encrypt_then_mac = std::ranges::any_of(
      hello->extensions, [](const TlsExtension& one) { return one.type == kEncryptThenMac; });
  agreed_.compressed = !is_tls13() && hello->compression_method != 0;
  if (!is_tls13()) return;
  if (is_hello_retry_request(*hello)) {
    if (const auto suite = find_tls_suite(agreed_.suite)) transcript_.fold(suite->hash);
    return;
  }
  for (Side* side : {&client_, &server_}) {
    side->phase = Phase::handshake;
    side->updates = side->derived = 0;
    side->secret.clear();
  }
}

void TlsDecrypter::change_cipher_spec(bool from_client) {
  if (is_tls13()) return;
  Side& mine = side(from_client);
  mine.agreed = agreed_;
  mine.key.reset();
  mine.sequence = 0;
  mine.sealed = true;
}

void TlsDecrypter::lost(bool from_client) {
  transcript_.lose();
  side(from_client).uncertain = true;
}

OpenedRecord TlsDecrypter::open(bool from_client, const SealedRecord& record) {
  Side& mine = side(from_client);
  if (!mine.key && !make_key(mine, from_client)) {
    ++mine.sequence;
    return {.reason = mine.reason};
  }
  SealedRecord numbered = record;
  if (!datagram_) numbered.sequence = mine.sequence;
  const bool opened = open_with(mine, numbered);
  if (!opened) {
    ++mine.sequence;
    return {.outcome = OpenedRecord::Outcome::not_authentic, .reason = mine.reason};
  }
  OpenedRecord out{.outcome = OpenedRecord::Outcome::opened,
                   .type = record.type,
                   .plaintext = mine.plaintext,
                   .content = mine.plaintext.size(),
                   .compressed = in_force(mine).compressed,
                   .reason = mine.reason};
  if (!is_tls13()) return out;
  // RFC 8446, 5.4: the last byte that is not zero is the type of the content.
  while (out.content > 0 && mine.plaintext[out.content - 1] == 0) --out.content;
  if (out.content > 0) out.type = static_cast<TlsContentType>(mine.plaintext[--out.content]);
  return out;
}

/// Moves the sequence number behind the record when it could be opened.
bool TlsDecrypter::open_with(Side& mine, const SealedRecord& record) {
  SealedRecord numbered = record;
  for (unsigned missing = 0; missing <= (mine.uncertain && !datagram_ ? kMostMissing : 0); ++missing) {
    numbered.sequence = record.sequence + missing;
    auto plaintext = mine.key->decrypt_record(numbered);
    if (!plaintext) continue;
    mine.plaintext = std::move(*plaintext);
    mine.sequence = numbered.sequence + 1;
    mine.uncertain = false;
    return true;
  }
  return false;
}

bool TlsDecrypter::make_key(Side& mine, bool client) {
  return is_tls13() ? make_key13(mine, client) : make_key12(mine, client);
}

bool TlsDecrypter::make_key12(Side& mine, bool client) {
  const Agreed& agreed = in_force(mine);
  const bool known_version = agreed.version == kTls12 || agreed.version == kDtls12;
  const auto suite = find_tls_suite(agreed.suite);
  const ByteView secret = log_.find(KeyLog::Label::client_random, agreed.client_random);
  if (agreed.server_random.empty()) {
    mine.reason = "not decrypted: no ServerHello was seen before it";
  } else if (!known_version) {
    mine.reason =
        fmt::format("not decrypted: records of {} are not decrypted here", tls_version_name(agreed.version));
  } else if (!suite) {
    mine.reason = fmt::format("not decrypted: {} is not known here", cipher_suite_name(agreed.suite));
  } else if (secret.empty()) {
    mine.reason = "not decrypted: the key log has no CLIENT_RANDOM of this session";
  } else {
    const ByteView block = key_block(agreed, *suite, secret);
    mine.key = std::make_unique<RecordKey>(RecordKey::tls12(*suite, block, client, agreed.encrypt_then_mac));
    mine.reason =
        fmt::format("{} and the {}'s key, by CLIENT_RANDOM from the key log", suite->name, owner(client));
    return true;
  }
  return false;
}

/// Both ends need the same one.
ByteView TlsDecrypter::key_block(const Agreed& agreed, const TlsSuite& suite, ByteView secret) {
  Bytes seed = agreed.server_random;
  seed.insert(seed.end(), agreed.client_random.begin(), agreed.client_random.end());
  if (block_.seed != seed || block_.suite != agreed.suite)
    block_ = {agreed.suite, seed, RecordKey::key_block(suite, secret, seed)};
  return block_.bytes;
}

bool TlsDecrypter::make_key13(Side& mine, bool client) {
  using enum KeyLog::Label;
  const bool handshake = mine.phase == Phase::handshake;
  const KeyLog::Label label =
      handshake ? (client ? client_handshake_traffic_secret : server_handshake_traffic_secret)
                : (client ? client_traffic_secret_0 : server_traffic_secret_0);
  const auto suite = find_tls_suite(agreed_.suite);
  const ByteView found = log_.find(label, agreed_.client_random);
  if (!suite) {
    mine.reason = fmt::format("not decrypted: {} is not known here", cipher_suite_name(agreed_.suite));
    return false;
  }
  if (found.empty()) {
    mine.reason = fmt::format("not decrypted: the key log has no {} of this session", to_text(label));
    return false;
  }
  if (handshake || mine.secret.empty()) mine.secret.assign(found.begin(), found.end());
  for (; mine.derived < mine.updates; ++mine.derived) {  // RFC 8446, 7.2
    mine.secret = hkdf_expand_label(suite->hash, mine.secret, "traffic upd", {}, hash_size(suite->hash));
  }
  mine.key = std::make_unique<RecordKey>(RecordKey::tls13(*suite, mine.secret));
  if (handshake) mine.secret.clear();
  mine.reason = fmt::format("{} and the {}'s {} key, by {} from the key log", suite->name, owner(client),
                            handshake ? "handshake" : "application", to_text(label));
  return true;
}

std::optional<Bytes> TlsDecrypter::verify_data(bool from_client, ByteView finished) {
  Side& mine = side(from_client);
  if (datagram_ && message_sequence(finished) != mine.next_message) {
    return message_sequence(finished) < mine.next_message ? mine.verify_data : std::nullopt;
  }
  const auto suite = find_tls_suite(agreed_.suite);
  if (!suite || !transcript_.complete()) return std::nullopt;
  const Bytes digest = transcript_.digest(suite->hash);
  if (is_tls13()) {
    const auto label = from_client ? KeyLog::Label::client_handshake_traffic_secret
                                   : KeyLog::Label::server_handshake_traffic_secret;
    const ByteView secret = log_.find(label, agreed_.client_random);
    if (secret.empty()) return std::nullopt;
    const Bytes key = hkdf_expand_label(suite->hash, secret, "finished", {}, hash_size(suite->hash));
    mine.verify_data = hmac(suite->hash, key, {digest});
  } else {
    const ByteView secret = log_.find(KeyLog::Label::client_random, agreed_.client_random);
    if (secret.empty()) return std::nullopt;
    mine.verify_data = tls12_prf(suite->hash, secret, from_client ? "client finished" : "server finished",
                                 digest, kVerifyData12);
  }
  return mine.verify_data;
}

MakeOpener open_with(const KeyLog& log) {
  return [&log](bool datagram) { return std::make_unique<TlsDecrypter>(log, datagram); };
}

}  // namespace tlscam
