#include "sim/deploy/remote_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/deploy/repl_peer.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

/// The test writes the answers of this camera: things that a strange or hostile one could send. A real one is
/// tested with the real firmware in tests/unit/world/mpremote_on_camera_test.cc.
class RemoteFilesTest : public testing::Test {
 protected:
  RemoteFilesTest() {
    peer_.run = [this](std::string code) {
      code_ = std::move(code);
      const ByteView output = as_bytes(output_);
      const ByteView error = as_bytes(error_);
      return ExecResult{{output.begin(), output.end()}, {error.begin(), error.end()}};
    };
    EXPECT_TRUE(finish(repl_.enter(false)));
  }

  template <class T>
  T finish(Task<T> task) {
    task.start();
    while (!task.done() && events_.step(events_.now() + 100s)) {
    }
    EXPECT_TRUE(task.done());
    return task.take();
  }

  std::string output_;
  std::string error_;
  std::string code_;  // that the camera ran last
  EventQueue events_{Instant{}};
  ReplPeer peer_{events_};
  RawRepl repl_{peer_.line};
  RemoteFiles files_{repl_};
};

TEST_F(RemoteFilesTest, ListsFilesWithAnyName) {
  output_ = "32768 27 732e7079\r\n16384 0 6c69620a\r\n";
  const auto entries = finish(files_.list("it's"));
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[0].name, "s.py");
  EXPECT_EQ((*entries)[0].size, 27u);
  EXPECT_EQ((*entries)[1].name, "lib\n");
  EXPECT_TRUE((*entries)[1].is_folder);
  EXPECT_THAT(code_, HasSubstr("os.ilistdir('it\\'s')"));
}

TEST_F(RemoteFilesTest, AnswersThatMakeNoSenseAreErrors) {
  for (const char* answer :
       {"x", "1 2", "1 2 zz", "1 2 abc", "-1 2 61", "1 99999999999999999999 61", "1 2 61 \x01"}) {
    output_ = answer;
    const auto entries = finish(files_.list(""));
    ASSERT_FALSE(entries) << answer;
    EXPECT_EQ(entries.error().code, "");
    EXPECT_TRUE(entries.error().text.starts_with("the camera's answer makes no sense: b'"))
        << entries.error().text;
  }
  output_ = "abc";
  EXPECT_FALSE(finish(files_.evaluate_bytes("x")));
  EXPECT_FALSE(finish(files_.evaluate_number("x")));
}

TEST_F(RemoteFilesTest, AFileWithoutEndIsGivenUp) {
  output_ = std::string(2 * 65536, 'a');
  const auto contents = finish(files_.read("endless", {}));
  ASSERT_FALSE(contents);
  EXPECT_EQ(contents.error().text, "File too large");
}

TEST_F(RemoteFilesTest, SystemErrorsHaveTheirNamesWithAndWithoutANumber) {
  error_ =
      "Traceback (most recent call last):\r\n  File \"<stdin>\", line 1\r\nOSError: [Errno 2] ENOENT\r\n";
  EXPECT_EQ(finish(files_.stat("x")).error().text, "No such file or directory");
  error_ = "Traceback (most recent call last):\r\n  File \"<stdin>\", line 1\r\nOSError: 28\r\n";
  EXPECT_EQ(finish(files_.touch("x")).error().code, "ENOSPC");
  error_ = "Traceback (most recent call last):\r\nMemoryError: \r\n";
  EXPECT_EQ(finish(files_.touch("x")).error().text, error_);
}

}  // namespace
}  // namespace tlscam
