#include "sim/stream/tls_seal.h"

#include <gtest/gtest.h>

#include "sim/base/writer.h"

namespace tlscam {
namespace {

Bytes message(TlsHandshakeType type, ByteView body) {
  Writer out;
  out.u8(static_cast<std::uint8_t>(type)).u8(0).u16be(static_cast<std::uint16_t>(body.size())).bytes(body);
  return out.take();
}

Bytes client_hello() {
  Writer out;
  out.u16be(kTls12).fill(32, 7).u8(0).u16be(2).u16be(0xc02b).u8(1).u8(0);
  return message(TlsHandshakeType::client_hello, out.view());
}

Bytes server_hello() {
  Writer out;
  out.u16be(kTls12).fill(32, 7).u8(0).u16be(0xc02b).u8(0);
  return message(TlsHandshakeType::server_hello, out.view());
}

/// It has the explicit nonce of AES-GCM as mbedTLS counts it, and looks like two HelloRequests.
const Bytes kSealedFinished = [] {
  Bytes bytes(40, 0xa5);
  std::fill_n(bytes.begin(), 8, 0);
  return bytes;
}();

class TlsSealsTest : public testing::Test {
 protected:
  TlsSeal read(TlsSeals& seals, TlsContentType type, ByteView payload, bool from_client = true) {
    return seals.read(from_client, {type, kTls12, static_cast<std::uint16_t>(payload.size())}, payload);
  }
  static constexpr std::uint8_t kChange[] = {1};
  static constexpr std::uint8_t kAlert[] = {2, 46};
};

TEST_F(TlsSealsTest, follow_a_connection_from_its_start) {
  TlsSeals seals;
  EXPECT_EQ(read(seals, TlsContentType::handshake, client_hello()), TlsSeal::clear);
  EXPECT_EQ(read(seals, TlsContentType::handshake, server_hello(), false), TlsSeal::clear);
  seals.choose(kTls12);
  EXPECT_EQ(read(seals, TlsContentType::change_cipher_spec, kChange), TlsSeal::clear);
  EXPECT_EQ(read(seals, TlsContentType::handshake, kSealedFinished), TlsSeal::sealed);
  EXPECT_TRUE(seals.is_finished(true));
  EXPECT_EQ(read(seals, TlsContentType::handshake, kSealedFinished), TlsSeal::sealed);
  EXPECT_FALSE(seals.is_finished(true)) << "a second handshake on the same connection";
  EXPECT_EQ(read(seals, TlsContentType::alert, kAlert, false), TlsSeal::clear);
  EXPECT_EQ(read(seals, TlsContentType::application_data, Bytes(30, 1)), TlsSeal::sealed);
}

TEST_F(TlsSealsTest, do_not_know_what_began_before_them) {
  TlsSeals seals(false);
  EXPECT_EQ(read(seals, TlsContentType::application_data, Bytes(30, 1)), TlsSeal::unknown);
  EXPECT_EQ(read(seals, TlsContentType::handshake, kSealedFinished), TlsSeal::unknown);
  EXPECT_EQ(read(seals, TlsContentType::alert, Bytes(26, 1)), TlsSeal::sealed) << "an alert has two bytes";
  EXPECT_EQ(seals.generation(), TlsGeneration::unknown);
}

TEST_F(TlsSealsTest, learn_from_a_message_that_can_only_be_in_the_clear) {
  TlsSeals seals(false);
  EXPECT_EQ(read(seals, TlsContentType::handshake, message(TlsHandshakeType::server_hello_done, {}), false),
            TlsSeal::clear);
  EXPECT_EQ(seals.version(), kTls12);
  EXPECT_EQ(read(seals, TlsContentType::handshake, kSealedFinished), TlsSeal::clear)
      << "the client has not changed its cipher yet: these bytes are broken, not encrypted";
}

TEST_F(TlsSealsTest, know_what_a_change_of_the_cipher_means) {
  TlsSeals seals(false);
  EXPECT_EQ(read(seals, TlsContentType::change_cipher_spec, kChange), TlsSeal::clear);
  EXPECT_EQ(read(seals, TlsContentType::handshake, kSealedFinished), TlsSeal::sealed);
  EXPECT_EQ(seals.generation(), TlsGeneration::up_to_tls12);
  EXPECT_EQ(read(seals, TlsContentType::application_data, Bytes(30, 1), false), TlsSeal::unknown);
}

TEST_F(TlsSealsTest, take_a_hello_after_the_change_for_tls_1_3) {
  TlsSeals seals(false);
  EXPECT_EQ(read(seals, TlsContentType::change_cipher_spec, kChange), TlsSeal::clear);
  EXPECT_EQ(read(seals, TlsContentType::handshake, client_hello()), TlsSeal::clear);
  seals.choose(kTls13);
  EXPECT_EQ(read(seals, TlsContentType::application_data, Bytes(30, 1)), TlsSeal::sealed);
  EXPECT_EQ(read(seals, TlsContentType::alert, kAlert), TlsSeal::clear);
}

TEST_F(TlsSealsTest, take_data_before_the_server_answered_for_early_data) {
  TlsSeals seals;
  read(seals, TlsContentType::handshake, client_hello());
  EXPECT_EQ(read(seals, TlsContentType::application_data, Bytes(30, 1)), TlsSeal::sealed);
}

TEST_F(TlsSealsTest, doubt_after_a_gap) {
  TlsSeals seals;
  read(seals, TlsContentType::handshake, client_hello());
  seals.lose(true);
  EXPECT_EQ(read(seals, TlsContentType::handshake, kSealedFinished), TlsSeal::unknown);
  read(seals, TlsContentType::change_cipher_spec, kChange);
  seals.lose(true);
  EXPECT_EQ(read(seals, TlsContentType::handshake, kSealedFinished), TlsSeal::sealed);
  EXPECT_FALSE(seals.is_finished(true)) << "it may have been in the gap";
}

TEST(ShowsClearMessages, believes_no_bytes_that_are_only_zeros_in_front) {
  EXPECT_FALSE(shows_clear_messages(kSealedFinished));
  EXPECT_TRUE(shows_clear_messages(Bytes(4, 0))) << "a HelloRequest, too short to be encrypted";
  EXPECT_TRUE(shows_clear_messages(client_hello()));
  Bytes cut = client_hello();
  cut.resize(cut.size() - 5);
  EXPECT_TRUE(shows_clear_messages(cut)) << "it goes on in the next record";
  for (std::size_t size = 0; size < 6; ++size) {
    EXPECT_FALSE(shows_clear_messages(ByteView(cut).first(size))) << size;
  }
}

}  // namespace
}  // namespace tlscam
