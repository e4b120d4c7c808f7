#pragma once
#include <deque>
#include <map>
#include <memory>
#include <string>

#include "sim/dissect/decrypt/handshake_transcript.h"
#include "sim/dissect/decrypt/key_log.h"
#include "sim/dissect/decrypt/record_key.h"
#include "sim/dissect/decrypt/record_opener.h"
#include "sim/dissect/decrypt/tls_suite.h"

namespace tlscam {

/// Opens records with the secrets of a key log: TLS 1.2 (RFC 5246), DTLS 1.2 (RFC 6347) and TLS 1.3 (RFC
/// 8446).
class TlsDecrypter : public RecordOpener {
 public:
  /// The log must outlive it, and may learn secrets later.
  TlsDecrypter(const KeyLog& log, bool datagram) : log_(log), datagram_(datagram) {}

  void message(bool from_client, ByteView message) override;
  void change_cipher_spec(bool from_client) override;
  void lost(bool from_client) override;
  OpenedRecord open(bool from_client, const SealedRecord& record) override;
  std::optional<Bytes> verify_data(bool from_client, ByteView finished) override;

 private:
  /// `Agreed` is what the two hello messages said.
  struct Agreed {
    Bytes client_random{};
    Bytes server_random{};
    std::uint16_t version = 0;
    std::uint16_t suite = 0;
    bool encrypt_then_mac = false;
    bool compressed = false;  ///< RFC 3749, up to TLS 1.2
  };
  enum class Phase : std::uint8_t { clear, handshake, application };  ///< TLS 1.3
  /// The keys of one end.
  struct Side {
    Agreed agreed{};  ///< up to TLS 1.2: what its last ChangeCipherSpec was about
    std::unique_ptr<RecordKey> key{};
    std::uint64_t sequence = 0;
    bool sealed = false;
    bool uncertain = false;  ///< some records are missing: the next one's number is not known
    Phase phase = Phase::clear;
    unsigned updates = 0;  ///< how often its application keys were updated
    Bytes secret{};        ///< the traffic secret after `derived` updates; empty: not yet found
    unsigned derived = 0;
    std::string reason{};
    Bytes plaintext{};
    std::optional<Bytes> verify_data{};
    std::uint16_t next_message = 0;            ///< DTLS
    std::map<std::uint16_t, Bytes> waiting{};  ///< DTLS: messages that came before their turn
  };

  Side& side(bool client) { return client ? client_ : server_; }
  // In DTLS a record may overtake its ChangeCipherSpec.
  const Agreed& in_force(const Side& mine) const { return mine.sealed ? mine.agreed : agreed_; }
  void take_message(bool from_client, ByteView message);
  void learn_client_hello(ByteView body);
  void learn_server_hello(ByteView body);
  bool make_key(Side& mine, bool client);
  bool make_key12(Side& mine, bool client);
  bool make_key13(Side& mine, bool client);
  ByteView key_block(const Agreed& agreed, const TlsSuite& suite, ByteView secret);
  bool open_with(Side& mine, const SealedRecord& record);
  bool is_tls13() const { return agreed_.version == kTls13; }

  const KeyLog& log_;
  bool datagram_;
  Agreed agreed_;
  HandshakeTranscript transcript_;
  /// The latest key block, with what it was made of.
  struct {
    std::uint16_t suite = 0;
    Bytes seed{};
    Bytes bytes{};
  } block_;
  Side client_;
  Side server_;
};

/// For PacketDissector and Ladder. The log must outlive what is made with it.
MakeOpener open_with(const KeyLog& log);

}  // namespace tlscam
