#pragma once
#include <cstdint>
#include <string_view>

namespace tlscam {

/// The rate at which every board speaks its REPL, in baud.
///
/// Other rates are orders. An OpenMV Cam takes 921600 or 12000000 for the OpenMV IDE and drops all text from
/// then on (openmv common/usbdbg.h, protocol/omv_protocol.h); 1200 starts the bootloader of many boards
/// (openmv common/tinyusb_debug.c). The last program that sets a rate wins.
inline constexpr unsigned kReplRate = 115200;

/// `BoardKind` tells the USB devices of cameras apart.
enum class BoardKind {
  repl,        ///< a board whose firmware speaks a REPL on this port
  bootloader,  ///< a board that waits for new firmware: nothing can be copied to it
  adapter,     ///< a USB-to-serial chip: any board may be behind it, or none
};

/// `KnownBoard` is a range of USB ids, and what it belongs to.
struct KnownBoard {
  std::uint16_t vendor;
  std::uint16_t first_product, last_product;
  BoardKind kind;
  std::string_view name;
};

/// The board with these USB ids, which lives for ever; nullptr when nobody knows it.
const KnownBoard* find_known_board(std::uint16_t vendor, std::uint16_t product);

}  // namespace tlscam
