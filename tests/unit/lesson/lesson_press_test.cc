#include "sim/lesson/lesson_press.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using Button = LessonPress::Button;

LessonPress press_of(std::string_view line) {
  auto press = parse_press(line);
  EXPECT_TRUE(press) << press.error().text;
  return press ? *press : LessonPress{};
}

std::string error_of(std::string_view line) {
  const auto press = parse_press(line);
  return press ? "no error" : press.error().text;
}

Scene scene() {
  Scene scene;
  scene.cameras.emplace_back().name = "openmv";
  scene.hosts.emplace_back().name = "shop.example";
  scene.hosts.back().services.emplace_back().key = "https";
  scene.middleboxes.emplace_back().name = "eve";
  scene.middleboxes.back().service.key = "eavesdropper";
  return scene;
}

std::string refusal(std::string_view line) {
  const auto checked = check_press(press_of(line), scene());
  return checked ? "no error" : checked.error().text;
}

TEST(LessonPress, says_on_its_button_what_it_does) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/tests/unit/lesson/presses.json");
  using Samples = std::vector<std::pair<std::string, std::string>>;
  for (const auto& [line, label] : nlohmann::json::parse(file).get<Samples>())
    EXPECT_EQ(press_label(press_of(line)), label);
}

TEST(LessonPress, starts_and_stops_attackers) {
  EXPECT_EQ(press_of("attack start eve").button, Button::attack_start);
  EXPECT_EQ(press_of("attack stop eve").attacker, "eve");
  EXPECT_EQ(refusal("attack start eve"), "no error");
  EXPECT_EQ(refusal("attack start mallory"), "world.json has no attacker \"mallory\"");
}

TEST(LessonPress, moves_true_time) {
  EXPECT_EQ(press_of("true time 2027-03-01 10:30").date, *parse_instant("2027-03-01 10:30"));
  EXPECT_EQ(press_of("later 200d").time, 4800h);
  EXPECT_EQ(error_of("later 10s"), "press: \"later\" takes whole minutes, hours or days, such as 200d");
  EXPECT_EQ(error_of("true time soon"),
            "press: \"soon\" is not a time; write it in UTC as 2026-11-23, 2026-11-23 10:42 or "
            "2026-11-23T10:42:07Z");
}

TEST(LessonPress, aims_at_a_message) {
  const LessonPress flip = press_of("flip bit 3 of byte -2 of 2nd server_hello to cam2.wlan");
  EXPECT_EQ(flip.link, "cam2.wlan");
  EXPECT_EQ(flip.fault.action, FaultAction::flip);
  EXPECT_EQ(flip.fault.target, FaultTarget::server_hello);
  EXPECT_EQ(flip.fault.direction, Direction::to_node);
  EXPECT_EQ(flip.fault.nth, 2u);
  EXPECT_EQ(flip.fault.byte, -2);
  EXPECT_EQ(flip.fault.bit, 3);
  EXPECT_EQ(press_of("lose next frame from openmv").fault.action, FaultAction::drop);
}

TEST(LessonPress, says_what_is_wrong_with_a_line) {
  EXPECT_EQ(error_of(""), "press: the line is empty");
  EXPECT_EQ(error_of("power openmv"), "press: \"power openmv\" is none of power on CAMERA, power off CAMERA");
  EXPECT_EQ(error_of("loss 20 openmv"), "press: \"20\" is not a percentage, such as 20%");
  EXPECT_EQ(error_of("loss 200% openmv"), "press: \"200\" is not a whole number from 0 to 100");
  EXPECT_EQ(error_of("lose next certifcate from openmv"),
            "press: \"certifcate\" is not a message; did you mean \"certificate\"?");
  EXPECT_EQ(error_of("lose certain certificate from openmv"),
            "press: \"certain\" is neither \"next\" nor a place such as \"2nd\"");
  EXPECT_EQ(error_of("lose next certificate by openmv"), "press: \"by\" is neither \"from\" nor \"to\"");
  EXPECT_EQ(error_of("flip bit 8 of byte 0 of next alert to openmv"),
            "press: \"8\" is not a whole number from 0 to 7");
  EXPECT_EQ(error_of("fault dns wrong_address address here | Astray"),
            "press: \"here\" is not an IPv4 address");
  EXPECT_EQ(error_of("fault ntp unreachable"),
            "press: a fault of a service has words of its own: \"fault ntp unreachable | Let the time server "
            "lie\"");
  EXPECT_TRUE(error_of("dance").starts_with("press: \"dance\" is none of power on CAMERA, "));
}

TEST(LessonPress, is_refused_where_the_world_lacks_its_place) {
  EXPECT_EQ(refusal("cable out openmv.wlan"), "no error");
  EXPECT_EQ(refusal("cable out gateway"), "no error");
  EXPECT_EQ(refusal("cable out openmw"), "world.json has no link \"openmw\"; did you mean \"openmv\"?");
  EXPECT_EQ(refusal("repair shop.example/https"), "no error");
  EXPECT_EQ(refusal("repair dna"), "world.json has no service \"dna\"; did you mean \"dns\"?");
  EXPECT_NE(refusal("fault ntp servfail | Break it"), "no error");
  EXPECT_EQ(refusal("fault ntp wrong_time offset 1d | Lie"), "no error");
}

TEST(LessonPress, every_form_is_documented) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/sim/lesson/README.md");
  const std::string readme{std::istreambuf_iterator<char>(file), {}};
  for (const std::string_view form : press_forms()) {
    const std::string_view verb = form.substr(0, form.find(' '));
    EXPECT_NE(readme.find(" " + std::string(verb) + " "), std::string::npos) << form;
  }
}

}  // namespace
}  // namespace tlscam
