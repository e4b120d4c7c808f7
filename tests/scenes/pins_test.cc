// These tests press the button and look at the lights: `machine.Pin` and `machine.LED` of a simulated camera.
#include "tests/scenes/free_bench.h"

#include <algorithm>

namespace tlscam {
namespace {

using namespace std::chrono_literals;

class Pins : public FreeBench {
 protected:
  const std::vector<PinShown>& pins() const { return update_.snapshot.cameras.front().pins; }

  PinShown pin(std::string_view name) const {
    const auto found = std::ranges::find(pins(), name, &PinShown::name);
    return found == pins().end() ? PinShown{} : *found;
  }

  // Types one line at the prompt, and returns what it printed.
  std::string prints(const std::string& line) {
    printed_.clear();
    done(TypeCommand{"openmv", bytes(line + "\r")});
    EXPECT_TRUE(until([&] { return printed(line + "\r\n") && printed_.ends_with(">>> "); })) << printed_;
    const std::size_t begin = printed_.find("\r\n") + 2;
    return printed_.substr(begin, printed_.size() - begin - 4);
  }
};

TEST_F(Pins, lights_go_on_and_off) {
  EXPECT_TRUE(pins().empty());
  prints("from machine import LED, Pin");
  EXPECT_TRUE(pins().empty());
  prints("red = LED('LED_RED'); blue = LED(3)");
  ASSERT_EQ(pins().size(), 2u);
  EXPECT_EQ(pin("LED_RED").camera, PinLevel::none);
  prints("red.on(); blue.on()");
  EXPECT_EQ(pin("LED_RED").camera, PinLevel::low);
  EXPECT_EQ(pin("LED_BLUE").camera, PinLevel::low);
  EXPECT_EQ(pin("LED_GREEN").camera, PinLevel::none);
  prints("red.off(); blue.toggle()");
  EXPECT_EQ(pin("LED_RED").camera, PinLevel::high);
  EXPECT_EQ(pin("LED_BLUE").camera, PinLevel::high);
  prints("blue.toggle()");
  EXPECT_EQ(pin("LED_BLUE").camera, PinLevel::low);
  EXPECT_EQ(prints("blue"), "LED(LED_BLUE)\r\n");
  EXPECT_NE(prints("LED('P0')").find("ValueError: LED doesn't exist"), std::string::npos);
  done(ResetCommand{"openmv"});
  ASSERT_TRUE(until([&] { return printed("MicroPython v"); })) << printed_;
  EXPECT_TRUE(pins().empty()) << "a reset lets all pins go";
}

TEST_F(Pins, levels_stay_over_a_soft_reset_and_handlers_do_not) {
  prints("from machine import Pin; out = Pin('P3', Pin.OUT, value=1)");
  prints("Pin('SW', Pin.IN).irq(lambda pin: print('pressed'), Pin.IRQ_FALLING)");
  printed_.clear();
  done(TypeCommand{"openmv", bytes("\x04")});
  ASSERT_TRUE(until([&] { return printed("soft reboot") && printed_.ends_with(">>> "); })) << printed_;
  EXPECT_EQ(pin("P3").camera, PinLevel::high);
  printed_.clear();
  done(HoldPinCommand{"openmv", "SW", PinLevel::low});
  advance(1s);
  EXPECT_FALSE(printed("pressed")) << printed_;
}

TEST_F(Pins, inputs_read_what_is_held_and_else_their_pull) {
  prints("from machine import Pin; p = Pin('P0', Pin.IN)");
  EXPECT_EQ(prints("p()"), "0\r\n");
  prints("p.init(Pin.IN, Pin.PULL_UP)");
  EXPECT_EQ(prints("p.value()"), "1\r\n");
  done(HoldPinCommand{"openmv", "P0", PinLevel::low});
  EXPECT_EQ(prints("p.value()"), "0\r\n");
  EXPECT_EQ(pin("P0").held, PinLevel::low);
  EXPECT_EQ(pin("P0").camera, PinLevel::none);
  done(HoldPinCommand{"openmv", "P0", PinLevel::none});
  EXPECT_EQ(prints("p.value()"), "1\r\n");
  EXPECT_EQ(prints("Pin('SW', Pin.IN)(), Pin('PG', Pin.IN)(), Pin.board.P0 is p, p"),
            "(1, 0, True, Pin(P0))\r\n");
}

TEST_F(Pins, an_open_drain_only_pulls_down) {
  prints("from machine import Pin; line = Pin('P1', Pin.OPEN_DRAIN, value=1)");
  EXPECT_EQ(prints("line()"), "1\r\n");
  done(HoldPinCommand{"openmv", "P1", PinLevel::low});
  EXPECT_EQ(prints("line()"), "0\r\n");
  done(HoldPinCommand{"openmv", "P1", PinLevel::none});
  prints("line.low()");
  EXPECT_EQ(prints("line()"), "0\r\n");
  EXPECT_EQ(pin("P1").camera, PinLevel::low);
}

TEST_F(Pins, the_button_interrupts_a_script_that_computes) {
  done(RunScriptCommand{"openmv", "button.py",
                        "from machine import Pin\n"
                        "presses = []\n"
                        "button = Pin('SW', Pin.IN)\n"
                        "button.irq(lambda pin: presses.append(pin()), Pin.IRQ_FALLING)\n"
                        "print('press it')\n"
                        "while not presses: pass\n"
                        "print('pressed', presses)\n"});
  ASSERT_TRUE(until([&] { return printed("press it"); })) << printed_;
  advance(1s);
  EXPECT_FALSE(printed("pressed"));
  done(HoldPinCommand{"openmv", "SW", PinLevel::low});
  EXPECT_TRUE(until([&] { return printed("pressed [0]"); })) << printed_;
}

TEST_F(Pins, what_is_wrong_is_said) {
  prints("from machine import Pin");
  EXPECT_NE(prints("Pin('P99')").find("ValueError: Pin doesn't exist"), std::string::npos);
  EXPECT_NE(prints("Pin('P0', 7)").find("ValueError: invalid pin mode: 7"), std::string::npos);
  EXPECT_NE(prints("Pin('P0').irq(print, 4)").find("ValueError: IRQ mode not supported"), std::string::npos);
  const auto held = session_.perform(HoldPinCommand{"openmv", "P12", PinLevel::low});
  ASSERT_FALSE(held);
  EXPECT_TRUE(held.error().text.starts_with("openmv has no pin P12; it has SW, PG, LED_RED"))
      << held.error().text;
}

}  // namespace
}  // namespace tlscam
