#include "sim/lab/view/glossary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace tlscam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Glossary kGlossary({{"trust anchor", "It is believed.", true, false},
                          {"certificate", "A signed statement.", true, false},
                          {"DER", "Bytes.", false, true}});

std::vector<std::string> words(std::string_view run, std::set<std::string>& done) {
  std::vector<std::string> found;
  for (const auto& [begin, size, text] : kGlossary.explain(run, done))
    found.emplace_back(run.substr(begin, size));
  return found;
}
std::vector<std::string> words(std::string_view run) {
  std::set<std::string> done;
  return words(run, done);
}

TEST(Glossary, explains_each_word_where_it_stands_first) {
  std::set<std::string> done;
  EXPECT_THAT(words("Certificates: a certificate of a trust anchor.", done),
              ElementsAre("Certificates", "trust anchor"));
  EXPECT_THAT(words("Another certificate, as DER.", done), ElementsAre("DER"));
}

TEST(Glossary, explains_whole_words_only) {
  EXPECT_THAT(words("recertificate certificated certificatess"), IsEmpty());
  EXPECT_THAT(words("UNDER DERs der"), IsEmpty());
  EXPECT_THAT(words("(DER)"), ElementsAre("DER"));
  EXPECT_THAT(words("certificate"), ElementsAre("certificate"));
  EXPECT_THAT(words(""), IsEmpty());
}

TEST(Glossary, explains_a_word_in_each_of_its_forms) {
  const Glossary german({{"Kette", "Mehrere Zertifikate.", false, false, {"Ketten"}}});
  for (const std::string_view run : {"eine Kette", "die Ketten"}) {
    std::set<std::string> done;
    EXPECT_EQ(german.explain(run, done).size(), 1u) << run;
    EXPECT_THAT(german.explain("noch eine Kette", done), IsEmpty()) << run;
  }
  std::set<std::string> done;
  EXPECT_THAT(german.explain("Kettenglied, Zertifikatskette", done), IsEmpty());
}

TEST(Glossary, is_read_from_the_german_file_too) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/assets/glossary/de.json");
  const std::string json(std::istreambuf_iterator<char>(file), {});
  const auto glossary = Glossary::read(json);
  ASSERT_TRUE(glossary) << glossary.error().text;
  std::set<std::string> done;
  EXPECT_EQ(glossary->explain("Die Zertifikate der beiden Server sind selbstsigniert.", done).size(), 2u);
}

TEST(Glossary, is_read_from_the_file_that_the_page_reads) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/assets/glossary/en.json");
  const std::string json(std::istreambuf_iterator<char>(file), {});
  const auto glossary = Glossary::read(json);
  ASSERT_TRUE(glossary) << glossary.error().text;
  std::set<std::string> done;
  const auto found = glossary->explain("A self-signed certificate has a SAN.", done);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_THAT(std::string(found[0].text), HasSubstr("its own key"));
}

TEST(Glossary, says_what_is_wrong_in_a_file) {
  EXPECT_THAT(Glossary::read("{}").error().text, HasSubstr("array"));
  EXPECT_THAT(Glossary::read(R"([{"word": "DER"}])").error().text, HasSubstr("entry 1 needs word and text"));
  EXPECT_THAT(Glossary::read(R"([{"word": "DER", "text": "Bytes.", "plurals": true}])").error().text,
              HasSubstr("\"plurals\""));
  EXPECT_THAT(Glossary::read(R"([{"word": "DER", "text": "Bytes.", "forms": "DERs"}])").error().text,
              HasSubstr("\"forms\""));
}

}  // namespace
}  // namespace tlscam
