#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/deploy/known_boards.h"

namespace tlscam {

/// `SerialPort` is a USB device of this computer that is, or may be, a camera.
struct SerialPort {
  std::string path;  ///< "/dev/ttyACM0"; empty for a board in its bootloader, which has no port
  std::uint16_t vendor = 0, product = 0;
  std::string manufacturer, product_name, serial_number;  ///< as the device says them; may be empty
  const KnownBoard* board = nullptr;                      ///< nullptr when nobody knows its ids

  /// The name for people: "OpenMV N6", or what the device itself says.
  std::string name() const;
  bool is_bootloader() const { return board != nullptr && board->kind == BoardKind::bootloader; }
};

/// The USB serial ports of this computer and the boards in a bootloader, in the order of their names. They
/// come from the kernel's table of devices (sysfs) below `sys`, which a test may have elsewhere. Nothing is
/// opened. A device that goes away meanwhile is left out.
std::vector<SerialPort> native_serial_ports(const std::filesystem::path& sys = "/sys");

}  // namespace tlscam
