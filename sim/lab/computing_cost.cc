#include "sim/lab/computing_cost.h"

namespace tlscam {
namespace {

// tests/bench/mcu_cost --operations, from the handshakes in assets/cost/cortex-m7.json.
struct CurveCost {
  double base_multiplication;
  double multiplication;
  double verification;
};
constexpr CurveCost kCurves[CAMERA_CURVES] = {
    {8.0e6, 12.0e6, 25.0e6},   // P-256
    {12.0e6, 18.0e6, 40.0e6},  // P-384
    {24.0e6, 36.0e6, 80.0e6},  // P-521
};
constexpr double kExponentiation = 10.0;

}  // namespace

std::uint64_t cortex_m7_instructions(const camera_work& work) {
  double instructions = static_cast<double>(work.exponentiations) * kExponentiation;
  for (int curve = 0; curve < CAMERA_CURVES; ++curve) {
    instructions += work.base_multiplications[curve] * kCurves[curve].base_multiplication +
                    work.multiplications[curve] * kCurves[curve].multiplication +
                    work.verifications[curve] * kCurves[curve].verification;
  }
  return static_cast<std::uint64_t>(instructions);
}

}  // namespace tlscam
