#pragma once
#include <functional>
#include <optional>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/task.h"
#include "sim/time/event_queue.h"

namespace tlscam {

inline constexpr Duration kForever = Duration::max();

/// `Transport` is the computer's end of the wire to a camera's REPL: a simulated UART, a terminal device, a
/// serial port. Bytes go both ways, and those that wait to be read have no bound.
///
/// A transport brings its own time. A simulated camera answers in the world's, a real one in that of the real
/// computer: whoever waits for an answer waits on time().
///
/// Nothing is called re-entrantly: whoever waits in read() goes on in an event of its own, at the same
/// instant. The transport must outlive whoever reads it. Not for several threads.
class Transport {
 public:
  using Receiver = std::function<void(ByteView)>;

  /// The queue is borrowed.
  explicit Transport(EventQueue& time) : time_(time) {}
  virtual ~Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  /// Sends, or drops the bytes when the transport is closed.
  virtual void write(ByteView bytes) = 0;

  EventQueue& time() const { return time_; }

  bool closed() const { return closed_.has_value(); }
  /// Why it is closed, for people; empty while it is open.
  std::string reason() const { return closed_.value_or(""); }

  /// The receiver takes everything that comes, in place of read(). An empty one ends it.
  void set_receiver(Receiver receiver) { receiver_ = std::move(receiver); }
  /// Called after the transport was closed or opened again.
  void set_watcher(std::function<void()> watcher) { watcher_ = std::move(watcher); }

  /// The wait of read().
  class Read {
   public:
    Read(Transport& transport, Duration timeout) : transport_(transport), timeout_(timeout) {}
    Read(const Read&) = delete;
    Read& operator=(const Read&) = delete;
    ~Read();
    bool await_ready() const { return !transport_.received_.empty() || transport_.closed(); }
    void await_suspend(coro::coroutine_handle<> reader);
    Bytes await_resume() { return transport_.read_now(); }

   private:
    friend class Transport;
    void wake_at(Instant when);

    Transport& transport_;
    Duration timeout_;
    coro::coroutine_handle<> reader_;
    std::optional<EventQueue::Id> wake_;
  };
  /// `const Bytes bytes = co_await transport.read(timeout);` gives all that has come and was not yet read, at
  /// least one byte; none when the timeout has passed or the transport is closed. One reader at a time.
  Read read(Duration timeout) { return {*this, timeout}; }
  /// Gives what has come so far, without waiting.
  Bytes read_now() { return std::exchange(received_, {}); }

 protected:
  /// For the far end: bytes have come. They are dropped while the transport is closed.
  void deliver(ByteView bytes);
  /// The far end is gone; the reason is for people. Whoever reads wakes.
  void set_closed(std::string reason);
  /// The far end is there again.
  void set_open();

 private:
  EventQueue& time_;
  Receiver receiver_;
  std::function<void()> watcher_;
  Bytes received_;
  Read* reading_ = nullptr;
  std::optional<std::string> closed_;
};

}  // namespace tlscam
