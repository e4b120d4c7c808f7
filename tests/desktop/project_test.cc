// Projects: a folder that keeps its world.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/base/file.h"
#include "tests/desktop/driven_window.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class DesktopProject : public ::testing::Test {
 protected:
  DesktopProject() { fs::create_directories(folder()); }
  fs::path folder() const { return folder_.path() / "project"; }
  fs::path kept() const { return folder() / ".tlscam" / "world.json"; }
  nlohmann::json world() const {
    const auto bytes = read_file(kept());
    return bytes ? nlohmann::json::parse(as_text(*bytes), nullptr, false) : nlohmann::json();
  }
  void put(const fs::path& path, const std::string& text) { ASSERT_FALSE(write_file(path, as_bytes(text))); }

  TestFolder folder_;
};

TEST_F(DesktopProject, goes_on_where_it_was_left) {
  put(folder() / "mine.txt", "mine\n");
  {
    DrivenWindow window({"--folder", folder().string(), "meet-the-camera"});
    window.wait_for("[bench] openmv");
    window.click("[bench] openmv");
    window.wait_for("[bench] Power");
    window.click("[bench] Power");
    window.wait_for(">>>", 60);
    window.click("[bench] Project");
    window.wait_for("[dialog] " + folder().string());
    window.picture("project");
    window.key("escape");
  }
  EXPECT_EQ(world().value("process", 1), 0);
  EXPECT_EQ(world()["world"].value("lesson", ""), "meet-the-camera");
  EXPECT_TRUE(world()["world"]["workstation"].empty());
  const auto bytes = read_file(folder() / "mine.txt");
  ASSERT_TRUE(bytes);
  EXPECT_EQ(as_text(*bytes), "mine\n");
  DrivenWindow window({"--folder", folder().string()});
  window.wait_for("[lesson] Meet the camera");
  window.wait_for("[bench] mine.txt");
  window.click("[bench] openmv");
  window.wait_for("[bench] Switch off");
  EXPECT_FALSE(window.shows("ended without closing"));
}

TEST_F(DesktopProject, is_recovered_after_a_crash) {
  {
    DrivenWindow window({"--folder", folder().string(), "meet-the-camera"});
    window.wait_for("[bench] openmv");
  }
  nlohmann::json crashed = world();
  crashed["process"] = 4'000'000;  // above every process
  put(kept(), crashed.dump());
  DrivenWindow window({"--folder", folder().string()});
  window.wait_for("ended without closing this project");
  window.wait_for("[lesson] Meet the camera");
}

TEST_F(DesktopProject, of_a_newer_version_is_refused_and_stays) {
  fs::create_directories(kept().parent_path());
  const std::string newer = R"({"format": "tlscam-project", "version": 9})";
  put(kept(), newer);
  {
    DrivenWindow window({"--folder", folder().string(), "meet-the-camera"});
    window.wait_for("was written by a newer tlscam (format 9");
    window.wait_for("[lesson] Meet the camera");
  }
  EXPECT_EQ(as_text(*read_file(kept())), newer);
}

TEST_F(DesktopProject, a_world_is_saved_as_a_project) {
  DrivenWindow window({"first-verified-connection"});
  window.wait_for("[bench] client.py");
  window.click("[bench] Project");
  window.wait_for("[dialog] Save as a project");
  window.type(folder().string());
  window.click("[dialog] Save as a project");
  window.wait_for("[bench] client.py", 60);
  for (int i = 0; i < 100 && !fs::exists(kept()); ++i) window.frames(5);
  EXPECT_TRUE(fs::exists(folder() / "client.py"));
  EXPECT_EQ(world()["world"].value("lesson", ""), "first-verified-connection");
}

}  // namespace
}  // namespace tlscam
