#include "sim/capture/frame_store.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

void see(FrameStore& store, const std::string& link, std::size_t size, Fate fate = Fate::delivered) {
  const Bytes frame(size, 7);
  const Instant at{std::chrono::hours(1)};
  store.add({at, fate == Fate::delivered ? at + Duration(5) : kNever, link, Direction::to_node, fate, frame});
}

TEST(FrameStore, keeps_what_the_tap_saw) {
  FrameStore store;
  see(store, "openmv", 60);
  see(store, "cam2", 70, Fate::lost);
  see(store, "openmv", 80);
  ASSERT_EQ(store.frames().size(), 3u);
  EXPECT_EQ(store.links(), (std::vector<std::string>{"openmv", "cam2"}));
  const StoredFrame& lost = store.frames()[1];
  EXPECT_EQ(lost.number, 1u);
  EXPECT_EQ(lost.link, 1u);
  EXPECT_EQ(lost.fate, Fate::lost);
  EXPECT_EQ(lost.arrives_at, kNever);
  EXPECT_EQ(lost.direction, Direction::to_node);
  EXPECT_EQ(lost.bytes, Bytes(70, 7));
  EXPECT_EQ(store.dropped(), 0u);
}

TEST(FrameStore, makes_room_for_the_newest) {
  FrameStore store(10'000);
  for (int i = 0; i < 100; ++i) see(store, "openmv", 1000);
  EXPECT_LT(store.frames().size(), 10u);
  EXPECT_GT(store.frames().size(), 5u);
  EXPECT_EQ(store.frames().back().number, 99u);
  EXPECT_EQ(store.dropped(), 100 - store.frames().size());
  EXPECT_EQ(store.find(0), nullptr);
  EXPECT_EQ(store.find(100), nullptr);
  ASSERT_NE(store.find(98), nullptr);
  EXPECT_EQ(store.find(98)->number, 98u);
}

TEST(FrameStore, goes_on_counting_after_it_was_cleared) {
  FrameStore store;
  see(store, "openmv", 60);
  store.clear();
  EXPECT_EQ(store.dropped(), 1u);
  see(store, "cam2", 60);
  EXPECT_EQ(store.frames().front().number, 1u);
  EXPECT_EQ(store.links().size(), 2u);
}

}  // namespace
}  // namespace tlscam
