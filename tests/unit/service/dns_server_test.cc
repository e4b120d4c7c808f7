#include "sim/service/dns_server.h"

#include <gtest/gtest.h>

#include <string>

namespace tlscam {
namespace {

constexpr Ipv4Address kCamera{{192, 168, 1, 50}};
constexpr Ipv4Address kWrong{{192, 168, 1, 66}};

struct DnsServerTest : testing::Test {
  DnsServer server;

  DnsServerTest() { server.set_address("openmv", kCamera); }

  std::optional<DnsMessage> ask(const std::string& name, std::uint16_t type = kDnsTypeA) {
    DnsMessage query;
    query.id = 7;
    query.recursion_desired = true;
    query.question = {.name = name, .type = type};
    const auto answer = server.answer(*emit_dns(query));
    if (!answer) return std::nullopt;
    return parse_dns(*answer).value();
  }
  /// "192.168.1.50", or the code of an answer without records, or "silence".
  std::string resolve(const std::string& name, std::uint16_t type = kDnsTypeA) {
    const auto answer = ask(name, type);
    if (!answer) return "silence";
    if (answer->answers.empty()) return "code " + std::to_string(static_cast<int>(answer->code));
    Cursor in(answer->answers[0].data);
    return to_text(read_ipv4(in));
  }
};

TEST_F(DnsServerTest, answers_what_it_knows) {
  const auto answer = ask("openmv");
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->is_response);
  EXPECT_TRUE(answer->recursion_available);
  EXPECT_TRUE(answer->recursion_desired);
  EXPECT_EQ(answer->id, 7);
  EXPECT_EQ(answer->question.name, "openmv");
  EXPECT_EQ(resolve("openmv"), "192.168.1.50");
}

TEST_F(DnsServerTest, compares_names_without_case_and_keeps_the_askers_spelling) {
  EXPECT_EQ(resolve("OPENMV"), "192.168.1.50");
  EXPECT_EQ(ask("OpenMV")->answers[0].name, "OpenMV");
  server.set_address("Cam2.", kWrong);
  EXPECT_EQ(resolve("cam2"), "192.168.1.66");
}

TEST_F(DnsServerTest, does_not_know_the_rest) {
  EXPECT_EQ(resolve("cam2"), "code 3");
  EXPECT_EQ(resolve("openmv.local"), "code 3");
  EXPECT_EQ(resolve("openmv", kDnsTypeAaaa), "code 0");  // it exists, but has no such address
  EXPECT_EQ(resolve("cam2", kDnsTypeAaaa), "code 3");
  server.remove("OPENMV");
  EXPECT_EQ(resolve("openmv"), "code 3");
}

TEST_F(DnsServerTest, has_faults_of_one_name) {
  server.set_address("cam2", kCamera);
  server.set_faults({{"OpenMV", DnsFault::Kind::wrong_address, kWrong}});
  EXPECT_EQ(resolve("openmv"), "192.168.1.66");
  EXPECT_EQ(resolve("cam2"), "192.168.1.50");
  server.set_faults({{"openmv", DnsFault::Kind::no_answer, {}}});
  EXPECT_EQ(resolve("openmv"), "silence");
  server.set_faults({{"openmv", DnsFault::Kind::servfail, {}}});
  EXPECT_EQ(resolve("openmv"), "code 2");
  server.set_faults({});
  EXPECT_EQ(resolve("openmv"), "192.168.1.50");
}

TEST_F(DnsServerTest, the_first_fault_that_matches_counts) {
  const DnsFault of_all{"*", DnsFault::Kind::servfail, {}};
  const DnsFault of_one{"cam2", DnsFault::Kind::wrong_address, kWrong};
  server.set_faults({of_one, of_all});
  EXPECT_EQ(resolve("openmv"), "code 2");
  EXPECT_EQ(resolve("cam2"), "192.168.1.66");  // which needs no such name
  server.set_faults({of_all, of_one});
  EXPECT_EQ(resolve("cam2"), "code 2");
}

TEST_F(DnsServerTest, refuses_malformed_queries_and_ignores_responses) {
  Bytes query = *emit_dns({.question = {.name = "openmv"}, .answers = {}});
  query[5] = 2;  // two questions
  const auto refusal = server.answer(query);
  ASSERT_TRUE(refusal);
  EXPECT_EQ((*refusal)[3] & 0x0f, 1);  // FORMERR
  EXPECT_FALSE(server.answer(Bytes(5)));
  EXPECT_FALSE(
      server.answer(*emit_dns({.is_response = true, .question = {.name = "openmv"}, .answers = {}})));
}

TEST_F(DnsServerTest, implements_standard_queries_of_the_internet_only) {
  const auto code = [&](const DnsMessage& query) {
    return parse_dns(*server.answer(*emit_dns(query)))->code;
  };
  EXPECT_EQ(code({.opcode = 2, .question = {.name = "openmv"}, .answers = {}}), DnsCode::not_implemented);
  EXPECT_EQ(code({.question = {.name = "openmv", .record_class = 3}, .answers = {}}), DnsCode::refused);
}

}  // namespace
}  // namespace tlscam
