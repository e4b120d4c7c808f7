// The kernel's table of devices is a tree of folders and symbolic links; here it is one of our own.
#include "sim/deploy/native_serial_ports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

class NativeSerialPortsTest : public testing::Test {
 protected:
  /// A USB device, as /sys/devices/pci0000:00/usb1/1-NUMBER has it.
  fs::path add_usb(const std::string& number, const std::string& vendor, const std::string& product,
                   const std::string& product_name, const std::string& serial) {
    const fs::path device = root_ / "devices/usb1" / number;
    fs::create_directories(device);
    put(device / "idVendor", vendor);
    put(device / "idProduct", product);
    put(device / "product", product_name);
    put(device / "serial", serial);
    fs::create_directories(root_ / "bus/usb/devices");
    fs::create_directory_symlink(device, root_ / "bus/usb/devices" / number);
    return device;
  }

  /// `below`: the folder that the terminal's `device` link leads to.
  void add_terminal(const std::string& name, const fs::path& below) {
    fs::create_directories(below);
    fs::create_directories(root_ / "class/tty" / name);
    fs::create_directory_symlink(below, root_ / "class/tty" / name / "device");
  }

  static void put(const fs::path& file, const std::string& text) { std::ofstream(file) << text << "\n"; }

  TestFolder folder_;
  fs::path root_ = folder_.path();
};

TEST_F(NativeSerialPortsTest, finds_cameras_adapters_and_bootloaders) {
  add_terminal("ttyACM0", add_usb("1-1", "37c5", "1206", "OpenMV N6", "203E3450") / "1-1:1.0");
  add_terminal("ttyUSB0", add_usb("1-2", "1a86", "7523", "USB Serial", "") / "1-2:1.0/ttyUSB0");
  add_usb("1-3", "37c5", "9206", "OpenMV DFU", "x");
  add_usb("1-4", "046d", "c31c", "a keyboard", "");
  add_terminal("ttyS0", root_ / "devices/platform/serial8250");
  fs::create_directories(root_ / "class/tty/tty1");  // a console: no device

  const auto ports = native_serial_ports(root_);
  ASSERT_EQ(ports.size(), 3u);
  EXPECT_EQ(ports[0].path, "/dev/ttyACM0");
  EXPECT_EQ(ports[0].vendor, 0x37c5);
  EXPECT_EQ(ports[0].product, 0x1206);
  EXPECT_EQ(ports[0].name(), "OpenMV N6");
  EXPECT_EQ(ports[0].serial_number, "203E3450");
  EXPECT_EQ(ports[1].path, "/dev/ttyUSB0");
  ASSERT_NE(ports[1].board, nullptr);
  EXPECT_EQ(ports[1].board->kind, BoardKind::adapter);
  EXPECT_EQ(ports[1].name(), "USB Serial");
  EXPECT_EQ(ports[2].path, "");
  EXPECT_TRUE(ports[2].is_bootloader());
}

TEST_F(NativeSerialPortsTest, does_not_believe_what_a_device_says) {
  add_terminal("ttyACM0", add_usb("1-1", "zz", "1206", "x", "") / "1-1:1.0");
  add_terminal("ttyACM1", add_usb("1-2", "1234", "5678", "evil\x1b[2J\x07", "1\x02") / "1-2:1.0");
  const auto ports = native_serial_ports(root_);
  ASSERT_EQ(ports.size(), 1u);
  EXPECT_EQ(ports[0].path, "/dev/ttyACM1");
  EXPECT_EQ(ports[0].name(), "evil[2J");
  EXPECT_EQ(ports[0].serial_number, "1");
  EXPECT_EQ(ports[0].board, nullptr);
}

TEST_F(NativeSerialPortsTest, has_none_where_there_is_no_table) {
  EXPECT_TRUE(native_serial_ports(root_ / "nothing").empty());
}

TEST(KnownBoards, tells_boards_from_their_bootloaders) {
  const auto name = [](std::uint16_t vendor, std::uint16_t product) {
    const KnownBoard* board = find_known_board(vendor, product);
    return board == nullptr ? "" : std::string(board->name);
  };
  EXPECT_EQ(name(0x37c5, 0x16e3), "OpenMV AE3");
  EXPECT_EQ(name(0x1209, 0xabd1), "OpenMV Cam with older firmware");
  EXPECT_EQ(name(0xf055, 0x98ff), "Pyboard");
  EXPECT_EQ(name(0xf055, 0x9900), "");
  EXPECT_EQ(find_known_board(0x37c5, 0x9260)->kind, BoardKind::bootloader);
  EXPECT_EQ(find_known_board(0x37c5, 0x96e3)->kind, BoardKind::bootloader);
  EXPECT_EQ(find_known_board(0x37c5, 0x1206)->kind, BoardKind::repl);
}

}  // namespace
}  // namespace tlscam
