#include "sim/mystery/mystery_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/mystery/mystery_verdict.h"

namespace tlscam {
namespace {

const Mystery& expired() {
  static const Mystery mystery = draw_mystery(4, *find_mystery_kind("certificate-expired"));
  return mystery;
}
const std::string& base() {
  return expired().sound.server.base;
}

TEST(MysteryRun, begins_with_all_points_and_no_truth) {
  const MysterySnapshot shown = MysteryRun(expired()).snapshot();
  EXPECT_EQ(shown.seed, 4u);
  EXPECT_EQ(shown.points, 100);
  EXPECT_EQ(shown.named, "");
  EXPECT_EQ(shown.truth, "");
}

TEST(MysteryRun, counts_each_thing_that_is_looked_at_once) {
  MysteryRun run(expired());
  run.look_at("", "brief.txt");
  run.command("cat brief.txt");
  EXPECT_EQ(run.snapshot().points, 100);
  run.look_at("gate", "server.der");
  run.look_at("gate", "server.der");
  EXPECT_EQ(run.snapshot().points, 98);
  run.command("openssl x509 -in server.pem -noout -dates");
  run.typed("gate", "import os\r");
  run.typed("gate", "os.listdir");
  EXPECT_EQ(run.snapshot().points, 94);
  run.typed("gate", "()\r");
  EXPECT_EQ(run.snapshot().points, 92);
}

TEST(MysteryRun, lets_the_repair_be_free) {
  MysteryRun run(expired());
  run.command("openssl x509 -in " + base() + ".pem -noout -dates");
  ASSERT_TRUE(run.name("certificate-expired", false));
  run.command("openssl x509 -req -in server.csr");
  run.look_at("gate", "server.der");
  EXPECT_EQ(run.snapshot().points, 98);
}

TEST(MysteryRun, makes_a_guess_dear) {
  MysteryRun run(expired());
  ASSERT_TRUE(run.name("certificate-expired", false));
  EXPECT_EQ(run.snapshot().points, 70);
}

TEST(MysteryRun, makes_guessing_through_the_list_worthless) {
  MysteryRun run(expired());
  for (const MysteryKind& kind : mystery_kinds()) ASSERT_TRUE(run.name(kind.id, false));
  EXPECT_EQ(run.snapshot().points, 0);
}

TEST(MysteryRun, tells_the_truth_only_when_it_is_over) {
  MysteryRun run(expired());
  run.look_at("gate", base() + ".der");
  ASSERT_TRUE(run.name("weak-signature", false));
  EXPECT_EQ(run.snapshot().truth, "");
  run.finish();
  const MysterySnapshot shown = run.snapshot();
  EXPECT_EQ(shown.truth, expired().kind->title());
  EXPECT_FALSE(shown.right);
  EXPECT_EQ(shown.points, 48);
  EXPECT_FALSE(run.name("certificate-expired", true));
}

TEST(MysteryRun, refuses_a_cause_that_does_not_exist) {
  MysteryRun run(expired());
  EXPECT_FALSE(run.name("bad-luck", false));
  EXPECT_EQ(run.named(), "");
}

TEST(MysteryRun, is_saved_and_restored) {
  MysteryRun run(expired());
  run.keep_keys({"aa", "bb", ""});
  run.ask_why();
  run.hint();
  run.hint();
  ASSERT_TRUE(run.name("certificate-expired", false));
  MysteryRun again(expired());
  ASSERT_TRUE(again.restore(run.to_json()));
  EXPECT_EQ(again.to_json(), run.to_json());
  EXPECT_EQ(again.snapshot().points, 55);
  EXPECT_TRUE(again.why_asked());
  EXPECT_EQ(again.keys().server, "bb");
}

TEST(MysteryRun, takes_up_nothing_that_is_not_its_own) {
  MysteryRun run(expired());
  run.ask_why();
  const std::string before = run.to_json();
  const Mystery other = draw_mystery(5);
  for (const std::string& text : {std::string("{}"), std::string("["), std::string("{\"seed\": \"4\"}"),
                                  MysteryRun(other).to_json(), std::string(100'000, ' ')}) {
    EXPECT_FALSE(run.restore(text)) << text.substr(0, 40);
    EXPECT_EQ(run.to_json(), before);
  }
  EXPECT_TRUE(
      run.restore(R"({"seed": 4, "named": 7, "used": [1, ["x"], ["y", -5]], "seen": ["a", 99], "why": 1})"));
  EXPECT_EQ(run.snapshot().points, 100);
}

MysteryObserved good() {
  MysteryObserved observed;
  observed.connected = observed.established = observed.answered = observed.server_proved = true;
  observed.asked = expired().sound.server.camera;
  observed.keys = {"aa", "bb", ""};
  return observed;
}

TEST(MysteryVerdict, accepts_a_setup_as_it_is_meant_to_be) {
  MysteryRun run(expired());
  run.keep_keys({"aa", "bb", ""});
  EXPECT_EQ(why_not_repaired(run, good()), "");
}

TEST(MysteryVerdict, refuses_whatever_was_weakened) {
  using testing::HasSubstr;
  MysteryRun run(expired());
  run.keep_keys({"aa", "bb", ""});
  MysteryObserved observed = good();
  observed.server_proved = false;
  EXPECT_THAT(why_not_repaired(run, observed), HasSubstr("anybody could answer"));
  observed = good();
  observed.asked = "attic-2";
  EXPECT_THAT(why_not_repaired(run, observed), HasSubstr("must ask for the name"));
  observed = good();
  observed.keys.authority = "cc";
  EXPECT_THAT(why_not_repaired(run, observed), HasSubstr("trusts something else"));
  observed = good();
  observed.keys.server = "cc";
  EXPECT_THAT(why_not_repaired(run, observed), HasSubstr("another key than before"));
  observed = good();
  observed.client_clock = -std::chrono::hours(24 * 365);
  EXPECT_THAT(why_not_repaired(run, observed), HasSubstr("clock is not right"));
  observed = good();
  observed.answered = false;
  EXPECT_THAT(why_not_repaired(run, observed), HasSubstr("has not answered"));
  EXPECT_THAT(why_not_repaired(run, {}), HasSubstr("has not connected"));
}

TEST(MysteryVerdict, lets_a_key_be_replaced_that_is_at_fault) {
  const Mystery mystery = draw_mystery(4, *find_mystery_kind("key-too-short"));
  MysteryRun run(mystery);
  run.keep_keys({"aa", "bb", ""});
  MysteryObserved observed = good();
  observed.asked = mystery.sound.server.camera;
  observed.keys.server = "cc";
  EXPECT_EQ(why_not_repaired(run, observed), "");
}

}  // namespace
}  // namespace tlscam
