#include "sim/capture/indexed_capture.h"

#include <gtest/gtest.h>

#include "sim/base/writer.h"
#include "sim/capture/capture_format.h"

namespace tlscam {
namespace {

/// Two sections with interfaces, times and secrets of their own, frame after frame of another length, and
/// packets that have no time.
Bytes two_sections() {
  Bytes bytes;
  for (const std::int64_t start : {1'000'000, 2'000'000}) {
    CaptureFile file;
    file.interfaces = {{"eth0", 1}, {"wlan0", 101}};
    file.key_log = "CLIENT_RANDOM 00 11\n";
    for (std::uint32_t i = 0; i < 200; ++i) {
      const Instant at{Duration(start + i)};
      file.frames.push_back({i % 2, at, Bytes(i * 37 % 3000, static_cast<std::uint8_t>(i)), i * 37 % 3000,
                             i % 7 == 0 ? "seventh" : ""});
    }
    const Bytes section = write_pcapng(file);
    bytes.insert(bytes.end(), section.begin(), section.end());
    Writer simple;
    simple.u32le(kSimplePacket).u32le(20).u32le(4).u32le(0xabababab).u32le(20);
    bytes.insert(bytes.end(), simple.view().begin(), simple.view().end());
  }
  return bytes;
}

class IndexedCaptureTest : public testing::Test {
 protected:
  void open(const Bytes& bytes, std::size_t at_a_time = SIZE_MAX) {
    const auto whole = read_capture(bytes);
    ASSERT_TRUE(whole);
    wanted_ = *whole;
    auto opened = IndexedCapture::open(
        [source = file_of(bytes), at_a_time](std::uint64_t at, std::span<std::uint8_t> space) {
          return source(at, space.first(std::min(space.size(), at_a_time)));
        });
    ASSERT_TRUE(opened);
    capture_.emplace(std::move(*opened));
    while (capture_->next() != nullptr) continue;
    ASSERT_EQ(capture_->size(), wanted_.frames.size());
  }

  void expect_frame(std::uint64_t place) {
    SCOPED_TRACE(place);
    const CapturedFrame* const frame = capture_->frame(place);
    ASSERT_TRUE(frame);
    const CapturedFrame& wanted = wanted_.frames[place];
    EXPECT_EQ(frame->interface, wanted.interface);
    EXPECT_EQ(frame->at, wanted.at);
    EXPECT_EQ(frame->bytes, wanted.bytes);
    EXPECT_EQ(frame->original_size, wanted.original_size);
    EXPECT_EQ(frame->comment, wanted.comment);
  }

  CaptureFile wanted_;
  std::optional<IndexedCapture> capture_;
};

TEST_F(IndexedCaptureTest, gives_frames_in_any_order) {
  for (const std::size_t at_a_time : {std::size_t{100}, SIZE_MAX}) {
    open(two_sections(), at_a_time);
    const std::uint64_t size = capture_->size();
    for (std::uint64_t i = 0; i < size; ++i) expect_frame(i);
    for (std::uint64_t i = size; i > 0; --i) expect_frame(i - 1);
    for (std::uint64_t i = 0; i < size; ++i) expect_frame(i * 191 % size);
    EXPECT_EQ(capture_->frame(size), nullptr);
    expect_frame(size - 1);
  }
}

TEST_F(IndexedCaptureTest, knows_what_the_file_says_of_itself_once) {
  open(two_sections(), 1000);
  for (std::uint64_t i = 0; i < capture_->size(); ++i) expect_frame(i * 67 % capture_->size());
  EXPECT_EQ(capture_->file().interfaces().size(), 4u);
  EXPECT_EQ(capture_->file().interfaces()[3].name, "wlan0");
  EXPECT_EQ(capture_->file().key_log(), "CLIENT_RANDOM 00 11\nCLIENT_RANDOM 00 11\n");
}

TEST_F(IndexedCaptureTest, reads_a_cut_file_to_the_cut) {
  Bytes bytes = two_sections();
  bytes.resize(bytes.size() - 1000);
  open(bytes);
  EXPECT_EQ(capture_->file().damage(), wanted_.damage);
  EXPECT_NE(wanted_.damage, "");
  for (std::uint64_t i = capture_->size(); i > 0; --i) expect_frame(i - 1);
}

TEST_F(IndexedCaptureTest, what_is_no_capture_is_refused) {
  EXPECT_EQ(IndexedCapture::open(file_of({})).error().text, "too short for a capture: it has 0 bytes");
}

}  // namespace
}  // namespace tlscam
