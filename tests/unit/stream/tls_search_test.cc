#include "sim/stream/tls_search.h"

#include <gtest/gtest.h>

#include "sim/stream/tls_preface.h"
#include "sim/stream/tls_role.h"

namespace tlscam {
namespace {

Bytes text(std::string_view words) {
  return Bytes(words.begin(), words.end());
}

const Bytes kHello{22, 3, 1, 0, 60, 1, 0, 0, 56, 3, 3, 9, 9, 9};

TEST(TlsSearch, finds_records_that_begin_a_connection_however_they_are_cut) {
  for (std::size_t cut = 0; cut <= kHello.size(); ++cut) {
    TlsSearch search;
    const auto at = kHello.begin() + static_cast<std::ptrdiff_t>(cut);
    Bytes all = search.read(Bytes(kHello.begin(), at)).tls;
    const auto rest = search.read(Bytes(at, kHello.end()));
    all.insert(all.end(), rest.tls.begin(), rest.tls.end());
    EXPECT_EQ(all, kHello) << cut;
    EXPECT_TRUE(search.begun());
  }
}

TEST(TlsSearch, finds_a_hello_behind_another_protocol) {
  TlsSearch search;
  EXPECT_EQ(search.read(text("220 mail\r\n")).plain, text("220 mail\r\n"));
  EXPECT_TRUE(search.is_plain());
  EXPECT_EQ(search.read({22, 3, 1}).tls, Bytes()) << "too little to tell";
  EXPECT_EQ(search.read(Bytes(kHello.begin() + 3, kHello.end())).tls, kHello);
}

TEST(TlsSearch, takes_no_record_but_a_hello_for_the_begin_in_the_middle_of_data) {
  const Bytes data{23, 3, 3, 0, 4, 1, 2, 3, 4};
  TlsSearch search;
  search.read(text("something"));
  EXPECT_EQ(search.read(data).plain, data);
  search.expect();
  EXPECT_EQ(search.read(data).tls, data) << "when the other end speaks TLS, it may be";
}

TEST(TlsSearch, waits_for_a_record_where_the_capture_began_inside_of_one) {
  TlsSearch search(TlsSearch::Start::middle);
  EXPECT_EQ(search.read(Bytes(50, 0xee)).plain.size(), 50u);
  const Bytes two{23, 3, 3, 0, 2, 1, 2, 21, 3, 3, 0, 2, 1, 0};
  EXPECT_EQ(search.read(two).tls, two);
  TlsSearch other(TlsSearch::Start::middle);
  Bytes broken = two;
  broken[7] = 99;
  EXPECT_EQ(other.read(broken).plain, broken) << "what follows the first record is not one";
}

TEST(TlsSearch, finds_the_hello_behind_the_request_of_mysql) {
  Bytes both{0x20, 0, 0, 1, 0x85, 0xae, 0xff, 0x19, 0, 0, 0, 1, 0x21};
  both.resize(36);
  both.insert(both.end(), kHello.begin(), kHello.end());
  TlsSearch search;
  const auto found = search.read(both);
  EXPECT_EQ(found.plain.size(), 36u);
  EXPECT_EQ(found.tls, kHello);
}

TEST(TlsSearch, knows_the_hello_of_ssl_2) {
  const Bytes hello{0x80, 0x1c, 1, 3, 1, 0, 3, 0, 0,  0,  16, 0,  0,  0x2f, 1,
                    2,    3,    4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,   16};
  for (std::size_t cut = 1; cut < hello.size(); ++cut) {
    TlsSearch search;
    const auto at = hello.begin() + static_cast<std::ptrdiff_t>(cut);
    const auto first = search.read(Bytes(hello.begin(), at));
    EXPECT_TRUE(first.plain.empty() && first.old_hello.empty()) << cut;
    EXPECT_EQ(search.read(Bytes(at, hello.end())).old_hello, hello) << cut;
  }
  Bytes lies = hello;
  lies[6] = 6;
  TlsSearch search;
  EXPECT_EQ(search.read(lies).plain, lies);
}

TEST(TlsPreface, names_no_protocol_that_it_has_not_heard) {
  TlsPreface preface;
  EXPECT_TRUE(preface.empty());
  preface.add(false, text("220 mail\r\n"));
  EXPECT_EQ(preface.protocol(), "") << "FTP begins so too";
  preface.add(true, text("EHLO me\r\n"));
  preface.add(true, text("starttls\r\n"));
  EXPECT_EQ(preface.protocol(), "SMTP");
  EXPECT_EQ(preface.switched_by(), "STARTTLS");
}

TEST(TlsPreface, keeps_the_end_of_a_long_talk) {
  TlsPreface preface;
  preface.add(false, text("* OK\r\n"));
  for (int i = 0; i < 1000; ++i) preface.add(true, text("a NOOP\r\n"));
  preface.add(true, text("b STARTTLS\r\n"));
  EXPECT_EQ(preface.protocol(), "IMAP");
}

TEST(TlsRole, follows_from_messages_that_only_one_end_sends) {
  const FlowEnd low{IpAddress{}, 443};
  const FlowEnd high{IpAddress{}, 50000};
  const Bytes done{22, 3, 3, 0, 4, 14, 0, 0, 0};
  EXPECT_EQ(sent_by_client(done, false), false);
  EXPECT_FALSE(is_client(high, low, done, false));
  const Bytes data{23, 3, 3, 0, 1, 0};
  EXPECT_EQ(sent_by_client(data, false), std::nullopt);
  EXPECT_TRUE(is_client(high, low, data, false)) << "servers have the lower ports";
}

}  // namespace
}  // namespace tlscam
