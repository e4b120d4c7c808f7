// mpremote against the real firmware in its native build.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/machine/camera.h"
#include "sim/machine/native_machine.h"
#include "sim/workstation/mpremote.h"
#include "sim/workstation/shell.h"
#include "tests/support/lone_camera.h"
#include "tests/unit/workstation/run_task.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

class MpremoteOnCamera : public testing::Test {
 protected:
  void SetUp() override {
    auto camera = lone_camera(network_, factory_);
    ASSERT_TRUE(camera) << camera.error().text;
    camera_ = std::move(*camera);
    camera_->serial().set_console([this](ByteView bytes) { console_ += as_text(bytes); });
    const Result<void> on = camera_->power_on();
    ASSERT_TRUE(on) << on.error().text;
    shell_.add("mpremote", std::make_unique<Mpremote>(
                               [this] {
                                 return std::vector<Device>{{"openmv", "", &camera_->serial(),
                                                             camera_->state() == CameraState::running}};
                               },
                               folder_, events_));
  }

  int run(std::string line) {
    recorder_ = {};
    const Output output = recorder_.output();
    return finish(events_, shell_.run(std::move(line), output));
  }
  std::string out(std::string line) {
    EXPECT_EQ(run(line), 0) << line << ": " << recorder_.out << recorder_.error;
    return recorder_.out;
  }
  std::string error(std::string line) {
    EXPECT_EQ(run(line), 1) << line << ": " << recorder_.out;
    return recorder_.error;
  }

  TestFolder home_;
  Folder folder_ = *Folder::open(home_.path());
  EventQueue events_{*parse_instant("2026-11-23 10:42:07")};
  Switch network_{events_, 1};
  NativeMachineFactory factory_{TLSCAM_BINARY_DIR "/bin/tlscam-camera"};
  std::unique_ptr<Camera> camera_;
  Shell shell_{folder_, events_};
  Recorder recorder_;
  std::string console_;
};

TEST_F(MpremoteOnCamera, FilesOfEveryByteGoThereAndBack) {
  Bytes every;
  for (int i = 0; i < 5000; ++i) every.push_back(static_cast<std::uint8_t>(i * 7 + i / 256));
  ASSERT_TRUE(folder_.write("every.bin", every));
  EXPECT_EQ(out("mpremote cp every.bin : + cp :every.bin back.bin + ls"),
            "cp every.bin :\ncp :every.bin back.bin\nls :\n        5000 every.bin\n");
  EXPECT_EQ(*folder_.read("back.bin"), every);
  EXPECT_EQ(out("mpremote cp every.bin :"), "cp every.bin :\nUp to date: ./every.bin\n");
}

TEST_F(MpremoteOnCamera, FoldersAreCopiedShownAndRemoved) {
  out("mkdir -p site/deep");
  out("echo one > site/a.txt");
  out("echo two > site/deep/b.txt");
  out("mpremote cp -r site :");
  EXPECT_EQ(out("mpremote tree"),
            "tree :\n:/flash\n└── site\n    ├── a.txt\n    └── deep\n        └── b.txt\n");
  out("mpremote cp -r :site copy");
  EXPECT_EQ(out("cat copy/a.txt copy/deep/b.txt"), "one\ntwo\n");
  EXPECT_EQ(out("mpremote cat site/deep/b.txt"), "two\n");
  EXPECT_EQ(out("mpremote rm -rv site"),
            "rm :site\nremoved: 'site/a.txt'\nremoved: 'site/deep/b.txt'\nremoved directory: 'site/deep'\n"
            "removed directory: 'site'\n");
  out("mpremote mkdir x + touch x/y + rm x/y + rmdir x");
  EXPECT_EQ(out("mpremote ls"), "ls :\n");
}

TEST_F(MpremoteOnCamera, ErrorsAreThoseOfTheRealTool) {
  EXPECT_EQ(error("mpremote cat nofile"), "mpremote: cat: nofile: No such file or directory.\n");
  EXPECT_EQ(error("mpremote cp :nofile ."), "mpremote: cp: nofile: No such file or directory.\n");
  EXPECT_EQ(error("mpremote cp nofile :"), "mpremote: cp: nofile: No such file or directory.\n");
  out("mpremote mkdir lib");
  EXPECT_EQ(error("mpremote mkdir lib"), "mpremote: mkdir: lib: File exists.\n");
  EXPECT_EQ(error("mpremote rm \"a');print('x\""),
            "mpremote: rm: a');print('x: No such file or directory.\n");
}

TEST_F(MpremoteOnCamera, ASha256SumIsThatOfTheBytes) {
  ASSERT_TRUE(folder_.write("a", as_bytes("hello")));
  EXPECT_EQ(out("mpremote cp a : + sha256sum a"),
            "cp a :\nsha256sum :a\n2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\n");
}

TEST_F(MpremoteOnCamera, TheClockIsSetFromTheWorld) {
  EXPECT_EQ(out("mpremote rtc").substr(0, 18), "(2013, 10, 14, 0, ");
  EXPECT_EQ(out("mpremote rtc --set + rtc").substr(0, 25), "(2026, 11, 23, 0, 10, 42,");
}

TEST_F(MpremoteOnCamera, AProgramThatNeverEndsIsInterrupted) {
  out("mpremote exec --no-follow 'while True: pass'");
  EXPECT_EQ(out("mpremote exec 'print(1)'"), "1\r\n");
}

TEST_F(MpremoteOnCamera, ASyntaxErrorInALongScriptIsShown) {
  ASSERT_TRUE(folder_.write(
      "s.py", as_bytes("x = (\n" + std::string(3000, '#') + "\ndef\n" + std::string(3000, '#'))));
  EXPECT_EQ(run("mpremote run s.py"), 1);
  EXPECT_THAT(recorder_.out, HasSubstr("SyntaxError")) << recorder_.out << recorder_.error;
}

TEST_F(MpremoteOnCamera, RomfsIsDeployedAndMountedAfterTheNextReset) {
  out("mkdir rom");
  out("echo \"print('from rom')\" > rom/tool.py");
  EXPECT_THAT(out("mpremote romfs query"), HasSubstr("Not a valid ROMFS"));
  EXPECT_THAT(out("mpremote romfs deploy rom"), HasSubstr("ROMFS image deployed"));
  EXPECT_THAT(out("mpremote romfs query"), HasSubstr("ROMFS image size: "));
  EXPECT_EQ(out("mpremote exec 'import tool'"), "from rom\r\n");
  EXPECT_EQ(error("mpremote cp rom/tool.py :/rom/x"), "mpremote: cp: /rom/x: Read-only file system.\n");
  EXPECT_EQ(out("mpremote df").substr(0, 21), "filesystem     size  ");
}

TEST_F(MpremoteOnCamera, AFullDriveIsSaidClearly) {
  ASSERT_TRUE(folder_.write("fill.py", as_bytes("f = open('fill', 'wb')\n"
                                                "try:\n"
                                                "    while True:\n"
                                                "        f.write(bytes(4096))\n"
                                                "except OSError as e:\n"
                                                "    print(e)\n"
                                                "f.close()\n")));
  EXPECT_EQ(out("mpremote run fill.py"), "28\r\n");
  ASSERT_TRUE(folder_.write("big", Bytes(20000, 1)));
  EXPECT_EQ(error("mpremote cp big :"), "mpremote: cp: ./big: No space left on device.\n");
}

TEST_F(MpremoteOnCamera, ACameraThatResetsOrIsSwitchedOff) {
  out("mpremote reset");
  events_.run_until(events_.now() + 5s);
  EXPECT_EQ(out("mpremote eval 1+1"), "2\r\n");
  camera_->power_off();
  EXPECT_EQ(run("mpremote ls"), 1);
  EXPECT_TRUE(recorder_.error.starts_with("mpremote: failed to access openmv (")) << recorder_.error;
}

}  // namespace
}  // namespace tlscam
