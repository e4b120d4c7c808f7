#include "sim/lab/board/native_board_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

using testing::AllOf;
using testing::HasSubstr;

SerialPort port(std::string path, std::uint16_t vendor, std::uint16_t product) {
  SerialPort port;
  port.path = std::move(path);
  port.vendor = vendor;
  port.product = product;
  port.board = find_known_board(vendor, product);
  return port;
}

const SerialPort kCamera = port("/dev/ttyACM0", 0x37c5, 0x1206);
const SerialPort kPico = port("/dev/ttyACM1", 0x2e8a, 0x0005);
const SerialPort kAdapter = port("/dev/ttyUSB0", 0x1a86, 0x7523);
const SerialPort kWaiting = port("", 0x37c5, 0x9206);

std::string why_not(const std::vector<SerialPort>& ports) {
  const auto chosen = choose_board(ports);
  return chosen ? "it chose " + *chosen : chosen.error().text;
}

TEST(BoardChoice, takes_the_only_board) {
  EXPECT_EQ(*choose_board({kCamera}), "/dev/ttyACM0");
  EXPECT_EQ(*choose_board({kAdapter, kCamera, kWaiting}), "/dev/ttyACM0");
  EXPECT_EQ(*choose_board({kAdapter}), "/dev/ttyUSB0");
}

TEST(BoardChoice, lists_several) {
  EXPECT_THAT(why_not({kCamera, kPico}), AllOf(HasSubstr("--port"), HasSubstr("/dev/ttyACM0   OpenMV N6"),
                                               HasSubstr("/dev/ttyACM1"), HasSubstr("2e8a:0005")));
}

TEST(BoardChoice, knows_a_board_in_its_bootloader) {
  EXPECT_THAT(why_not({kWaiting}), AllOf(HasSubstr("bootloader"), HasSubstr("37c5:9206")));
}

TEST(BoardChoice, asks_for_the_cable_when_there_is_none) {
  EXPECT_THAT(why_not({}), HasSubstr("carries data, not only power"));
}

}  // namespace
}  // namespace tlscam
