// The folder of the workstation's files: made for a world, or adopted from the learner.
#include <gmock/gmock.h>

#include <filesystem>

#include "sim/base/file.h"
#include "tests/unit/lab/session_fixture.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SessionFolderTest : public SessionTest {
 protected:
  SessionFolderTest() {
    fs::create_directories(home() + "/ca/root");
    put("notes.txt", "mine");
    put("ca/root/key.pem", "secret");
    put("server.py", "print('my own server')\n");
  }

  std::string home() const { return learner_.path() + "/project"; }
  void put(const std::string& path, std::string_view text) {
    ASSERT_FALSE(write_file(home() + "/" + path, as_bytes(text)));
  }
  std::string text_of(const std::string& path) const {
    const auto bytes = read_file(home() + "/" + path);
    return bytes ? std::string(as_text(*bytes)) : "(gone)";
  }
  void expect_learners_files() const {
    EXPECT_EQ(text_of("notes.txt"), "mine");
    EXPECT_EQ(text_of("ca/root/key.pem"), "secret");
    EXPECT_EQ(text_of("server.py"), "print('my own server')\n");
  }
  OpenCommand adopt(const std::string& lesson) const {
    OpenCommand command;
    command.lesson = lesson;
    command.folder = home();
    return command;
  }

  TemporaryFolder learner_ = *TemporaryFolder::create();
};

TEST_F(SessionFolderTest, an_adopted_folder_keeps_its_files_and_gets_those_it_lacks) {
  done(adopt("first-verified-connection"));
  session_.finish_opening();
  ASSERT_EQ(session_.opening(), Session::Opening::done) << session_.failure();
  expect_learners_files();
  EXPECT_NE(text_of("client.py"), "(gone)");
  done(WriteFileCommand{"", "later.txt", bytes("x")});
  EXPECT_EQ(text_of("later.txt"), "x");
}

TEST_F(SessionFolderTest, an_adopted_folder_survives_other_worlds_and_the_end_of_the_session) {
  {
    Session session(options());
    ASSERT_TRUE(session.perform(adopt("")));
    ASSERT_TRUE(session.perform(OpenCommand{"meet-the-camera", 1, {}, {}}));
    session.finish_opening();
    expect_learners_files();
    ASSERT_TRUE(session.perform(adopt("meet-the-camera")));
    session.finish_opening();
    ASSERT_TRUE(session.perform(ResetStepCommand{0}));
    session.finish_opening();
    expect_learners_files();
  }
  expect_learners_files();
}

TEST_F(SessionFolderTest, a_folder_that_was_made_is_gone_with_its_world) {
  Session::Options wanted = options();
  wanted.folders = learner_.path() + "/worlds";
  {
    Session session(wanted);
    ASSERT_TRUE(session.perform(OpenCommand{"", 1, {}, {}}));
    ASSERT_TRUE(session.perform(WriteFileCommand{"", "a.txt", bytes("a")}));
    ASSERT_TRUE(session.perform(OpenCommand{"", 2, {}, {}}));
    const auto made = std::distance(fs::directory_iterator(wanted.folders), fs::directory_iterator{});
    EXPECT_EQ(made, 1);
  }
  EXPECT_TRUE(fs::is_empty(wanted.folders));
}

TEST_F(SessionFolderTest, a_file_cannot_be_adopted) {
  OpenCommand command;
  command.folder = home() + "/notes.txt";
  EXPECT_THAT(refused(command), HasSubstr("it is a file"));
  expect_learners_files();
}

TEST_F(SessionFolderTest, a_failed_opening_leaves_the_present_world_as_it_was) {
  open("meet-the-camera");
  done(PowerCommand{"openmv", true});
  ASSERT_TRUE(until([&] { return printed("openmv", ">>> "); }));
  EXPECT_THAT(refused(OpenCommand{"no-such-lesson", 1, {}, {}}), HasSubstr("no lesson named"));
  const std::string broken = R"({"cameras": [{"name": "openmv"}],
    "workstation": {"commands": ["openssl x509 -in missing.pem"]}})";
  done(OpenCommand{"", 1, {{"world.json", bytes(broken)}}, {}});
  session_.finish_opening();
  EXPECT_EQ(session_.opening(), Session::Opening::failed);
  EXPECT_THAT(session_.failure(), HasSubstr("missing.pem"));
  look();
  EXPECT_EQ(camera().state, CameraState::running);
  done(TypeCommand{"openmv", bytes("print(6 * 7)\r")});
  EXPECT_TRUE(until([&] { return printed("openmv", "\r\n42\r\n"); }));
  EXPECT_EQ(session_.opening(), Session::Opening::done);
}

TEST_F(SessionFolderTest, nested_folders_are_saved_and_come_back) {
  open("");
  done(MakeFolderCommand{"", "ca"});
  done(MakeFolderCommand{"", "ca/root"});
  done(WriteFileCommand{"", "ca/root/x.pem", bytes("deep")});
  const SavedWorld saved = done(SaveCommand{});
  open("", saved);
  EXPECT_EQ(as_text(done(ReadFileCommand{"", "ca/root/x.pem"})), "deep");
}

}  // namespace
}  // namespace tlscam
