#include "sim/workstation/terminal_session.h"

#include <algorithm>

namespace tlscam {
namespace {

constexpr Duration kLookAtTerminal = std::chrono::milliseconds(10);
constexpr std::uint8_t kCtrlBracket = 0x1d;
constexpr std::uint8_t kCtrlX = 0x18;

}  // namespace

Task<int> terminal_session(Device device, Output output) {
  const auto line = device.line->use();
  if (!line) {
    output.print("mpremote: " + device.name + " is in use by another program\r\n");
    co_return 1;
  }
  output.input->set_listener([] {});  // every key is for the camera, Ctrl-C too
  output.print("Connected to MicroPython at " + device.name +
               "\r\nUse Ctrl-] or Ctrl-x to exit this shell\r\n");
  for (;;) {
    const Bytes typed = output.input->take();
    if (std::ranges::any_of(typed, [](std::uint8_t key) { return key == kCtrlBracket || key == kCtrlX; }))
      co_return 0;
    if (!typed.empty()) line->write(typed);
    const Bytes said = co_await line->read(kLookAtTerminal);
    output.out(said);
    if (line->closed()) {
      output.print("\r\n" + line->reason() + "\r\n");
      co_return 1;
    }
  }
}

}  // namespace tlscam
