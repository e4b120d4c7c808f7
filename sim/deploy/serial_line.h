#pragma once
#include <functional>
#include <optional>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/task.h"
#include "sim/time/event_queue.h"

namespace tlscam {

inline constexpr Duration kForever = Duration::max();

/// One end of a serial line (UART or USB serial port) in virtual time: the workstation's end. Bytes go both
/// ways without a bound on what waits to be read. At most one conversation uses the line at a time; what
/// arrives while none does goes to the console, if there is one, and is lost otherwise, as on a real line.
///
/// Nothing is called re-entrantly: a waiting conversation goes on in an event of its own, at the same virtual
/// instant. The line must outlive its conversations.
class SerialLine {
 public:
  using Listener = std::function<void(ByteView)>;

  /// `transmit` carries what is written to the far end. The queue is borrowed.
  SerialLine(EventQueue& events, Listener transmit);
  SerialLine(const SerialLine&) = delete;
  SerialLine& operator=(const SerialLine&) = delete;

  // For the far end, which is the camera.

  /// Bytes have come. Ignored while the line is closed.
  void receive(ByteView bytes);
  /// The far end is gone (power off, a crash); the reason is shown to people. A waiting conversation wakes.
  void close(std::string reason);
  /// The far end is there again.
  void open() { closed_.reset(); }

  // For this end.

  /// Sends, or drops the bytes when the line is closed.
  void write(ByteView bytes);

  bool closed() const { return closed_.has_value(); }
  /// Why the line is closed; empty while it is open.
  std::string reason() const { return closed_.value_or(""); }
  EventQueue& events() { return events_; }

  /// Who sees what no conversation takes.
  void set_console(Listener console) { console_ = std::move(console); }
  /// Who sees everything that comes, whoever takes it.
  void set_tap(Listener tap) { tap_ = std::move(tap); }
  /// Notes the program that is sent next to be run, for people who ask why it failed. The camera itself calls
  /// each one "<stdin>".
  void note_program(std::string name, std::string text) {
    program_name_ = std::move(name);
    program_ = std::move(text);
  }
  /// The last one; empty: none.
  const std::string& program() const { return program_; }
  const std::string& program_name() const { return program_name_; }
  /// Whether a conversation has the line.
  bool in_use() const { return in_use_; }

  /// A conversation's hold on the line. Ending it hands what was not read to the console.
  class Use {
   public:
    Use(Use&& other) noexcept : line_(std::exchange(other.line_, nullptr)) {}
    Use& operator=(Use&&) = delete;
    ~Use() {
      if (line_) line_->release();
    }

   private:
    friend class SerialLine;
    explicit Use(SerialLine* line) : line_(line) {}
    SerialLine* line_;
  };
  /// The line for a conversation of one's own, or nothing when another one has it.
  std::optional<Use> use();

  /// The wait of read().
  class Read {
   public:
    Read(SerialLine& line, Duration timeout) : line_(line), timeout_(timeout) {}
    Read(const Read&) = delete;
    Read& operator=(const Read&) = delete;
    ~Read();
    bool await_ready() const { return !line_.received_.empty() || line_.closed(); }
    void await_suspend(coro::coroutine_handle<> reader);
    Bytes await_resume() { return std::exchange(line_.received_, {}); }

   private:
    friend class SerialLine;
    void wake_at(Instant when);

    SerialLine& line_;
    Duration timeout_;
    coro::coroutine_handle<> reader_;
    std::optional<EventQueue::Id> wake_;
  };
  /// `const Bytes bytes = co_await line.read(timeout);` gives all that has come and was not yet read, at
  /// least one byte; none when the timeout has passed or the line is closed. One reader at a time.
  Read read(Duration timeout) { return Read(*this, timeout); }
  /// What has come so far, without waiting.
  Bytes read_now() { return std::exchange(received_, {}); }

 private:
  void release();

  EventQueue& events_;
  Listener transmit_;
  Listener console_;
  Listener tap_;
  std::string program_;
  std::string program_name_;
  Bytes received_;
  Read* reading_ = nullptr;
  bool in_use_ = false;
  std::optional<std::string> closed_;
};

/// `co_await Sleep(events, duration);` lets virtual time pass.
class Sleep {
 public:
  Sleep(EventQueue& events, Duration duration) : events_(events), duration_(duration) {}
  Sleep(const Sleep&) = delete;
  Sleep& operator=(const Sleep&) = delete;
  ~Sleep() {
    if (wake_) events_.cancel(*wake_);
  }
  bool await_ready() const { return false; }
  void await_suspend(coro::coroutine_handle<> sleeper);
  void await_resume() const {}

 private:
  EventQueue& events_;
  Duration duration_;
  std::optional<EventQueue::Id> wake_;
};

}  // namespace tlscam
