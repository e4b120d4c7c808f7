#pragma once
#include <gtest/gtest.h>

#include <atomic>

#include "sim/lab/session/native_session_thread.h"
#include "tests/unit/lab/session_fixture.h"

namespace tlscam {

/// A window on a session: it shares nothing with the session's thread but commands and news.
class SessionThreadTest : public testing::Test {
 protected:
  template <class Command>
  typename Command::Reply done(Command command) {
    const auto reply = thread_.send(std::move(command)).get();
    EXPECT_TRUE(reply) << (reply ? "" : reply.error().text);
    return reply ? *reply : typename Command::Reply{};
  }

  /// Takes news until something holds. The session's thread gives some every half second at least, and a hung
  /// one none.
  bool until(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    while (!holds()) {
      if (std::chrono::steady_clock::now() > end) return false;
      woken_.wait(false);
      woken_ = false;
      take_all();
      if (latest_->opening == Session::Opening::failed) return false;
    }
    return true;
  }

  void take_all() {
    for (const auto& news : thread_.take_news()) {
      latest_ = news;
      take(*news);
    }
  }

  /// Takes one piece of news.
  virtual void take(const SessionThread::News& news) {
    for (const OutputChunk& chunk : news.update.output) printed_[chunk.camera] += as_text(chunk.bytes);
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

}  // namespace tlscam
