// Deployments to /rom of a camera with the real firmware, in both forms of vfs.rom_ioctl().
#include "sim/deploy/romfs_deployment.h"

#include <gmock/gmock.h>

#include "sim/deploy/romfs_image.h"
#include "tests/unit/machine/camera_fixture.h"

namespace tlscam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Bytes bytes(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

struct Attempt {
  bool done = false;
  std::string error;
  RomfsPlan plan;
  std::string rom;  // `os.listdir('/rom')` after the next start
};

// The code runs before, in the same interpreter.
Task<void> deploy(Camera& camera, std::string code, RomfsDeployment::Wish wish, Attempt& attempt) {
  const auto use = camera.serial().use();
  RawRepl repl(*use);
  RemoteFiles files(repl);
  if (auto entered = co_await repl.enter(true); !entered) attempt.error = entered.error().text;
  const auto prepared = co_await files.run(std::move(code));
  if (!prepared) attempt.error = prepared.error().text;
  RomfsDeployment deployment(files);
  if (auto plan = co_await deployment.plan(std::move(wish), {})) {
    attempt.plan = *plan;
    if (auto done = co_await deployment.carry_out(std::move(*plan), {}); !done)
      attempt.error = done.error().text;
  } else {
    attempt.error = plan.error().text;
  }
  repl.leave();
  attempt.done = true;
}

class RomfsDeploymentTest : public CameraTest {
 protected:
  void SetUp() override { make(); }

  Attempt attempt(RomfsDeployment::Wish wish, const std::string& code = "pass") {
    Attempt attempt;
    Task<void> task = deploy(*camera_, code, std::move(wish), attempt);
    task.start();
    const Instant end = events_.now() + std::chrono::seconds(600);
    while (!attempt.done && events_.step(end)) {
    }
    EXPECT_TRUE(attempt.done);
    return attempt;
  }
  /// `rom` lists /rom after a soft reset.
  std::string rom() { return run("import os\nprint(sorted(os.listdir('/rom')))"); }
};

/// A board whose rom_ioctl(2) gives an object with the block protocol, as the OpenMV RT1062 has it.
constexpr std::string_view kBlocks = R"(
import sys
store = bytearray(b'\xff' * 16384)
class Blocks:
    def ioctl(self, op, arg):
        if op == 4: return 16
        if op == 5: return 1024
        if op == 6: store[arg * 1024:arg * 1024 + 1024] = b'\xff' * 1024
        return 0
    def readblocks(self, n, buf, offset=0):
        buf[:] = store[n * 1024 + offset:n * 1024 + offset + len(buf)]
    def writeblocks(self, n, buf, offset=0):
        store[n * 1024 + offset:n * 1024 + offset + len(buf)] = buf
class Vfs:
    def rom_ioctl(self, op, *args):
        return 1 if op == 1 else Blocks() if args[0] == 0 else -22
    def umount(self, path): pass
vfs = Vfs()
sys.modules['vfs'] = vfs
)";

TEST_F(RomfsDeploymentTest, replaces_what_is_there_and_keeps_a_copy) {
  const Attempt first = attempt({.files = {{"ca.der", Bytes(5000, 7)}, {"model.txt", bytes("factory")}}});
  EXPECT_EQ(first.error, "");
  EXPECT_THAT(rom(), HasSubstr("['ca.der', 'model.txt']"));
  const Attempt second = attempt({.files = {{"ca.der", bytes("new")}}});
  EXPECT_EQ(second.error, "");
  EXPECT_EQ(second.plan.old_image, first.plan.new_image);
  EXPECT_THAT(second.plan.replaced, ElementsAre("ca.der"));
  EXPECT_THAT(second.plan.lost, ElementsAre("model.txt"));
  EXPECT_THAT(rom(), HasSubstr("['ca.der']"));
}

TEST_F(RomfsDeploymentTest, merges_with_the_factorys_files) {
  attempt({.files = {{"model.txt", bytes("factory")}, {"lib/a.py", bytes("1")}}});
  const Attempt merged =
      attempt({.files = {{"ca.der", bytes("new")}, {"lib/b.py", bytes("2")}}, .merge = true});
  EXPECT_EQ(merged.error, "");
  EXPECT_THAT(merged.plan.lost, IsEmpty());
  EXPECT_THAT(rom(), HasSubstr("['ca.der', 'lib', 'model.txt']"));
  EXPECT_THAT(run("import os\nprint(sorted(os.listdir('/rom/lib')))"), HasSubstr("['a.py', 'b.py']"));
}

TEST_F(RomfsDeploymentTest, speaks_to_a_block_device) {
  const Attempt done = attempt({.files = {{"ca.der", Bytes(5000, 7)}}}, std::string(kBlocks));
  EXPECT_EQ(done.error, "");
  EXPECT_TRUE(done.plan.partition.has_blocks);
  EXPECT_EQ(done.plan.partition.size, 16384);
  EXPECT_THAT(done.plan.old_image, IsEmpty());
}

TEST_F(RomfsDeploymentTest, a_block_that_does_not_hold_is_noticed) {
  std::string code(kBlocks);
  const std::string write = "store[n * 1024 + offset:n * 1024 + offset + len(buf)] = buf";
  code.replace(code.find(write), write.size(), "if n != 2: " + write);
  EXPECT_THAT(attempt({.files = {{"ca.der", Bytes(5000, 7)}}}, code).error,
              HasSubstr("gives back another ROMFS image than was written"));
}

TEST_F(RomfsDeploymentTest, says_what_does_not_fit) {
  EXPECT_THAT(attempt({.files = {{"big", Bytes(20000, 7)}}}, std::string(kBlocks)).error,
              HasSubstr("and the ROMFS partition 0 of the board 16384; leave files out"));
  EXPECT_THAT(attempt({.files = {}, .partition = 3}).error, HasSubstr("and no number 3"));
  EXPECT_THAT(attempt({.files = {}}, "import sys\nclass V: pass\nsys.modules['vfs'] = V()\n").error,
              HasSubstr("the board's firmware has no ROMFS"));
}

}  // namespace
}  // namespace tlscam
