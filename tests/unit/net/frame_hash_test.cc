#include "sim/net/frame_hash.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

constexpr Instant kWhen{Duration(0x0102030405060708)};

std::string hash_of(const std::string& link, Direction direction, Fate fate, Bytes frame) {
  FrameHash hash;
  hash.add({kWhen, kNever, link, direction, fate, frame});
  return hash.hex();
}

TEST(FrameHash, is_that_of_the_documented_bytes) {
  // printf '\1\2\3\4\5\6\7\10openmv\0\1\0\0\3abc' | sha256sum
  EXPECT_EQ(hash_of("openmv", Direction::to_node, Fate::delivered, {'a', 'b', 'c'}),
            "5f79c85a56b3896bcaa3a6d374e4f5059801a669213afe6b33eaa47a017f35f3");
}

TEST(FrameHash, of_nothing_is_that_of_no_bytes) {
  EXPECT_EQ(FrameHash().hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(FrameHash, differs_by_every_part) {
  const std::string one = hash_of("a", Direction::to_node, Fate::delivered, {1});
  EXPECT_NE(one, hash_of("b", Direction::to_node, Fate::delivered, {1}));
  EXPECT_NE(one, hash_of("a", Direction::from_node, Fate::delivered, {1}));
  EXPECT_NE(one, hash_of("a", Direction::to_node, Fate::lost, {1}));
  EXPECT_NE(one, hash_of("a", Direction::to_node, Fate::delivered, {2}));
}

TEST(FrameHash, can_be_read_in_between) {
  const std::string link = "a";
  const Bytes frame(60);
  const TapEvent event{kWhen, kNever, link, Direction::to_node, Fate::lost, frame};
  FrameHash once, read_between;
  once.add(event);
  once.add(event);
  read_between.add(event);
  EXPECT_NE(read_between.hex(), once.hex());
  read_between.tap()(event);
  EXPECT_EQ(read_between.hex(), once.hex());
}

}  // namespace
}  // namespace tlscam
