#include "sim/cli/board_command.h"

#include <unistd.h>

#include "sim/cli/exit_code.h"
#include "sim/cli/guarded_output.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/cli/raw_terminal.h"
#include "sim/lab/board/board_report.h"
#include "sim/lab/board/native_board_choice.h"

namespace tlscam {
namespace {

constexpr std::uint8_t kCtrlBracket = 0x1d;

// Gives what was typed; nothing (std::nullopt) once that has Ctrl-] in it.
std::optional<Bytes> read_keys(RawTerminal& terminal) {
  if (terminal.closed()) return Bytes{};  // the end of a file: the board goes on
  Bytes keys = terminal.read();
  for (const std::uint8_t key : keys)
    if (key == kCtrlBracket) return std::nullopt;
  return keys;
}

}  // namespace

Result<std::unique_ptr<RealBoard>> open_board(const std::string& port) {
  catch_interrupts();
  if (!port.empty()) return RealBoard::open(port, interrupt_requested);
  const auto chosen = choose_board(native_serial_ports());
  if (!chosen) return tl::unexpected(chosen.error());
  return RealBoard::open(*chosen, interrupt_requested);
}

int run_devices() {
  const auto ports = native_serial_ports();
  if (ports.empty()) return complain(choose_board(ports).error().text, kExitScriptFailed);
  for (const SerialPort& port : ports) print("{}\n", describe_port(port));
  return kExitSuccess;
}

int run_console(const std::string& port) {
  const auto board = open_board(port);
  if (!board) return complain(board.error().text, kExitUsage);
  if (isatty(STDIN_FILENO) != 0) print("{}: Ctrl-] ends the console\n", (*board)->port());
  GuardedOutput output;
  Result<void> talked;
  {
    RawTerminal terminal;
    talked = (*board)->talk([&output](ByteView bytes) { output.print(bytes); },
                            [&terminal] { return read_keys(terminal); });
  }
  print("\n");
  if (!talked) return complain(talked.error().text, kExitScriptFailed);
  return interrupt_requested ? interrupted_exit_code() : kExitSuccess;
}

int run_firmware(const std::string& port) {
  const auto board = open_board(port);
  if (!board) return complain(board.error().text, kExitUsage);
  const auto facts = (*board)->greet();
  if (!facts) return complain(facts.error().text, kExitScriptFailed);
  print(firmware_report(*facts));
  return kExitSuccess;
}

}  // namespace tlscam
