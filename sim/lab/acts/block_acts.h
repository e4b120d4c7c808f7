#pragma once
#include <string>
#include <vector>

#include "sim/lesson/lesson.h"

namespace tlscam {

/// `BlockAct` is one thing that a person does when a lesson shows a block.
struct BlockAct {
  enum class Kind {
    switch_on,
    switch_off,
    reset,
    stop,
    type_line,     ///< at a camera's prompt
    paste,         ///< lines that belong together, in MicroPython's paste mode
    run_script,    ///< a file of the workstation, as the editor's Run button does
    type_command,  ///< at the workstation's terminal
    write_file,    ///< of the workstation
    wait,
    to_world,  ///< a press that is not about a camera: time, links, services
  };
  Kind kind = Kind::wait;
  std::string camera;     ///< empty: the workstation
  std::string file;       ///< run_script, write_file
  std::string text;       ///< type_line, type_command: without the line end; paste, write_file: all of it
  Duration time{0};       ///< wait
  LessonPress press{};    ///< to_world
  std::size_t block = 0;  ///< the place of its block among those that are performed
};

/// `acts_of` lists what is to be done for these blocks, in order; text and quoted output need nothing. With
/// `switches_on`, a camera is switched on before lines are typed at it or a script runs on it, as a window
/// does that helps. Without, a mistake stays one: lines that are typed at a camera that is off.
std::vector<BlockAct> acts_of(const std::vector<LessonBlock>& blocks, bool switches_on);

/// `act_text` shows an act in one line: "$ openssl version", "openmv >>> print(1)", "power on openmv".
std::string act_text(const BlockAct& act);

}  // namespace tlscam
