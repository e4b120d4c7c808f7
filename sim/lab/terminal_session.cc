#include "sim/lab/terminal_session.h"

#include <algorithm>
#include <cstdio>

namespace tlscam {
namespace {

constexpr Duration kLookAtTerminal = std::chrono::milliseconds(10);
constexpr std::uint8_t kCtrlBracket = 0x1d;
constexpr std::uint8_t kCtrlX = 0x18;

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

}  // namespace

Task<int> terminal_session(Device device, std::function<Bytes()> read_terminal) {
  SerialLine& line = *device.line;
  const auto use = line.use();
  if (!use) {
    print("mpremote: " + device.name + " is in use by another program\r\n");
    co_return 1;
  }
  print("Connected to MicroPython at " + device.name + "\r\nUse Ctrl-] or Ctrl-x to exit this shell\r\n");
  for (;;) {
    const Bytes typed = read_terminal();
    if (std::ranges::any_of(typed, [](std::uint8_t key) { return key == kCtrlBracket || key == kCtrlX; }))
      co_return 0;
    if (!typed.empty()) line.write(typed);
    const Bytes said = co_await line.read(kLookAtTerminal);
    print(as_text(said));
    if (line.closed()) {
      print("\r\n" + line.reason() + "\r\n");
      co_return 1;
    }
  }
}

}  // namespace tlscam
