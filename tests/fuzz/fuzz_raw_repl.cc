// This runs the raw REPL client against a camera that sends anything. The input is a list of {delay in 100
// ms, size, bytes}; after it the camera is silent. A conversation must end by itself, in virtual time.
#include <algorithm>
#include <cstdlib>

#include "sim/base/cursor.h"
#include "sim/deploy/raw_repl.h"
#include "sim/deploy/simulated_uart.h"

namespace {

using namespace tlscam;
using namespace std::chrono_literals;

Task<void> converse(Transport& line) {
  RawRepl repl(line);
  co_await repl.enter(true);
  std::size_t streamed = 0;
  FollowOptions options;
  options.on_output = [&](ByteView bytes) { streamed += bytes.size(); };
  co_await repl.exec(std::string(300, 'x'), options);
  co_await repl.exec("print(1)", {});
  repl.leave();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  EventQueue events{Instant{}};
  SimulatedUart line(events, [](ByteView) {});
  Cursor input(ByteView(data, size));
  std::function<void()> speak = [&] {
    const std::size_t length = input.u8();
    line.receive(input.take(std::min(length, input.remaining())));
    if (input.at_end()) return;
    events.after(input.u8() * 100ms, speak);
  };
  events.after(0ms, speak);

  Task<void> task = converse(line);
  task.start();
  // Each byte can postpone the end by less than the ten seconds of silence that a wait allows.
  events.run_until(Instant{} + (size + 20) * 70s);
  if (!task.done()) std::abort();
  return 0;
}
