#include "sim/dissect/decrypt/key_log.h"

#include <gtest/gtest.h>

#include "sim/base/hex.h"
#include "sim/dissect/decrypt/tls_kdf.h"

namespace tlscam {
namespace {

const std::string kRandom(64, 'a');
const Bytes kRandomBytes(32, 0xaa);

TEST(KeyLog, reads_the_labels_of_tls_1_2_and_1_3) {
  KeyLog log;
  EXPECT_EQ(log.add("# a comment\n\nCLIENT_RANDOM " + kRandom + " 0102ff\r\n" + "SERVER_TRAFFIC_SECRET_0 " +
                    kRandom + " ABCD\nEXPORTER_SECRET " + kRandom + " 00"),
            0u);
  EXPECT_EQ(log.size(), 2u);
  EXPECT_EQ(to_hex(log.find(KeyLog::Label::client_random, kRandomBytes)), "0102ff");
  EXPECT_EQ(to_hex(log.find(KeyLog::Label::server_traffic_secret_0, kRandomBytes)), "abcd");
  EXPECT_TRUE(log.find(KeyLog::Label::client_traffic_secret_0, kRandomBytes).empty());
  EXPECT_TRUE(log.find(KeyLog::Label::client_random, Bytes(32, 0)).empty());
  EXPECT_TRUE(log.find(KeyLog::Label::client_random, {}).empty());
}

TEST(KeyLog, counts_lines_that_are_none) {
  KeyLog log;
  EXPECT_EQ(log.add("hello\n"), 1u);
  EXPECT_EQ(log.add("CLIENT_RANDOM " + kRandom + "\n"), 1u);
  EXPECT_EQ(log.add("CLIENT_RANDOM " + kRandom + " 0\n"), 1u);
  EXPECT_EQ(log.add("CLIENT_RANDOM " + kRandom + " 0g\n"), 1u);
  EXPECT_EQ(log.add("CLIENT_RANDOM aa 00\n"), 1u);
  EXPECT_EQ(log.add("CLIENT_RANDOM " + kRandom + " " + std::string(200, '0') + "\n"), 1u);
  EXPECT_TRUE(log.empty());
}

TEST(KeyLog, takes_the_last_of_two_secrets_and_those_that_come_later) {
  KeyLog log("CLIENT_RANDOM " + kRandom + " 01\n");
  log.add("CLIENT_RANDOM " + kRandom + " 02\n");
  EXPECT_EQ(to_hex(log.find(KeyLog::Label::client_random, kRandomBytes)), "02");
}

/// A test vector that was published for the PRF with SHA-256.
TEST(TlsKdf, makes_what_others_make) {
  const Bytes secret = {0x9b, 0xbe, 0x43, 0x6b, 0xa9, 0x40, 0xf0, 0x17,
                        0xb1, 0x76, 0x52, 0x84, 0x9a, 0x71, 0xdb, 0x35};
  const Bytes seed = {0xa0, 0xba, 0x9f, 0x93, 0x6c, 0xda, 0x31, 0x18,
                      0x27, 0xa6, 0xf7, 0x96, 0xff, 0xd5, 0x19, 0x8c};
  EXPECT_EQ(to_hex(tls12_prf(TlsHash::sha256, secret, "test label", seed, 32)),
            "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a");
}

}  // namespace
}  // namespace tlscam
