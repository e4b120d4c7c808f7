#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// `press_buttons` gives the words on the buttons of a lesson's `press` block, by its text: one for each line
/// that does something ("Power on openmv"); a line that only waits has none.
std::vector<std::string> press_buttons(std::string_view block);

}  // namespace tlscam
