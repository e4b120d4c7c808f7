#include "sim/lab/board/native_board_choice.h"

#include "sim/base/utf8.h"

namespace tlscam {

namespace {

std::string list_of(const std::vector<const SerialPort*>& ports) {
  std::string list;
  for (const SerialPort* port : ports) list += "\n  " + describe_port(*port);
  return list;
}

}  // namespace

Result<std::string> choose_board(const std::vector<SerialPort>& ports) {
  std::vector<const SerialPort*> boards, others, waiting;
  for (const SerialPort& port : ports) {
    if (port.is_bootloader())
      waiting.push_back(&port);
    else if (port.board != nullptr && port.board->kind == BoardKind::repl)
      boards.push_back(&port);
    else
      others.push_back(&port);
  }
  const auto& candidates = boards.empty() ? others : boards;
  if (candidates.size() == 1) return candidates.front()->path;
  if (!candidates.empty())
    return fail("several boards are connected; name one with --port:{}", list_of(candidates));
  if (!waiting.empty())
    return fail(
        "the only board waits in its bootloader, which takes firmware and no files. Press its reset button, "
        "or "
        "give it firmware with the OpenMV IDE:{}",
        list_of(waiting));
  return fail(
      "no board is connected. Is its cable one that carries data, not only power? Does its LED show that it "
      "has "
      "power? A board without USB, or an emulated one, is named with --port");
}

std::string describe_port(const SerialPort& port) {
  std::string line = fmt::format("{:<14} {:<30} {:04x}:{:04x}", port.path.empty() ? "-" : port.path,
                                 printable(port.name()), port.vendor, port.product);
  if (!port.serial_number.empty()) line += "  " + printable(port.serial_number);
  if (port.is_bootloader())
    line += "  waits in its bootloader for firmware";
  else if (port.board == nullptr)
    line += "  not known: perhaps not a board";
  else if (port.board->kind == BoardKind::adapter)
    line += "  a board may be behind it";
  return line;
}

}  // namespace tlscam
