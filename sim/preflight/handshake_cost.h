#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace tlscam {

/// `HandshakeCost` is what one handshake costs a camera, as measured on the emulated Cortex-M7
/// (assets/cost/cortex-m7.json, tests/bench/mcu_cost). A test holds the table to that file.
struct HandshakeCost {
  bool server = false;
  std::string_view keys;         ///< "P-256", "P-384", "RSA-2048"
  bool mutual = false;           ///< both ends are verified
  std::uint64_t heap_peak = 0;   ///< bytes in use at most
  std::uint64_t least_free = 0;  ///< bytes of free heap below which it failed
  unsigned milliseconds = 0;     ///< predicted for the OpenMV Cam RT1062
};

std::span<const HandshakeCost> handshake_costs();

/// Largest piece of heap that a handshake wants at once, in bytes (same source).
inline constexpr std::uint64_t kLargestPiece = 16736;

/// `handshake_cost` looks one up; nullptr when it was not measured.
const HandshakeCost* handshake_cost(bool server, std::string_view keys, bool mutual);

}  // namespace tlscam
