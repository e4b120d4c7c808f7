#pragma once
#include <string>

#include "sim/deploy/board_facts.h"

namespace tlscam {

/// "OpenMV N6 with STM32N657: OpenMV 5.0.0 (MicroPython 1.28.0)", without control characters.
std::string board_title(const BoardFacts& facts);

/// Several lines: the board, its firmware, places, heap and clock; what it lacks for the lessons; how it is
/// updated.
std::string firmware_report(const BoardFacts& facts);

}  // namespace tlscam
