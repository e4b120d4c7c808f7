#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/net/frame_fault.h"
#include "sim/scene/scene.h"

namespace tlscam {

/// `LessonPress` is one line of a `press` block: something that a person does with a click. Which members
/// count follows from the button.
struct LessonPress {
  enum class Button {
    power_on,
    power_off,
    reset,
    stop,
    wait,
    true_time,  ///< the world's true time becomes `date`
    later,      ///< true time goes on by `time` at once, and running cameras' clocks with it
    cable_out,
    cable_in,
    loss,  ///< the link loses this `share` of all frames
    duplication,
    reordering,
    delay,        ///< frames take `time` on the link
    frame_fault,  ///< `fault` waits on the link for its frame
    service_fault,
    service_repair,  ///< the service has no fault any more
    attack_start,
    attack_stop,
    name_cause,  ///< the learner believes in this `cause` of a mystery
  };
  Button button = Button::power_on;
  std::string camera;          ///< power, reset, stop
  std::string link;            ///< named after its node, as in scenes
  std::string service;         ///< its id, as in RunningService
  std::string attacker;        ///< attack_start, attack_stop: his name
  std::string cause;           ///< name_cause: the id of its kind (sim/mystery)
  Duration time{0};            ///< wait, later, delay
  Instant date;                ///< true_time
  double share = 0;            ///< loss, duplication, reordering: 0 to 1
  FrameFault fault;            ///< frame_fault
  ServiceFault service_fault;  ///< service_fault
  std::string text;            ///< the line as it stands in the lesson, without its label
  std::string label;           ///< stands on the button instead of the usual words; may be empty
};

/// `parse_press` reads a line such as "power on openmv", "later 200d", "flip byte -1 of next certificate from
/// openmv" or "fault ntp wrong_time offset 1d | Let the time server lie". The error says how such a line is
/// written. Whether its camera, link and service exist is for check_press().
Result<LessonPress> parse_press(std::string_view line);

/// `check_press` refuses a press whose camera, link, service or fault the scene does not have.
Result<void> check_press(const LessonPress& press, const Scene& scene);

/// `press_forms` lists all forms of a line, for documentation: "loss PERCENT LINK".
std::vector<std::string_view> press_forms();

/// `press_label` gives the words on the button: "Pull openmv's cable".
std::string press_label(const LessonPress& press);

}  // namespace tlscam
