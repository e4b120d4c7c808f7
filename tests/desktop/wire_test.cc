// The wire, read and stepped through in the window.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "sim/base/file.h"
#include "tests/desktop/driven_window.h"

namespace tlscam {
namespace {

class DesktopWire : public testing::Test {
 protected:
  DesktopWire() : window_({"first-verified-connection"}) {
    // In a narrow window a message is read in one pane at a time.
    window_.resize(1280, 720);
    // A connection that the client refuses, because its clock is wrong.
    for (int step = 1; step <= 3; ++step) {
      window_.wait_for(fmt::format("[lesson] step {} of 7", step), 60);
      window_.wait_until_gone("[lesson] Showing");
      window_.click("[lesson] Show me");
    }
    window_.wait_for("[wire] Refused by cam2", 60);
    window_.wait_for("[lesson] step 4 of 7", 60);
  }

  // Types a text in place of what a field holds.
  void fill(const std::string& field, const std::string& text) {
    window_.click(field);
    window_.key("ctrl+a");
    window_.type(text);
  }

  std::string terminal() {
    for (const ShownThing& thing : window_.shown("bench"))
      if (thing.role == "terminal") return thing.words;
    return "";
  }

  DrivenWindow window_;
  TestFolder folder_;
};

TEST_F(DesktopWire, a_message_is_read_by_fields_bytes_and_explanation) {
  window_.click("[wire] ClientHello");
  window_.wait_for("[wire] Message type");
  window_.click("[wire] Bytes");
  window_.click("[wire] byte 5, 01, Message type");
  window_.click("[wire] Explanation");
  window_.wait_for("[wire] byte 5 · 1 byte");
  window_.wait_for("[wire] Drop this message");
  window_.key("]");
  window_.wait_for("[wire] ServerHello");
  window_.click("[wire] Why?");
  window_.click("[wire] What now?");
  window_.wait_for("[wire] Type it");
  window_.click("[wire] Two sides");
  window_.wait_for("[wire] a listener can read it");
  window_.picture("two-sides");
  window_.click("[wire] Packets");
  window_.wait_for("[wire] Protocol");
}

TEST_F(DesktopWire, the_world_goes_back_to_before_a_message_and_loses_it) {
  window_.click("[bench] Workstation");
  EXPECT_NE(terminal().find("Traceback"), std::string::npos) << terminal();
  window_.click("[wire] ServerHello");
  window_.click("[wire] Explanation");
  window_.click("[wire] Drop this message");
  window_.wait_for("[wire] Paused before ClientHello from cam2 to openmv");
  // The output up to then is there, and nothing of the past that has not been.
  EXPECT_NE(terminal().find("mpremote"), std::string::npos) << terminal();
  EXPECT_EQ(terminal().find("Traceback"), std::string::npos) << terminal();
  window_.click("[wire] Next message");
  window_.wait_for("[wire] ServerHello · lost");
}

TEST_F(DesktopWire, the_ladder_is_saved_as_a_picture) {
  window_.click("[wire] Export from the wire");
  fill("Folder for what is exported", folder_.path().string());
  window_.click("Ladder as SVG");
  const std::string path = (folder_.path() / "tlscam-first-verified-connection.svg").string();
  window_.wait_for("Saved as " + path);
  const auto bytes = read_file(path);
  ASSERT_TRUE(bytes);
  const std::string svg(as_text(*bytes));
  EXPECT_TRUE(svg.starts_with("<svg ")) << svg;
  EXPECT_TRUE(svg.ends_with("</svg>\n")) << svg;
  EXPECT_NE(svg.find(">ClientHello</text>"), std::string::npos) << svg;
}

TEST_F(DesktopWire, a_capture_is_exported_and_opened_in_place_of_the_live_world) {
  window_.click("[wire] Export from the wire");
  fill("Folder for what is exported", folder_.path().string());
  window_.click("Capture (pcapng)");
  const std::string path = (folder_.path() / "tlscam-first-verified-connection.pcapng").string();
  window_.wait_for("Saved as " + path);
  EXPECT_GT(std::filesystem::file_size(path), 1000u);
  window_.click("[wire] Open a capture");
  fill("Path of a capture", path);
  window_.key("enter");
  window_.wait_for("[wire] Back to the live world");
  window_.click("[wire] Packets");
  window_.click("[wire] Back to the live world");
  window_.wait_until_gone("[wire] Back to the live world");
}

}  // namespace
}  // namespace tlscam
