#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "sim/lab/protocol/json_codec.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"
#include "sim/lab/session/temporary_folder.h"
#include "sim/lesson/lesson_files.h"

namespace tlscam {

/// A session like that of the page, with this computer's cameras and openssl.
class SessionTest : public testing::Test {
 protected:
  SessionTest() : session_(options()) {}

  static Session::Options options() {
    Session::Options options;
    options.platform = [] { return native_platform(TLSCAM_BINARY_DIR "/bin/tlscam-camera"); };
    options.terminal = true;
    options.prompt = true;
    options.watch_ends = true;
    options.capture_bytes = 16u << 20;
    options.course = load_course(std::filesystem::path(TLSCAM_SOURCE_DIR "/lessons")).value();
    return options;
  }

  template <class Command>
  typename Command::Reply done(const Command& command) {
    auto reply = session_.perform(command);
    EXPECT_TRUE(reply) << (reply ? "" : reply.error().text);
    return reply ? *reply : typename Command::Reply{};
  }

  template <class Command>
  std::string refused(const Command& command) {
    const auto reply = session_.perform(command);
    return reply ? "" : reply.error().text;
  }

  void open(const std::string& lesson, std::optional<SavedWorld> saved = {}) {
    done(OpenCommand{lesson, 1, {}, std::move(saved)});
    session_.finish_opening();
    ASSERT_EQ(session_.opening(), Session::Opening::done) << session_.failure();
    look();
  }

  void look() {
    update_ = session_.take_update(subscriber_);
    for (const OutputChunk& chunk : update_.output) printed_[chunk.camera] += as_text(chunk.bytes);
  }

  // Lets time pass until something holds, for at most a minute of the world.
  bool until(const std::function<bool()>& holds) {
    for (int i = 0; i < 600; ++i) {
      session_.advance(std::chrono::milliseconds(100), {});
      look();
      if (holds()) return true;
    }
    return false;
  }

  const CameraSnapshot& camera(std::size_t index = 0) const { return update_.snapshot.cameras.at(index); }
  // The faults of a service, in words.
  std::vector<std::string> faults_of(const std::string& id) const {
    std::vector<std::string> titles;
    for (const ServiceView& service : update_.snapshot.services)
      if (service.id == id)
        for (const ServiceFaultView& fault : service.faults) titles.push_back(fault.title);
    return titles;
  }
  const NodeSnapshot& node(const std::string& name) const {
    return *std::ranges::find(update_.snapshot.nodes, name, &NodeSnapshot::name);
  }
  static Bytes bytes(std::string_view text) {
    const ByteView view = as_bytes(text);
    return {view.begin(), view.end()};
  }
  bool printed(const std::string& where, std::string_view text) {
    return printed_[where].find(text) != std::string::npos;
  }

  Session session_;
  Session::Subscriber subscriber_;
  Update update_;
  std::map<std::string, std::string> printed_;
};

}  // namespace tlscam
