#include "sim/lab/view/press_buttons.h"

#include <gmock/gmock.h>

namespace tlscam {
namespace {

TEST(PressButtonsTest, has_a_button_for_each_line_that_does_something) {
  EXPECT_THAT(press_buttons("power off openmv\nwait 2s\npower on openmv | Start it again"),
              testing::ElementsAre("Power off openmv", "Start it again"));
  EXPECT_THAT(press_buttons(""), testing::IsEmpty());
}

}  // namespace
}  // namespace tlscam
