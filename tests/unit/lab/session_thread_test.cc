// A session on a thread of its own, as a window uses it.
#include "tests/unit/lab/session_thread_fixture.h"

namespace tlscam {
namespace {

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
