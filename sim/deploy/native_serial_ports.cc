#include "sim/deploy/native_serial_ports.h"

#include <charconv>
#include <optional>

#include "sim/base/file.h"
#include "sim/deploy/native_folder_entries.h"

namespace tlscam {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestAttribute = 4096;  // sysfs gives no more
/// ttyUSB0 lies two folders below its USB device, ttyACM0 one.
constexpr int kMostLevels = 4;

/// An attribute of a device, without the line end and without what is not printable: devices say anything.
std::string attribute(const fs::path& device, const char* name) {
  const auto bytes = read_file(device / name, kLargestAttribute);
  if (!bytes) return "";
  std::string text(as_text(*bytes));
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return text;
}

std::optional<std::uint16_t> usb_id(const fs::path& device, const char* name) {
  const std::string text = attribute(device, name);
  std::uint16_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
}

std::optional<SerialPort> read_usb_device(const fs::path& device) {
  const auto vendor = usb_id(device, "idVendor");
  const auto product = usb_id(device, "idProduct");
  if (!vendor || !product) return std::nullopt;
  SerialPort port;
  port.vendor = *vendor;
  port.product = *product;
  port.manufacturer = attribute(device, "manufacturer");
  port.product_name = attribute(device, "product");
  port.serial_number = attribute(device, "serial");
  port.board = find_known_board(*vendor, *product);
  return port;
}

std::optional<SerialPort> read_terminal(const fs::path& terminal) {
  std::error_code error;
  fs::path device = fs::canonical(terminal / "device", error);
  if (error) return std::nullopt;  // a console or a pty
  for (int level = 0; level < kMostLevels; ++level, device = device.parent_path()) {
    auto port = read_usb_device(device);
    if (!port) continue;
    port->path = "/dev/" + terminal.filename().string();
    return port;
  }
  return std::nullopt;  // a port of the computer itself
}

}  // namespace

std::string SerialPort::name() const {
  if (board != nullptr && !(board->kind == BoardKind::adapter && !product_name.empty()))
    return std::string(board->name);
  return product_name.empty() ? "unknown device" : product_name;
}

std::vector<SerialPort> native_serial_ports(const fs::path& sys) {
  std::vector<SerialPort> ports;
  for (const fs::path& terminal : folder_entries(sys / "class/tty"))
    if (auto port = read_terminal(terminal)) ports.push_back(std::move(*port));
  for (const fs::path& device : folder_entries(sys / "bus/usb/devices"))
    if (auto port = read_usb_device(device); port && port->is_bootloader()) ports.push_back(std::move(*port));
  return ports;
}

}  // namespace tlscam
