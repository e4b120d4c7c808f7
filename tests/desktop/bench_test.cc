// The bench: files, editor, certificates, cameras.
#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "sim/base/file.h"
#include "tests/desktop/driven_window.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  const auto bytes = read_file(path);
  return bytes ? std::string(as_text(*bytes)) : "(gone)";
}

// Whether a file comes to hold a text within some seconds.
::testing::AssertionResult comes_to_hold(const fs::path& path, const std::string& text) {
  for (int i = 0; i < 100 && text_of(path) != text; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  if (text_of(path) == text) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << path << " holds: " << text_of(path);
}

class DesktopBench : public ::testing::Test {
 protected:
  fs::path folder() const { return folder_.path() / "project"; }
  std::vector<std::string> in_folder(const std::string& lesson) const {
    return {"--folder", folder().string(), lesson};
  }
  TestFolder folder_;
};

TEST_F(DesktopBench, a_script_is_written_saved_and_run) {
  DrivenWindow window(in_folder("meet-the-camera"));
  window.wait_for("[bench] New file");
  window.click("[bench] Workstation");
  window.click("New file");
  window.type("sum.py\\n");
  window.wait_for("Text of sum.py");
  window.click("Text of sum.py");
  window.type("if 6 > 2:\\nprint(6 * 7)");
  window.wait_for("not saved");
  window.picture("bench-editor");
  window.key("ctrl+s");
  EXPECT_TRUE(comes_to_hold(folder() / "sum.py", "if 6 > 2:\n    print(6 * 7)"));
  window.wait_until_gone("not saved");
  // More text is saved by running it.
  window.type("\\nprint(\"done\")");
  window.key("f5");
  EXPECT_TRUE(comes_to_hold(folder() / "sum.py", "if 6 > 2:\n    print(6 * 7)\n    print(\"done\")"));
  window.click("[bench] openmv");
  window.wait_for("sum.py has ended", 60);
  window.wait_for("42");
  window.wait_for("done");
}

TEST_F(DesktopBench, a_file_that_changes_outside_changes_in_the_editor_unless_it_has_changes_of_its_own) {
  DrivenWindow window(in_folder("meet-the-camera"));
  window.wait_for("[bench] New file");
  window.click("[bench] Workstation");
  ASSERT_FALSE(write_file(folder() / "notes.txt", as_bytes("first\n")));
  window.wait_for("[bench] notes.txt");
  window.click("[bench] notes.txt");
  window.wait_for("first");
  ASSERT_FALSE(write_file(folder() / "notes.txt", as_bytes("second line\n")));
  window.wait_for("second line");
  window.click("Text of notes.txt");
  window.type("mine ");
  window.wait_for("not saved");
  ASSERT_FALSE(write_file(folder() / "notes.txt", as_bytes("third line, longer\n")));
  window.wait_for("notes.txt has changed outside of the editor");
  EXPECT_EQ(text_of(folder() / "notes.txt"), "third line, longer\n");
  window.click("Take the file");
  window.wait_for("third line, longer");
}

TEST_F(DesktopBench, a_folder_that_vanishes_is_said_and_what_stands_in_the_editor_is_not_lost) {
  DrivenWindow window(in_folder("meet-the-camera"));
  window.wait_for("[bench] New file");
  window.click("[bench] Workstation");
  ASSERT_FALSE(write_file(folder() / "notes.txt", as_bytes("first\n")));
  window.wait_for("[bench] notes.txt");
  window.click("[bench] notes.txt");
  window.click("Text of notes.txt");
  window.type("kept ");
  fs::rename(folder(), folder_.path() / "elsewhere");
  window.wait_for("is gone. Put it back");
  EXPECT_TRUE(window.shows("kept "));
  fs::rename(folder_.path() / "elsewhere", folder());
  window.wait_until_gone("is gone. Put it back");
  window.click("[bench] Save");
  window.wait_until_gone("not saved");
  EXPECT_THAT(text_of(folder() / "notes.txt"), ::testing::HasSubstr("kept "));
}

TEST_F(DesktopBench, a_certificate_is_read_and_tried_and_a_file_copied_to_a_drive) {
  DrivenWindow window({"first-verified-connection"});
  window.resize(1600, 900);
  window.wait_for("[bench] server.der");
  EXPECT_TRUE(window.shows("loads on the camera", "bench"));
  EXPECT_TRUE(window.shows("PEM", "bench"));
  window.click("[bench] server.der");
  window.wait_for("Would a camera accept it?");
  window.picture("bench-certificate");
  window.click("Would a camera accept it?");
  window.wait_for("It accepts it");
  window.picture("bench-certificate-trial");
  window.click("[bench] Byte by byte");
  window.wait_for("[wire] server.der");
  window.wait_for("[wire] issuer");
  window.picture("wire-certificate");
  window.click("Back to the files");
  window.wait_for("[bench] client.py");
  window.click("[bench] Copy client.py to cam2");
  window.wait_for("client.py is now on cam2.");
  window.click("[bench] cam2");
  window.wait_for("[bench] Delete client.py");
  window.click("[bench] Delete client.py");
  window.wait_for("Delete client.py?");
  window.click("[bench] Delete");
  window.wait_until_gone("[bench] Delete client.py");
}

TEST_F(DesktopBench, files_are_dropped_onto_a_drive_and_the_drive_is_saved) {
  fs::create_directories(folder());
  const fs::path dropped = folder() / "notes.py";
  ASSERT_FALSE(write_file(dropped, as_bytes("print(1)\n")));
  DrivenWindow window({"bench"}, {"HOME=" + folder().string()});
  window.wait_for("[bench] openmv");
  window.click("[bench] openmv");
  window.drop(dropped.string());
  window.wait_for("notes.py is now on openmv.");
  window.click("[notices] Close this message");
  window.wait_for("[bench] Delete notes.py");
  window.key("ctrl+k");
  window.type("drive of openmv");
  window.key("enter");
  window.wait_for("Saved as " + (folder() / "openmv.zip").string());
  EXPECT_GT(fs::file_size(folder() / "openmv.zip"), 100u);
  window.click("[notices] Close this message");
  window.click("[bench] openmv");
  window.drop((folder() / "missing").string());
  window.wait_for("missing: No such file or directory");
}

TEST_F(DesktopBench, a_camera_is_added_and_removed) {
  DrivenWindow window({"bench"});
  window.wait_for("[bench] Add a camera");
  window.click("Add a camera");
  window.wait_for("[dialog] OpenMV Cam RT1062");
  window.click("[dialog] Add camera");
  window.wait_for("cam3 is off.");
  window.click("[bench] Power");
  window.wait_for(">>>", 60);
  window.click("[bench] Remove cam3");
  window.wait_for("[dialog] Remove cam3?");
  window.click("[dialog] Remove cam3");
  window.wait_until_gone("[bench] cam3");
}

}  // namespace
}  // namespace tlscam
