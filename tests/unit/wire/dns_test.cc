#include "sim/wire/dns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "sim/base/writer.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

DnsMessage query(std::string name) {
  DnsMessage message;
  message.id = 0x1234;
  message.recursion_desired = true;
  message.question.name = std::move(name);
  return message;
}

/// A query whose question is these bytes and then type A, class IN.
Bytes raw_query(std::initializer_list<std::uint8_t> name, std::uint16_t questions = 1,
                std::uint16_t answers = 0) {
  Writer out;
  out.u16be(0x1234).u16be(0x0100).u16be(questions).u16be(answers).u32be(0);
  out.bytes(Bytes(name)).u16be(kDnsTypeA).u16be(kDnsClassInternet);
  return out.take();
}

TEST(Dns, writes_the_query_that_every_resolver_writes) {
  const auto bytes = emit_dns(query("pool.ntp.org"));
  ASSERT_TRUE(bytes);
  const std::string expected(
      "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x04pool\x03ntp\x03org\x00\x00\x01\x00\x01", 30);
  EXPECT_EQ(as_text(*bytes), expected);
}

TEST(Dns, comes_back_as_it_was_sent) {
  DnsMessage message = query("OpenMV");
  message.is_response = message.authoritative = message.truncated = message.recursion_available = true;
  message.code = DnsCode::name_error;
  message.opcode = 2;
  message.answers.push_back({.name = "OpenMV", .seconds_to_live = 60, .data = {192, 168, 1, 50}});
  message.answers.push_back({.name = "other.example", .type = kDnsTypeCname, .data = {0}});
  const auto bytes = emit_dns(message);
  ASSERT_TRUE(bytes);
  const auto parsed = parse_dns(*bytes);
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->question.name, "OpenMV");
  EXPECT_EQ(parsed->code, DnsCode::name_error);
  EXPECT_EQ(parsed->opcode, 2);
  ASSERT_EQ(parsed->answers.size(), 2u);
  EXPECT_EQ(parsed->answers[0].name, "OpenMV");  // through the pointer to the question
  EXPECT_EQ(parsed->answers[0].data, (Bytes{192, 168, 1, 50}));
  EXPECT_EQ(parsed->answers[1].name, "other.example");
  EXPECT_EQ(*emit_dns(*parsed), *bytes);
}

TEST(Dns, follows_pointers_in_the_middle_of_a_name) {
  Bytes bytes = *emit_dns(query("ntp.org"));
  bytes[7] = 1;  // one answer
  Writer answer;
  answer.u8(4).bytes(as_bytes("pool")).u16be(0xc00c).u16be(1).u16be(1).u32be(60).u16be(0);
  bytes.insert(bytes.end(), answer.view().begin(), answer.view().end());
  const auto parsed = parse_dns(bytes);
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->answers[0].name, "pool.ntp.org");
}

TEST(Dns, refuses_pointers_that_go_round_or_forward) {
  EXPECT_FALSE(parse_dns(raw_query({0xc0, 12})));            // to itself
  EXPECT_FALSE(parse_dns(raw_query({1, 'a', 0xc0, 12})));    // back to the start of the same name
  EXPECT_FALSE(parse_dns(raw_query({0xc0, 14, 0xc0, 12})));  // to each other
  EXPECT_FALSE(parse_dns(raw_query({0xc0, 100, 0})));        // after the end
  EXPECT_FALSE(parse_dns(raw_query({0xff, 0xff})));
  const auto looped = parse_dns(raw_query({1, 'a', 0xc0, 12}));
  EXPECT_THAT(looped.error().text, HasSubstr("does not lead towards the front"));
}

TEST(Dns, refuses_names_that_run_past_the_end_or_are_not_names) {
  EXPECT_FALSE(parse_dns(raw_query({63, 'a'})));
  EXPECT_FALSE(parse_dns(raw_query({0x40, 'a', 0})));  // reserved bits
  EXPECT_FALSE(parse_dns(raw_query({0x80, 'a', 0})));
  EXPECT_FALSE(parse_dns(raw_query({3, 'a', '.', 'b', 0})));
  EXPECT_FALSE(parse_dns(raw_query({3, 'a', 0, 'b', 0})));
  const Bytes good = *emit_dns(query("pool.ntp.org"));
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(parse_dns(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)))) << size;
  }
}

TEST(Dns, refuses_names_longer_than_the_limit) {
  Writer name;
  for (int i = 0; i < 5; ++i) name.u8(60).fill(60, 'a');
  Writer out;
  out.u16be(1).u16be(0).u16be(1).u16be(0).u32be(0).bytes(name.view()).u8(0).u16be(1).u16be(1);
  EXPECT_EQ(parse_dns(out.view()).error().text, "DNS: a name is longer than 253 characters");
}

TEST(Dns, takes_exactly_one_question) {
  EXPECT_FALSE(parse_dns(raw_query({1, 'a', 0}, 0)));
  EXPECT_FALSE(parse_dns(raw_query({1, 'a', 0}, 2)));
  EXPECT_FALSE(parse_dns(raw_query({1, 'a', 0}, 1, 0xffff)));  // and answers that are not there
  EXPECT_TRUE(parse_dns(raw_query({1, 'a', 0})));
}

TEST(Dns, does_not_write_names_that_are_none) {
  EXPECT_FALSE(emit_dns(query("a..b")));
  EXPECT_FALSE(emit_dns(query(".a")));
  EXPECT_FALSE(emit_dns(query(std::string(64, 'a'))));
  EXPECT_FALSE(emit_dns(query(std::string(254, 'a'))));
  EXPECT_EQ(*emit_dns(query("a.b.")), *emit_dns(query("a.b")));
  EXPECT_TRUE(emit_dns(query("")));  // the root
}

TEST(Dns, compares_names_without_case_and_last_dot) {
  EXPECT_EQ(normal_dns_name("Pool.NTP.org."), "pool.ntp.org");
  EXPECT_EQ(normal_dns_name(""), "");
}

TEST(Dns, format_errors_go_to_queries_only) {
  Bytes bytes = raw_query({1, 'a', 0}, 2);
  EXPECT_EQ(emit_dns_format_error(bytes), (Bytes{0x12, 0x34, 0x81, 0x01, 0, 0, 0, 0, 0, 0, 0, 0}));
  bytes[2] |= 0x80;
  EXPECT_TRUE(emit_dns_format_error(bytes).empty());
  EXPECT_TRUE(emit_dns_format_error(Bytes(11)).empty());
}

}  // namespace
}  // namespace tlscam
