// TLS 1.2 with DEFLATE (RFC 3749), which no program of today speaks any more: the test makes both ends of a
// session that is resumed. The blocks of DEFLATE are stored ones, so that what was said stands in the content
// as it is; even then it is not for the dissector to say so, as it unpacks nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mbedtls/gcm.h>
#include <mbedtls/ssl.h>

#include <array>

#include "sim/base/hex.h"
#include "sim/base/writer.h"
#include "sim/dissect/decrypt/tls_decrypter.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"
#include "sim/wire/tcp.h"
#include "tests/unit/dissect/capture_tools.h"

namespace tlscam {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::uint8_t kDeflate = 1;
constexpr std::uint8_t kNoCompression = 0;
const Bytes kSecret(48, 0x33);

Bytes joined(std::initializer_list<ByteView> parts) {
  Bytes all;
  for (const ByteView part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

// `End` is one of the two: it compresses and seals what it says, with AES_128_GCM (RFC 5288).
class End {
 public:
  End(ByteView key, ByteView salt, bool compresses)
      : salt_(salt.begin(), salt.end()), compresses_(compresses) {
    mbedtls_gcm_init(&gcm_);
    EXPECT_EQ(mbedtls_gcm_setkey(&gcm_, MBEDTLS_CIPHER_ID_AES, key.data(), 128), 0);
  }
  ~End() { mbedtls_gcm_free(&gcm_); }
  End(const End&) = delete;
  End& operator=(const End&) = delete;

  Bytes record(TlsContentType type, ByteView said) {
    const Bytes plain = compresses_ ? compressed(said) : Bytes(said.begin(), said.end());
    const Bytes number{0, 0, 0, 0, 0, 0, 0, sequence_++};
    const auto low = [](std::size_t size) { return static_cast<std::uint8_t>(size); };
    const Bytes about = joined({number, Bytes{static_cast<std::uint8_t>(type), 3, 3, 0, low(plain.size())}});
    const Bytes nonce = joined({salt_, number});
    Bytes sealed(plain.size());
    std::array<std::uint8_t, 16> tag{};
    EXPECT_EQ(mbedtls_gcm_crypt_and_tag(&gcm_, MBEDTLS_GCM_ENCRYPT, plain.size(), nonce.data(), nonce.size(),
                                        about.data(), about.size(), plain.data(), sealed.data(), tag.size(),
                                        tag.data()),
              0);
    const std::size_t size = number.size() + sealed.size() + tag.size();
    return joined({Bytes{static_cast<std::uint8_t>(type), 3, 3, 0, low(size)}, number, sealed, tag});
  }

 private:
  // RFC 3749 section 2: all records of a direction are one stream (RFC 1950), flushed after each. A stored
  // block (RFC 1951 section 3.2.4) ends at a byte.
  Bytes compressed(ByteView said) {
    const auto size = static_cast<std::uint8_t>(said.size());
    const Bytes head = sequence_ == 0 ? Bytes{0x78, 0x01} : Bytes();
    const Bytes block{0, size, 0, static_cast<std::uint8_t>(~size), 0xff};
    return joined({head, block, said});
  }

  mbedtls_gcm_context gcm_;
  Bytes salt_;
  bool compresses_;
  std::uint8_t sequence_ = 0;
};

Bytes hello(std::uint8_t type, std::uint8_t random, ByteView choice) {
  const Bytes id(32, 0x44);
  const Bytes body = joined({Bytes{3, 3}, Bytes(32, random), Bytes{32}, id, choice});
  const auto size = static_cast<std::uint8_t>(body.size());
  return joined({Bytes{22, 3, 3, 0, static_cast<std::uint8_t>(size + 4), type, 0, 0, size}, body});
}

// `Session` is a connection with its frames.
class Session {
 public:
  explicit Session(std::uint8_t method) {
    // RFC 5246 section 6.3: both keys, then both salts.
    const Bytes seed = joined({Bytes(32, 0x22), Bytes(32, 0x11)});
    Bytes block(40);
    EXPECT_EQ(mbedtls_ssl_tls_prf(MBEDTLS_SSL_TLS_PRF_SHA256, kSecret.data(), kSecret.size(), "key expansion",
                                  seed.data(), seed.size(), block.data(), block.size()),
              0);
    const ByteView keys(block);
    End client(keys.subspan(0, 16), keys.subspan(32, 4), method != kNoCompression);
    End server(keys.subspan(16, 16), keys.subspan(36, 4), method != kNoCompression);
    const Bytes change{20, 3, 3, 0, 1, 1};
    const Bytes finished = joined({Bytes{20, 0, 0, 12}, Bytes(12, 0x55)});
    send(true, {}, kTcpSyn);
    send(false, {}, kTcpSyn | kTcpAck);
    // TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
    send(true, hello(1, 0x11, Bytes{0, 2, 0xc0, 0x2f, 2, kDeflate, kNoCompression}));
    send(false, joined({hello(2, 0x22, Bytes{0xc0, 0x2f, method}), change,
                        server.record(TlsContentType::handshake, finished)}));
    send(true, joined({change, client.record(TlsContentType::handshake, finished)}));
    send(true, client.record(TlsContentType::application_data, as_bytes("the door is open")));
    send(false, server.record(TlsContentType::alert, Bytes{2, 80}));
  }

  const CaptureFile& capture() const { return capture_; }

 private:
  void send(bool by_client, const Bytes& said, std::uint8_t flags = kTcpAck | kTcpPsh) {
    const Ipv4Address client{{192, 168, 1, 51}}, server{{192, 168, 1, 50}};
    std::uint32_t& mine = by_client ? client_at_ : server_at_;
    const TcpSegment segment{.source = by_client ? client : server,
                             .source_port = static_cast<std::uint16_t>(by_client ? 40000 : 8443),
                             .destination = by_client ? server : client,
                             .destination_port = static_cast<std::uint16_t>(by_client ? 8443 : 40000),
                             .sequence = mine,
                             .acknowledgment = by_client ? server_at_ : client_at_,
                             .flags = flags,
                             .window = 8000,
                             .payload = said};
    mine += static_cast<std::uint32_t>(said.size()) + ((flags & kTcpSyn) != 0 ? 1 : 0);
    const Bytes tcp = emit_tcp(segment);
    const Bytes packet = emit_ipv4_packet({.source = segment.source,
                                           .destination = segment.destination,
                                           .protocol = kProtocolTcp,
                                           .payload = tcp});
    const MacAddress from{{2, 0, 0, 0, 0, static_cast<std::uint8_t>(by_client ? 1 : 2)}};
    const MacAddress to{{2, 0, 0, 0, 0, static_cast<std::uint8_t>(by_client ? 2 : 1)}};
    CapturedFrame& frame = capture_.frames.emplace_back();
    frame.at = Instant{} + std::chrono::milliseconds(capture_.frames.size());
    frame.bytes = emit_ethernet({to, from, kEtherTypeIpv4, packet});
  }

  CaptureFile capture_;
  std::uint32_t client_at_ = 1000, server_at_ = 5000;
};

const std::string kKeyLog = "CLIENT_RANDOM " + to_hex(Bytes(32, 0x11)) + " " + to_hex(kSecret) + "\n";

std::string tree_of(const CaptureFile& capture) {
  const KeyLog log(kKeyLog);
  std::string text;
  for (const DissectedPart& part : parts_of(capture, PacketDissector(open_with(log))))
    text += std::string(to_text(part.kind)) + "\n" + field_text(part.fields, 1);
  return text;
}

std::vector<std::string> inside_of(const CaptureFile& capture) {
  const KeyLog log(kKeyLog);
  Ladder ladder({}, open_with(log));
  bool by_client = true;
  for (const CapturedFrame& frame : capture.frames) {
    by_client = parse_ethernet(frame.bytes)->source.octets[5] == 1;
    ladder.see({frame.at, frame.at, by_client ? "cam2" : "openmv", Direction::from_node, Fate::delivered,
                frame.bytes});
  }
  std::vector<std::string> inside;
  for (const LadderEntry& entry : ladder.conversations().back().entries)
    if (entry.encrypted) inside.push_back(entry.inside);
  return inside;
}

// The session itself is right: without compression everything in it is read.
TEST(CompressedRecords, are_made_as_those_that_are_not) {
  const Session session(kNoCompression);
  EXPECT_THAT(tree_of(session.capture()), AllOf(HasSubstr("the door is open"), HasSubstr("internal_error")));
  EXPECT_THAT(inside_of(session.capture()),
              ElementsAre("Finished", "Finished", "Application data", "Alert 80 internal_error"));
}

TEST(CompressedRecords, are_called_so_and_nothing_is_claimed_of_what_they_say) {
  const Session session(kDeflate);
  const std::string tree = tree_of(session.capture());
  EXPECT_THAT(tree, HasSubstr("DEFLATE (1)"));
  std::size_t named = 0;
  for (std::size_t at = 0; (at = tree.find("Compressed content", at)) != std::string::npos; ++at) ++named;
  EXPECT_EQ(named, 4U) << tree;
  EXPECT_THAT(tree, AllOf(Not(HasSubstr("the door is open")), Not(HasSubstr("internal_error")),
                          Not(HasSubstr("Finished")), Not(HasSubstr("(!)"))));
}

TEST(CompressedRecords, show_in_a_ladder_what_they_are) {
  const Session session(kDeflate);
  EXPECT_THAT(inside_of(session.capture()),
              ElementsAre("Handshake message (compressed)", "Handshake message (compressed)",
                          "Application data (compressed)", "Alert (compressed)"));
}

}  // namespace
}  // namespace tlscam
