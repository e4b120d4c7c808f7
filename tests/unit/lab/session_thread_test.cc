// A session on a thread of its own, as a window uses it.
#include <gtest/gtest.h>

#include <atomic>

#include "sim/lab/session/native_session_thread.h"
#include "tests/unit/lab/session_fixture.h"

namespace tlscam {
namespace {

class SessionThreadTest : public testing::Test {
 protected:
  // Takes news until something holds; each waits for the world's thread, which a hung world would never wake.
  bool until(const std::function<bool()>& holds) {
    while (!holds()) {
      woken_.wait(false);
      woken_ = false;
      for (const auto& news : thread_.take_news()) {
        latest_ = news;
        for (const OutputChunk& chunk : news->update.output) printed_[chunk.camera] += as_text(chunk.bytes);
      }
      if (latest_->opening == Session::Opening::failed) return false;
    }
    return true;
  }

  static Session::Options options() {
    Session::Options options;
    options.platform = [] { return native_platform(TLSCAM_BINARY_DIR "/bin/tlscam-camera"); };
    options.course = load_course(std::filesystem::path(TLSCAM_SOURCE_DIR "/lessons")).value();
    return options;
  }

  std::atomic<bool> woken_ = false;
  std::shared_ptr<const SessionThread::News> latest_ = std::make_shared<SessionThread::News>();
  std::map<std::string, std::string> printed_;
  SessionThread thread_{options(), [this] {
                          woken_ = true;
                          woken_.notify_one();
                        }};
};

TEST_F(SessionThreadTest, a_lesson_is_opened_and_a_camera_is_used_from_another_thread) {
  ASSERT_TRUE(thread_.send(OpenCommand{"first-verified-connection", 1, {}, {}}).get());
  ASSERT_TRUE(until([&] { return latest_->has_world; }));
  ASSERT_TRUE(thread_.send(PowerCommand{"openmv", true}).get());
  ASSERT_TRUE(until([&] { return printed_["openmv"].find(">>> ") != std::string::npos; }));
  const std::string typed = "print(6 * 7)\r";
  ASSERT_TRUE(thread_.send(TypeCommand{"openmv", Bytes(typed.begin(), typed.end())}).get());
  EXPECT_TRUE(until([&] { return printed_["openmv"].find("\r\n42\r\n") != std::string::npos; }));
}

TEST_F(SessionThreadTest, a_refused_command_says_why) {
  const auto reply = thread_.send(PowerCommand{"openmv", true}).get();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().text, "there is no world yet; it is being made, or could not be");
}

}  // namespace
}  // namespace tlscam
