#include "sim/deploy/ask_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/hex.h"

namespace tlscam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string hex(std::string_view text) {
  return to_hex(as_bytes(text));
}

TEST(BoardFactsReply, has_everything_that_a_board_says) {
  const std::string reply = "heap 4000000 80000\r\nmicropython " + hex("1.26.0") + "\r\nmachine " +
                            hex("OpenMV N6 with STM32N657") + "\r\nopenmv " + hex("4.8.1") + "\r\nboard " +
                            hex("N6") + "\r\nplace " + hex("/flash") + " 1 8388608 8000000\r\nplace " +
                            hex("/rom") + " 0 25165824 0\r\nclock 1381780391\r\nunique_id 0a0b0c\r\nfolder " +
                            hex("/flash") + "\r\nmodule " + hex("ssl") + "\r\nmodule " + hex("csi") +
                            "\r\nend";
  const auto facts = parse_board_facts(reply);
  ASSERT_TRUE(facts) << facts.error().text;
  EXPECT_EQ(facts->micropython, "1.26.0");
  EXPECT_EQ(facts->machine, "OpenMV N6 with STM32N657");
  EXPECT_EQ(facts->openmv, "4.8.1");
  EXPECT_EQ(facts->board, "N6");
  EXPECT_EQ(facts->heap_free, 4000000u);
  EXPECT_EQ(facts->heap_used, 80000u);
  ASSERT_EQ(facts->places.size(), 2u);
  EXPECT_EQ(facts->places[0].path, "/flash");
  EXPECT_TRUE(facts->places[0].writable);
  EXPECT_EQ(facts->places[0].size, 8388608u);
  EXPECT_EQ(facts->places[0].free, 8000000u);
  EXPECT_FALSE(facts->places[1].writable);
  EXPECT_EQ(facts->clock, 1381780391);
  EXPECT_EQ(facts->unique_id, "0a0b0c");
  EXPECT_EQ(facts->current_folder, "/flash");
  EXPECT_THAT(facts->modules, ElementsAre("ssl", "csi"));
}

TEST(BoardFactsReply, leaves_out_what_old_firmware_does_not_know) {
  const auto facts = parse_board_facts("end");
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->micropython, "");
  EXPECT_FALSE(facts->openmv);
  EXPECT_FALSE(facts->clock);
  EXPECT_FALSE(facts->heap_free);
  EXPECT_TRUE(facts->places.empty());
}

TEST(BoardFactsReply, is_refused_where_it_makes_no_sense) {
  const std::string slash = hex("/flash");
  for (const std::string& line :
       {std::string("heap x 1"), std::string("heap 1"), std::string("clock soon"),
        std::string("clock 99999999999999999999"), std::string("machine xyz"), std::string("machine 0"),
        "place " + slash + " 1 1", "place " + hex("flash") + " 1 1 1", "module " + hex("antigravity"),
        "machine " + std::string(1000, '4')}) {
    const auto facts = parse_board_facts(line + "\nend");
    ASSERT_FALSE(facts) << line;
    EXPECT_THAT(facts.error().text, HasSubstr("makes no sense: b'" + line.substr(0, 4)));
  }
}

TEST(BoardFactsReply, is_refused_without_its_end) {
  const auto facts = parse_board_facts("heap 1 1\r\n");
  ASSERT_FALSE(facts);
  EXPECT_THAT(facts.error().text, HasSubstr("stopped in the middle"));
}

TEST(BoardFactsReply, has_no_control_characters) {
  EXPECT_EQ(parse_board_facts("machine " + hex("A\x1b[2J\nB") + "\nend")->machine, "A[2JB");
}

}  // namespace
}  // namespace tlscam
