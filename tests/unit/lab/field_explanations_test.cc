#include "sim/lab/reader/field_explanations.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

FieldView field(const std::string& about, const std::string& value = "") {
  FieldView made;
  made.about = about;
  made.value = value;
  return made;
}

TEST(FieldExplanations, have_a_title_and_what_is_said_of_a_value) {
  TestFolder folder;
  std::ofstream(folder.path() / "alert.md") << "# tls.alert: Alert\n\nWhy it ends.\nAlways.\n\n"
                                               "## tls.alert.level: Level\n\nHere it is {value}.\n\n"
                                               "### tls.alert.level = fatal\n\nThe connection ends.\n";
  const auto explanations = FieldExplanations::read(folder.path().string());
  ASSERT_TRUE(explanations) << explanations.error().text;
  EXPECT_EQ(explanations->of(field("tls.alert")).title, "Alert");
  EXPECT_EQ(explanations->of(field("tls.alert")).paragraphs,
            (std::vector<std::string>{"Why it ends. Always."}));
  EXPECT_EQ(explanations->of(field("tls.alert.level", "fatal")).paragraphs,
            (std::vector<std::string>{"Here it is fatal.", "The connection ends."}));
  EXPECT_TRUE(explanations->of(field("tls.alert.level")).paragraphs.empty());
  EXPECT_EQ(explanations->of(field("ip.ttl", "64")).title, "");
}

TEST(FieldExplanations, say_which_folder_is_not_there_and_which_file_is_damaged) {
  EXPECT_NE(FieldExplanations::read("/nowhere").error().text.find("/nowhere"), std::string::npos);
  TestFolder folder;
  std::ofstream(folder.path() / "ip.md") << "no heading\n";
  EXPECT_NE(FieldExplanations::read(folder.path().string()).error().text.find("ip.md"), std::string::npos);
}

TEST(FieldExplanations, those_of_the_program_explain_a_handshake) {
  const auto explanations = FieldExplanations::read(TLSCAM_SOURCE_DIR "/assets/explanations/en");
  ASSERT_TRUE(explanations) << explanations.error().text;
  EXPECT_EQ(explanations->of(field("tls.record")).title, "TLS record");
  EXPECT_FALSE(explanations->of(field("tls.record.type", "22")).paragraphs.empty());
}

}  // namespace
}  // namespace tlscam
