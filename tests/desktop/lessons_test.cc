// Lessons, done in the window from start to end.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/desktop/driven_window.h"

namespace tlscam {
namespace {

class DesktopLesson : public testing::Test {
 protected:
  void open(const std::string& id, int steps) {
    window_.emplace(std::vector<std::string>{id});
    steps_ = steps;
    wait_for_step(1);
  }

  void wait_for_step(int step, int seconds = 60) {
    window_->wait_for(
        step > steps_ ? "[lesson] What you can do now" : fmt::format("[lesson] step {} of {}", step, steps_),
        seconds);
  }

  /// Types a line in the terminal or console that the bench shows under this tab.
  void type_at(const std::string& tab, const std::string& line) {
    window_->click("[bench] " + tab);
    window_->click("[bench] " +
                   (tab == "Workstation" ? std::string("Terminal of the workstation") : "Console of " + tab));
    window_->type(line + "\\n");
  }

  void predict(const std::string& outcome) { window_->click("[lesson] " + outcome); }

  /// Lets the window show a step, as a learner does who is stuck.
  void show(int step) {
    window_->click("[lesson] Show me");
    wait_for_step(step + 1);
    window_->wait_until_gone("[lesson] Showing");
  }

  std::optional<DrivenWindow> window_;
  int steps_ = 0;
};

TEST_F(DesktopLesson, one_by_mouse_and_keyboard) {
  open("meet-the-camera", 6);
  window_->picture("lesson-1-start");
  window_->click("[bench] openmv");
  window_->click("[bench] Power");
  wait_for_step(2);
  type_at("openmv", "print(hello)");
  window_->wait_for("[lesson] Put the quotation marks around it.");
  type_at("openmv", "print(\"hello\")");
  wait_for_step(3);
  type_at("openmv", "import time");
  type_at("openmv", "time.localtime()");
  wait_for_step(4);
  type_at("Workstation", "mpremote connect openmv run look.py");
  wait_for_step(5);
  type_at("Workstation", "mpremote connect openmv cp look.py :main.py");
  window_->click("[bench] openmv");
  window_->click("[bench] Switch off");
  window_->wait_for("[bench] Power");
  window_->click("[bench] Power");
  wait_for_step(6);
  type_at("Workstation", "echo 'print(\"ready\")' >> look.py");
  type_at("Workstation", "mpremote connect openmv cp look.py :main.py");
  window_->click("[bench] openmv");
  window_->click("[bench] Switch off");
  window_->wait_for("[bench] Power");
  window_->click("[bench] Power");
  wait_for_step(7);
  window_->picture("lesson-1-end");
}

TEST_F(DesktopLesson, four_with_what_went_wrong_on_the_wire) {
  open("first-verified-connection", 7);
  for (int step = 1; step <= 2; ++step) show(step);
  window_->click("[lesson] Show me");
  window_->wait_for("[wire] Refused by cam2");
  window_->picture("lesson-4-refused");
  EXPECT_TRUE(window_->shows("Certificate", "wire"));
  wait_for_step(4);
  window_->wait_until_gone("[lesson] Showing");
  for (int step = 4; step <= 7; ++step) show(step);
  EXPECT_TRUE(window_->shows("server was proved", "wire"));
  window_->picture("lesson-4-end");
}

TEST_F(DesktopLesson, nine_with_a_wrong_prediction) {
  open("both-sides-prove-themselves", 8);
  show(1);
  show(2);
  predict("`openmv` sends an alert: your certificate is missing.");
  show(3);
  window_->wait_for("[lesson] You had said something else.");
  show(4);
  predict("`openmv` refuses, and tells `cam2` so with an alert.");
  for (int step = 5; step <= 8; ++step) show(step);
  window_->picture("lesson-9-end");
}

TEST_F(DesktopLesson, fifteen_over_udp) {
  open("tls-over-udp", 7);
  predict("They connect.");
  show(1);
  show(2);
  EXPECT_TRUE(window_->shows("HelloVerifyRequest", "wire"));
  for (int step = 3; step <= 7; ++step) show(step);
  window_->picture("lesson-15-end");
}

}  // namespace
}  // namespace tlscam
