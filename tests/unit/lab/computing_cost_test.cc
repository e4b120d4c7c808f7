#include "sim/lab/watch/computing_cost.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

namespace tlscam {
namespace {

constexpr int k256 = CAMERA_CURVE_P256;
constexpr int k384 = CAMERA_CURVE_P384;

// `work_of` is what a camera counts in each handshake. The secret is agreed on with P-256 whatever the
// certificates' keys are.
camera_work work_of(const std::string& keys, bool server, bool mutual) {
  const bool signs = server || mutual;
  const std::uint32_t verified = !server || mutual ? 2 : 0;  // the certificate, and possession of its key
  camera_work work{};
  work.base_multiplications[k256] = 1;
  work.multiplications[k256] = 1;
  if (keys == "RSA-2048") {
    // These are a secret exponent in two halves, blinded, and the verification of the result; the public one
    // has 17 bits.
    if (signs) work.exponentiations += 2'761'728;
    work.exponentiations += verified * 17ull * 64 * 64;
    return work;
  }
  const int curve = keys == "P-384" ? k384 : k256;
  if (signs) ++work.base_multiplications[curve];
  work.verifications[curve] = verified;
  return work;
}

// The oracle is the emulated Cortex-M7 (tests/bench/mcu_cost), whose own counts vary by a quarter.
TEST(ComputingCost, HandshakesAreAboutWhatAnEmulatedProcessorNeeds) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/assets/cost/cortex-m7.json");
  const auto cost = nlohmann::json::parse(file);
  ASSERT_EQ(cost["handshakes"].size(), 12u);
  for (const auto& handshake : cost["handshakes"]) {
    const double measured = handshake["instructions"];
    const double told = static_cast<double>(cortex_m7_instructions(
        work_of(handshake["keys"], handshake["role"] == "server", handshake["mutual"])));
    EXPECT_NEAR(told, measured, 0.16 * measured) << handshake;
  }
}

TEST(ComputingCost, NothingIsNothing) {
  EXPECT_EQ(cortex_m7_instructions({}), 0u);
}

}  // namespace
}  // namespace tlscam
