#include "sim/deploy/board_connection.h"

#include <algorithm>

#include "sim/time/sleep.h"

namespace tlscam {

namespace {

using namespace std::chrono_literals;

/// One attempt: a board at a prompt answers in milliseconds, a program with a long wait in it takes longer.
constexpr Duration kAttempt = 2s;
constexpr Duration kQuiet = 200ms;
constexpr Duration kLongestNoise = 3s;
/// A soft reset runs boot.py, which may be slow.
constexpr Duration kSoftReset = 10s;
/// Time for the request to reach the board before its line is let go.
constexpr Duration kResetStarts = 100ms;

constexpr std::string_view kStop = "\x03\x03";
/// Ends a paste and a program, then the raw REPL.
constexpr std::string_view kLeaveAnything = "\x03\x03\x02";

}  // namespace

BoardConnection::~BoardConnection() {
  if (spoken_) line_.write(as_bytes(kLeaveAnything));
}

/// Banners that were asked for more than once would be taken for answers to what comes next.
Task<void> BoardConnection::wait_for_quiet() {
  const Instant end = line_.time().now() + kLongestNoise;
  while (line_.time().now() < end) {
    const Bytes noise = co_await line_.read(kQuiet);
    if (noise.empty()) co_return;
  }
}

Task<Result<void>> BoardConnection::start_afresh(Duration patience) {
  const Result<void> reset = co_await repl_.enter(true, kSoftReset);
  if (reset || line_.closed()) co_return reset;
  // boot.py does not end: without a reset the interpreter is usable all the same.
  ReachOptions as_it_is;
  as_it_is.patience = patience;
  as_it_is.soft_reset = false;
  Result<void> reached = co_await reach(as_it_is);
  co_return reached;
}

Task<Result<void>> BoardConnection::reach(ReachOptions options) {
  spoken_ = true;
  const Instant begin = line_.time().now();
  const std::uint64_t heard_before = repl_.bytes_heard();
  // Without a carriage return in front: it would run a line that somebody has half typed.
  line_.write(as_bytes(kStop));
  Result<void> entered;
  do {
    entered = co_await repl_.enter(false, kAttempt);
  } while (!entered && !line_.closed() && line_.time().now() - begin < options.patience);

  if (entered) {
    if (options.soft_reset) {
      Result<void> fresh = co_await start_afresh(options.patience);
      co_return fresh;
    }
    co_await wait_for_quiet();
    entered = co_await repl_.enter(false, kAttempt);
  }
  if (entered || line_.closed()) co_return entered;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(options.patience).count();
  if (repl_.bytes_heard() == heard_before)
    co_return fail(
        "nothing came from the board in {} seconds. Is the OpenMV IDE connected to it? It silences the REPL: "
        "disconnect it there. Does the board hang? Press its reset button, or pull the cable and put it "
        "back. "
        "Is it the right port? 'tlscam devices' lists them",
        seconds);
  co_return fail(
      "the board did not come to its prompt in {} seconds: {}. Its program cannot be interrupted, or this is "
      "not the port of a MicroPython board. Press the reset button and try again at once",
      seconds, entered.error().text);
}

Task<Result<void>> BoardConnection::reset() {
  const Result<void> sent = co_await repl_.send("import machine\nmachine.reset()");
  if (!sent) co_return sent;
  spoken_ = false;  // an interrupt would stop the main.py that now starts
  co_await Sleep(line_.time(), kResetStarts);
  co_return {};
}

}  // namespace tlscam
