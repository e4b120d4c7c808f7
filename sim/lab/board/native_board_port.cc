#include "sim/lab/board/native_board_port.h"

#include <chrono>
#include <utility>

#include "sim/deploy/native_terminal_device.h"
#include "sim/lab/board/board_desk.h"
#include "sim/lab/board/native_board_choice.h"

namespace tlscam {

namespace {

Instant now() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

}  // namespace

std::vector<BoardPortShown> board_ports() {
  std::vector<BoardPortShown> shown;
  for (const SerialPort& port : native_serial_ports())
    shown.push_back({port.is_bootloader() ? "" : port.path, describe_port(port)});
  return shown;
}

struct BoardPort::Inside {
  explicit Inside(std::unique_ptr<TerminalDevice> opened) : device(std::move(opened)) {}
  std::unique_ptr<TerminalDevice> device;
  BoardDesk desk{*device};
};

BoardPort::BoardPort(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

BoardPort::~BoardPort() {
  // What a task says at its end goes out while the device is there.
  (void)inside_->desk.perform(LeaveBoardCommand{});
  inside_->device->poll(now());
}

Result<std::unique_ptr<BoardPort>> BoardPort::open(const std::string& path) {
  auto device = TerminalDevice::open(path, now());
  if (!device) return tl::unexpected(device.error());
  std::unique_ptr<BoardPort> port(new BoardPort(std::make_unique<Inside>(std::move(*device))));
  if (const auto begun = port->perform(GreetBoardCommand{}); !begun) return tl::unexpected(begun.error());
  return port;
}

template <class Command>
Result<BoardSnapshot> BoardPort::perform(const Command& command) {
  return inside_->desk.perform(command);
}
template Result<BoardSnapshot> BoardPort::perform(const GreetBoardCommand&);
template Result<BoardSnapshot> BoardPort::perform(const ExamineFilesCommand&);
template Result<BoardSnapshot> BoardPort::perform(const DeployFilesCommand&);
template Result<BoardSnapshot> BoardPort::perform(const UndoDeploymentCommand&);
template Result<BoardSnapshot> BoardPort::perform(const RunOnBoardCommand&);
template Result<BoardSnapshot> BoardPort::perform(const ResetBoardCommand&);
template Result<BoardSnapshot> BoardPort::perform(const TypeToBoardCommand&);
template Result<BoardSnapshot> BoardPort::perform(const LeaveBoardCommand&);

BoardUpdate BoardPort::poll() {
  inside_->device->poll(now());
  return inside_->desk.take_update();
}

}  // namespace tlscam
