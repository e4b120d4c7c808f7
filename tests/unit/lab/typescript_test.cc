#include "sim/lab/session/typescript.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace tlscam {
namespace {

// After a change of sim/lab/{snapshot,command,saved_world}.h: build/native/bin/tlscam_types >
// web/src/protocol/generated.ts
TEST(TypescriptTest, ThePageHasTheseTypes) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/web/src/protocol/generated.ts");
  std::stringstream committed;
  committed << file.rdbuf();
  EXPECT_EQ(committed.str(), typescript_types());
}

}  // namespace
}  // namespace tlscam
