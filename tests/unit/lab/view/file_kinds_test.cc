#include "sim/lab/view/file_kinds.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(FileKinds, is_what_the_file_holds_whatever_its_name) {
  EXPECT_EQ(kind_of_file("server", FileContent::certificate), FileKind::certificate);
  EXPECT_EQ(kind_of_file("server.key", FileContent::certificate), FileKind::certificate);
  EXPECT_EQ(kind_of_file("chain.pem", FileContent::chain), FileKind::certificate_chain);
  EXPECT_EQ(kind_of_file("server.csr", FileContent::certificate_request), FileKind::certificate_request);
  EXPECT_EQ(kind_of_file("server.key", FileContent::private_key), FileKind::private_key);
  EXPECT_EQ(kind_of_file("server.pub", FileContent::public_key), FileKind::public_key);
}

TEST(FileKinds, goes_by_the_name_where_the_file_holds_neither_certificate_nor_key) {
  EXPECT_EQ(kind_of_file("client.py", FileContent::other), FileKind::script);
  EXPECT_EQ(kind_of_file("openssl.cnf", FileContent::other), FileKind::text);
  EXPECT_EQ(kind_of_file("run.pcapng", FileContent::other), FileKind::capture);
  EXPECT_EQ(kind_of_file("picture.jpg", FileContent::other), FileKind::other);
  EXPECT_EQ(kind_of_file("broken.der", FileContent::other), FileKind::other);
}

TEST(FileKinds, looks_into_what_may_hold_a_certificate) {
  EXPECT_TRUE(may_hold_certificate("server.der", 500));
  EXPECT_TRUE(may_hold_certificate("server", 500));
  EXPECT_TRUE(may_hold_certificate("server.csr", kMostInspectedBytes));
  EXPECT_FALSE(may_hold_certificate("server.der", 0));
  EXPECT_FALSE(may_hold_certificate("server.der", kMostInspectedBytes + 1));
  EXPECT_FALSE(may_hold_certificate("main.py", 500));
  EXPECT_FALSE(may_hold_certificate("ca.cnf", 500));
  EXPECT_FALSE(may_hold_certificate("run.pcap", 500));
}

TEST(FileKinds, knows_names_that_promise_a_certificate) {
  EXPECT_TRUE(is_named_as_certificate("server.der"));
  EXPECT_TRUE(is_named_as_certificate("ca.key"));
  EXPECT_FALSE(is_named_as_certificate("server"));
  EXPECT_FALSE(is_named_as_certificate("main.py"));
}

}  // namespace
}  // namespace tlscam
