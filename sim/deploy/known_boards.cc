#include "sim/deploy/known_boards.h"

namespace tlscam {

namespace {

using enum BoardKind;

// OpenMV: boards/*/board_config.mk and boot_config.h of openmv 4.8.1 and 5.0.0. All had 1209:ABD1 before.
// Others: ports/*/boards/*/mpconfigboard.* of MicroPython 1.26.1.
constexpr KnownBoard kKnownBoards[] = {
    {0x37c5, 0x1202, 0x1202, repl, "OpenMV Cam M4"},
    {0x37c5, 0x1203, 0x1203, repl, "OpenMV Cam M7"},
    {0x37c5, 0x1204, 0x1204, repl, "OpenMV Cam H7"},
    {0x37c5, 0x1205, 0x1205, repl, "OpenMV Pure Thermal"},
    {0x37c5, 0x1206, 0x1206, repl, "OpenMV N6"},
    {0x37c5, 0x124a, 0x124a, repl, "OpenMV Cam H7 Plus"},
    {0x37c5, 0x1060, 0x1060, repl, "OpenMV Cam RT1062"},
    {0x37c5, 0x16e3, 0x16e3, repl, "OpenMV AE3"},
    {0x37c5, 0x9200, 0x92ff, bootloader, "OpenMV Cam"},
    {0x37c5, 0x96e3, 0x96e3, bootloader, "OpenMV AE3"},
    {0x1209, 0xabd1, 0xabd1, repl, "OpenMV Cam with older firmware"},
    {0x2341, 0x045b, 0x045b, repl, "Arduino Portenta H7"},
    {0x2341, 0x0466, 0x0466, repl, "Arduino Giga"},
    {0x2341, 0x045f, 0x045f, repl, "Arduino Nicla Vision"},
    {0x2341, 0x055f, 0x055f, repl, "Arduino Nicla Vision"},
    {0x2e8a, 0x0003, 0x0003, bootloader, "Raspberry Pi Pico"},
    {0x2e8a, 0x0005, 0x0005, repl, "Raspberry Pi Pico"},
    {0xf055, 0x9800, 0x98ff, repl, "Pyboard"},
    {0x303a, 0x4000, 0x4fff, repl, "Espressif ESP32"},
    {0x303a, 0x1001, 0x1001, repl, "Espressif ESP32"},
    {0x0483, 0xdf11, 0xdf11, bootloader, "STM32"},
    {0x0403, 0x6001, 0x6015, adapter, "FTDI serial adapter"},
    {0x10c4, 0xea60, 0xea60, adapter, "CP210x serial adapter"},
    {0x1a86, 0x7523, 0x7523, adapter, "CH340 serial adapter"},
};

}  // namespace

const KnownBoard* find_known_board(std::uint16_t vendor, std::uint16_t product) {
  for (const KnownBoard& board : kKnownBoards)
    if (board.vendor == vendor && product >= board.first_product && product <= board.last_product)
      return &board;
  return nullptr;
}

}  // namespace tlscam
