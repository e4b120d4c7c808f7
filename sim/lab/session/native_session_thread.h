#pragma once
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "sim/lab/session/session.h"

namespace tlscam {

/// A session on a thread of its own, which lets its time go with the real one. The thread of a window sends
/// commands and takes what has happened; neither waits for the world.
class SessionThread {
 public:
  /// What a window is to know; immutable and shared.
  struct News {
    std::uint64_t number = 0;  ///< counts all, from 1 on
    Update update;             ///< only with a world
    bool has_world = false;
    Session::Opening opening = Session::Opening::none;
    std::string failure;  ///< why a world could not be opened, when `opening` is failed
  };

  /// `wake` is called on the session's thread when there is news to take; it must not block.
  SessionThread(Session::Options options, std::function<void()> wake);
  /// Ends the world and the thread. Commands that have not begun get no reply.
  ~SessionThread();
  SessionThread(const SessionThread&) = delete;
  SessionThread& operator=(const SessionThread&) = delete;

  /// Sends a command. The future has the reply when it was carried out.
  template <class Command>
  std::future<Result<typename Command::Reply>> send(Command command) {
    using Reply = Result<typename Command::Reply>;
    auto promise = std::make_shared<std::promise<Reply>>();
    auto reply = promise->get_future();
    post([promise, command = std::move(command)](Session& session) {
      promise->set_value(session.perform(command));
    });
    return reply;
  }
  /// Does something with the session, on its thread.
  void post(std::function<void(Session&)> action);

  /// How many news there have been. On the session's thread alone, in an action of post().
  std::uint64_t published() const { return published_; }

  /// Takes everything that has happened since the last call, oldest first.
  std::vector<std::shared_ptr<const News>> take_news();

 private:
  void live();
  void carry_out_actions();
  void publish();

  Session session_;
  Session::Subscriber subscriber_;
  std::function<void()> wake_;
  std::uint64_t published_ = 0;
  std::mutex mutex_;  // for what follows
  std::condition_variable changed_;
  std::vector<std::function<void(Session&)>> actions_;
  std::vector<std::shared_ptr<const News>> news_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace tlscam
