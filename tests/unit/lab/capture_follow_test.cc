#include "sim/lab/session/capture_follow.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "sim/base/file.h"
#include "sim/lab/reader/reader.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

class CaptureFollowTest : public testing::Test {
 protected:
  CaptureFollowTest() : session_(options()) {}

  static Session::Options options() {
    Session::Options options;
    options.platform = [] { return native_platform(TLSCAM_BINARY_DIR "/bin/tlscam-camera"); };
    options.capture_bytes = 16u << 20;
    return options;
  }

  void open(std::uint64_t seed = 1) {
    const std::filesystem::path folder = TLSCAM_SOURCE_DIR "/assets/scenes/first-handshake";
    std::vector<SavedFile> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      files.push_back({entry.path().filename().string(), read_file(entry.path()).value()});
    const auto begun = session_.perform(OpenCommand{"", seed, files, {}});
    ASSERT_TRUE(begun) << begun.error().text;
    session_.finish_opening();
    ASSERT_EQ(session_.opening(), Session::Opening::done) << session_.failure();
  }

  // Lets time pass in small steps and takes each piece, as a program that follows does.
  std::size_t follow(Duration time) {
    std::size_t pieces = 0;
    for (Duration passed{0}; passed < time; passed += 20ms) {
      session_.advance(20ms, {});
      const Bytes piece = follow_.take(session_);
      followed_.insert(followed_.end(), piece.begin(), piece.end());
      pieces += piece.empty() ? 0 : 1;
    }
    return pieces;
  }

  static CaptureView read(const Bytes& capture) {
    const auto reader = Reader::open(file_of(capture), "");
    EXPECT_TRUE(reader) << (reader ? "" : reader.error().text);
    return reader ? (*reader)->overview() : CaptureView();
  }

  Session session_;
  CaptureFollow follow_;
  Bytes followed_;
};

TEST_F(CaptureFollowTest, its_pieces_are_together_the_capture_with_its_secrets) {
  EXPECT_TRUE(follow_.take(session_).empty()) << "without a world";
  open();
  EXPECT_GT(follow(4s), 3u);
  const CaptureView whole = read(session_.perform(CaptureCommand{}).value());
  const CaptureView followed = read(followed_);
  EXPECT_EQ(followed.frames, whole.frames);
  EXPECT_GT(followed.secrets, 0u);
  EXPECT_EQ(followed.secrets, whole.secrets);
  ASSERT_EQ(followed.conversations.size(), whole.conversations.size());
  for (std::size_t i = 0; i < whole.conversations.size(); ++i)
    EXPECT_EQ(followed.conversations[i].entries, whole.conversations[i].entries);
  EXPECT_TRUE(follow_.take(session_).empty()) << "nothing new";
}

TEST_F(CaptureFollowTest, a_world_that_has_gone_back_goes_on_where_it_stands) {
  open();
  follow(4s);
  const std::uint64_t before = read(followed_).frames;
  ASSERT_TRUE(session_.perform(GoBackCommand{*session_.now() - 3s}));
  EXPECT_TRUE(follow_.take(session_).empty()) << "what it did before was given already";
  ASSERT_TRUE(session_.perform(SetPaceCommand{false, 1}));
  follow(3s);
  EXPECT_GT(read(followed_).frames, before);
}

TEST_F(CaptureFollowTest, another_world_begins_anew) {
  open();
  follow(2s);
  followed_.clear();
  open(2);
  follow(4s);
  EXPECT_EQ(read(followed_).frames, read(session_.perform(CaptureCommand{}).value()).frames);
}

}  // namespace
}  // namespace tlscam
