#include "sim/preflight/handshake_cost.h"

#include <algorithm>
#include <iterator>

namespace tlscam {
namespace {

constexpr HandshakeCost kCosts[] = {
    {true, "P-256", false, 26448, 27648, 45},     {false, "P-256", false, 27312, 27648, 105},
    {true, "P-256", true, 28768, 29696, 151},     {false, "P-256", true, 27312, 27648, 126},
    {true, "P-384", false, 26448, 26624, 53},     {false, "P-384", false, 28672, 29696, 173},
    {true, "P-384", true, 30160, 30720, 229},     {false, "P-384", true, 28672, 29696, 210},
    {true, "RSA-2048", false, 28992, 31744, 129}, {false, "RSA-2048", false, 28608, 29696, 42},
    {true, "RSA-2048", true, 30320, 31744, 134},  {false, "RSA-2048", true, 30576, 31744, 130},
};

}  // namespace

std::span<const HandshakeCost> handshake_costs() {
  return kCosts;
}

const HandshakeCost* handshake_cost(bool server, std::string_view keys, bool mutual) {
  const auto found = std::ranges::find_if(kCosts, [&](const HandshakeCost& cost) {
    return cost.server == server && cost.keys == keys && cost.mutual == mutual;
  });
  return found == std::end(kCosts) ? nullptr : &*found;
}

}  // namespace tlscam
