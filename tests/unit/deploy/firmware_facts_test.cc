// The oracle is the table of releases that was measured and read in the sources of OpenMV 4.5.9 to 5.0.0.
#include "sim/deploy/firmware_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::Not;

BoardFacts openmv(const std::string& version, const std::string& micropython) {
  BoardFacts facts;
  facts.openmv = version;
  facts.micropython = micropython;
  facts.modules = {"ssl", "ntptime"};
  return facts;
}

TEST(FirmwareFacts, are_those_of_the_releases) {
  struct Row {
    const char* version;
    const char* micropython;
    Ability dtls, client_id, romfs;
  };
  for (const Row& row : {Row{"4.5.9", "1.23.0", Ability::no, Ability::no, Ability::no},
                         Row{"4.6.20", "1.24.0", Ability::no, Ability::no, Ability::no},
                         Row{"4.7.0", "1.25.0", Ability::unknown, Ability::no, Ability::yes},
                         Row{"4.8.1", "1.26.0", Ability::yes, Ability::yes, Ability::yes},
                         Row{"5.0.0", "1.28.0-preview", Ability::yes, Ability::yes, Ability::yes}}) {
    const FirmwareFacts facts = firmware_facts(openmv(row.version, row.micropython));
    EXPECT_EQ(facts.tls, Ability::yes) << row.version;
    EXPECT_EQ(facts.dtls, row.dtls) << row.version;
    EXPECT_EQ(facts.client_id, row.client_id) << row.version;
    EXPECT_EQ(facts.romfs, row.romfs) << row.version;
    EXPECT_EQ(facts.pem, Ability::no) << row.version;
  }
  EXPECT_EQ(firmware_facts(openmv("6.0.0", "1.29.0")).pem, Ability::unknown);
}

TEST(FirmwareFacts, say_what_is_lacking) {
  EXPECT_THAT(firmware_lacks(openmv("4.5.9", "1.23.0")), Contains(Field(&FirmwareLack::what, "DTLS")));
  EXPECT_THAT(firmware_lacks(openmv("4.8.1", "1.26.0")), ElementsAre(Field(&FirmwareLack::what, "PEM")));
  BoardFacts no_tls = openmv("4.8.1", "1.26.0");
  no_tls.modules.clear();
  EXPECT_THAT(firmware_lacks(no_tls), ElementsAre(Field(&FirmwareLack::what, "TLS")));
}

TEST(FirmwareFacts, compare_versions_as_numbers) {
  EXPECT_TRUE(is_at_least("1.100.0", "1.26.0"));
  EXPECT_TRUE(is_at_least("1.26.0-preview.12", "1.26.0"));
  EXPECT_FALSE(is_at_least("1.9.4", "1.26.0"));
  EXPECT_FALSE(is_at_least("", "0.0.1"));
  EXPECT_EQ(firmware_name(openmv("4.8.1", "1.26.0")), "OpenMV 4.8.1 (MicroPython 1.26.0)");
  EXPECT_THAT(how_to_update(openmv("4.8.1", "1.26.0")), Contains(HasSubstr("OpenMV IDE")));
  EXPECT_THAT(how_to_update(BoardFacts{}), Not(Contains(HasSubstr("OpenMV"))));
}

}  // namespace
}  // namespace tlscam
