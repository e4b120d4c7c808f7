#pragma once
#include <gtest/gtest.h>

#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"

namespace tlscam {

/// `FreeBench` is the page's bench without a lesson, played natively: with the cameras "openmv", at its
/// prompt, and "cam2".
class FreeBench : public testing::Test {
 protected:
  FreeBench() : session_(options()) {
    done(OpenCommand{"", 1, {}, {}});
    EXPECT_EQ(session_.opening(), Session::Opening::done) << session_.failure();
    EXPECT_TRUE(until([&] { return printed(">>> "); }));
  }

  static Session::Options options() {
    Session::Options options;
    options.platform = [] {
      return native_platform(std::filesystem::path(TLSCAM_PROGRAM).parent_path() / "tlscam-camera");
    };
    return options;
  }

  template <class Command>
  typename Command::Reply done(const Command& command) {
    auto reply = session_.perform(command);
    EXPECT_TRUE(reply) << (reply ? "" : reply.error().text);
    return reply ? *reply : typename Command::Reply{};
  }

  void advance(Duration time) {
    session_.advance(time, {});
    update_ = session_.take_update(subscriber_);
    for (const OutputChunk& chunk : update_.output) {
      if (chunk.camera == "openmv") printed_ += as_text(chunk.bytes);
    }
  }

  /// `until` lets time pass until something holds, for at most a minute of the world.
  bool until(const std::function<bool()>& holds) {
    for (int i = 0; i < 600; ++i) {
      advance(std::chrono::milliseconds(100));
      if (holds()) return true;
    }
    return false;
  }

  bool printed(std::string_view text) const { return printed_.find(text) != std::string::npos; }
  static Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }

  Session session_;
  Session::Subscriber subscriber_;
  Update update_;
  std::string printed_;
};

}  // namespace tlscam
