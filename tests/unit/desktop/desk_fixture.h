#pragma once
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "sim/base/file.h"
#include "sim/desktop/model/desk.h"
#include "sim/lab/session/native_platform.h"

namespace tlscam {

/// A desk as the window has it, with two cameras on it that complete a handshake by themselves.
class DeskTest : public testing::Test {
 protected:
  DeskTest() : desk_(options(), [this] { wake(); }) {}

  static Session::Options options() {
    Session::Options options;
    options.platform = [] { return native_platform(TLSCAM_BINARY_DIR "/bin/tlscam-camera"); };
    options.capture_bytes = 16u << 20;
    options.watch_ends = true;
    return options;
  }

  /// Takes what happens, as the window's loop does, until something holds.
  template <class Holds>
  bool until(Holds holds, std::chrono::seconds most = std::chrono::seconds(60)) {
    const auto end = std::chrono::steady_clock::now() + most;
    while (std::chrono::steady_clock::now() < end) {
      desk_.take();
      if (holds()) return true;
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, std::chrono::milliseconds(50), [this] { return woken_; });
      woken_ = false;
    }
    return false;
  }

  void open_handshake() {
    const std::filesystem::path folder = TLSCAM_SOURCE_DIR "/assets/scenes/first-handshake";
    std::vector<SavedFile> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      files.push_back({entry.path().filename().string(), read_file(entry.path()).value()});
    desk_.send(OpenCommand{"", 1, files, {}});
    ASSERT_TRUE(until([this] { return handshake() && handshake()->state == ConversationState::closed; }));
  }

  /// The conversation of the two cameras; null: there is none yet.
  const ConversationSnapshot* handshake() const {
    for (const auto& [id, one] : desk_.conversations())
      if (one->protocol == ConversationProtocol::tls) return &*one;
    return nullptr;
  }

  static const LadderEntrySnapshot& entry(const ConversationSnapshot& conversation, const std::string& name) {
    for (const LadderEntrySnapshot& one : conversation.entries)
      if (one.name == name) return one;
    ADD_FAILURE() << "there is no " << name;
    return conversation.entries.front();
  }

 private:
  void wake() {
    {
      const std::lock_guard lock(mutex_);
      woken_ = true;
    }
    changed_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;

 protected:
  Desk desk_;
};

}  // namespace tlscam
