// These tests run tlscam explain as a person does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/scenes/tlscam_process.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

TEST(Explain, SaysWhatANumberIsAndWhatToDo) {
  const Outcome outcome = run_tlscam({"explain", "OSError: -30336"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_EQ(outcome.out.find(
                "-30336 is MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED: SSL - No CA Chain is set, but required to "
                "operate\n"),
            0U)
      << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("Cause: This end was given no trust anchor at all"));
  EXPECT_THAT(outcome.out, HasSubstr("context.load_verify_locations("));
}

TEST(Explain, TakesANumberThatLooksLikeAnOption) {
  EXPECT_EQ(run_tlscam({"explain", "-30592"}).exit_code, 0);
  EXPECT_EQ(run_tlscam({"explain", "--", "-30592"}).exit_code, 0);
}

TEST(Explain, IsHonestAboutWhatItDoesNotKnow) {
  const Outcome outcome = run_tlscam({"explain", "NameError: name 'foo' isn't defined"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out.find("Nothing that tlscam knows fits this."), 0U) << outcome.out;
}

TEST(Explain, SpeaksJson) {
  const Outcome outcome = run_tlscam({"explain", "--json", "alert 48"});
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["known"], true);
  EXPECT_EQ(json["alert"], "48 unknown_ca");
  EXPECT_EQ(json["causes"][0]["id"], "unknown-signer");
}

TEST(Explain, RefusesWrongUsage) {
  EXPECT_EQ(run_tlscam({"explain", "--jsn", "x"}).exit_code, 2);
  EXPECT_EQ(run_tlscam({"explain", "  "}).exit_code, 2);
}

}  // namespace
}  // namespace tlscam
