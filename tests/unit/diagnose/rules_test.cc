// These tests check the table of causes itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "sim/diagnose/case.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<Rule> all_rules() {
  std::vector<Rule> rules;
  for (const auto group : {file_rules(), time_rules(), name_rules(), signer_rules(), handshake_rules(),
                           negotiation_rules(), datagram_rules(), network_rules(), script_rules()})
    rules.insert(rules.end(), group.begin(), group.end());
  return rules;
}

std::set<std::string> lesson_ids() {
  std::set<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(TLSCAM_SOURCE_DIR "/lessons")) {
    std::ifstream file(entry.path() / "lesson.md");
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("id: ")) ids.insert(line.substr(4));
    }
  }
  return ids;
}

TEST(Rules, every_cause_can_be_said_without_any_fact) {
  const FailureEvidence nothing;
  const Case the_case(nothing, true, SeenBy::self, Symptom::Kind::words);
  for (const Rule& rule : all_rules()) {
    SCOPED_TRACE(rule.id);
    const bool can_be_said = std::ranges::any_of(
        rule.cause, [&](std::string_view text) { return !text.empty() && the_case.fill(text).has_value(); });
    EXPECT_TRUE(can_be_said);
    EXPECT_NE(rule.symptoms[0].kind, Symptom::Kind::none);
    EXPECT_FALSE(rule.steps[0].text.empty()) << "says what to do";
  }
}

TEST(Rules, their_ids_are_unique) {
  std::set<std::string_view> ids;
  for (const Rule& rule : all_rules()) EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
}

TEST(Rules, their_lessons_exist) {
  const auto ids = lesson_ids();
  ASSERT_FALSE(ids.empty());
  for (const Rule& rule : all_rules()) {
    for (const StepText& step : rule.steps) {
      if (step.kind != StepKind::lesson) continue;
      EXPECT_TRUE(ids.contains(std::string(step.line))) << rule.id;
    }
  }
}

TEST(Rules, steps_that_are_not_advice_have_a_line) {
  for (const Rule& rule : all_rules()) {
    for (const StepText& step : rule.steps)
      EXPECT_EQ(step.line.empty(), step.kind == StepKind::advice) << rule.id << ": " << step.text;
  }
}

TEST(Rules, sentences_end_as_sentences) {
  for (const Rule& rule : all_rules()) {
    for (const std::string_view text : rule.cause)
      EXPECT_TRUE(text.empty() || text.ends_with('.')) << rule.id;
    for (const StepText& step : rule.steps) {
      EXPECT_THAT(step.text, Not(HasSubstr("!"))) << rule.id;
      EXPECT_THAT(step.text, Not(HasSubstr("\n"))) << rule.id;
    }
  }
}

TEST(Case, says_what_is_known_and_leaves_out_what_is_not) {
  FailureEvidence evidence;
  evidence.server.name = "openmv";
  evidence.port = 8443;
  const Case the_case(evidence, true, SeenBy::self, Symptom::Kind::words);
  EXPECT_EQ(the_case.fill("Port {port} of {peer}."), "Port 8443 of openmv.");
  EXPECT_EQ(the_case.fill("{who} asked. {who} waits for {peer}."),
            "This end asked. This end waits for openmv.");
  EXPECT_EQ(the_case.fill("{peer} is silent."), "openmv is silent.");
  EXPECT_EQ(the_case.fill("It is {clock}."), std::nullopt);
  EXPECT_EQ(the_case.fill("It is {clock|late}."), "It is late.");
}

}  // namespace
}  // namespace tlscam
