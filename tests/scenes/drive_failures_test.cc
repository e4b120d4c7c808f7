// These tests write files to the drive while something else happens: rows F1 (a file is copied while the
// script runs) and F2 (the power fails while a file is written) of the table of failures. Scenes cannot say
// "meanwhile", so these play on the bench of the page.
#include "tests/scenes/free_bench.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

class DriveFailure : public FreeBench {};

// A script continues to use what it has loaded until it starts again. (Here a file that it opens again is the
// new one: camera and hand write to the same drive. On a real camera it would still be the old one, until the
// drive is mounted again.)
TEST_F(DriveFailure, F1_AFileCopiedWhileTheScriptRunsIsNotSeen) {
  done(WriteFileCommand{"openmv", "server.der", bytes("old!")});
  done(RunScriptCommand{
      "openmv", "server.py",
      "import time\nloaded = open('server.der').read()\nprint('loaded', loaded)\n"
      "while True:\n    time.sleep(1)\n    print('in use', loaded, open('server.der').read())\n"});
  ASSERT_TRUE(until([&] { return printed("in use old!"); }));
  done(WriteFileCommand{"openmv", "server.der", bytes("new!")});
  printed_.clear();
  EXPECT_TRUE(until([&] { return printed("in use"); }));
  EXPECT_TRUE(printed("in use old! new!")) << printed_;
  EXPECT_EQ(done(ReadFileCommand{"openmv", "server.der"}), bytes("new!"));
  done(StopScriptCommand{"openmv"});
  done(ResetCommand{"openmv"});
  printed_.clear();
  ASSERT_TRUE(until([&] { return printed(">>> "); }));
  done(RunScriptCommand{"openmv", "server.py", "print('loaded', open('server.der').read())\n"});
  EXPECT_TRUE(until([&] { return printed("loaded new!"); })) << printed_;
}

// FAT's directory gives the length of a file only once it is closed. (mpremote copies in no time here, so the
// camera itself does the slow writing.)
TEST_F(DriveFailure, F2_PowerLostWhileAFileIsWrittenLeavesOneThatDoesNotLoad) {
  done(WriteFileCommand{"openmv", "server.der", Bytes(3000, 'o')});
  done(RunScriptCommand{
      "openmv", "copy.py",
      "import time\nfile = open('server.der', 'wb')\nfile.write(b'n' * 1500)\nprint('half of it')\n"
      "time.sleep(100)\n"});
  ASSERT_TRUE(until([&] { return printed("half of it"); })) << printed_;
  done(PowerCommand{"openmv", false});
  advance(1s);
  EXPECT_LT(done(ReadFileCommand{"openmv", "server.der"}).size(), 1500u);
  printed_.clear();
  done(PowerCommand{"openmv", true});
  ASSERT_TRUE(until([&] { return printed(">>> "); }));
  done(RunScriptCommand{"openmv", "client.py",
                        "import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n"
                        "context.load_verify_locations(cafile='server.der')\n"});
  EXPECT_TRUE(until([&] { return printed("ValueError: invalid cert"); })) << printed_;
}

}  // namespace
}  // namespace tlscam
