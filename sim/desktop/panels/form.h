#pragma once
#include <string>
#include <vector>

#include "sim/desktop/look/look.h"

// Parts of the small forms and lists of a side panel.

namespace tlscam {

/// A heading over a part of a card.
void form_heading(Look& look, const std::string& words);

/// A field with its label above it; returns true when Enter was pressed in it.
bool form_field(Look& look, const std::string& label, std::string& value, const std::string& hint);

/// A choice with its label above it; returns true when it has changed.
bool form_choice(Look& look, const std::string& label, const std::vector<std::string>& words,
                 std::size_t& chosen);

/// A line of a list with a button to take it away, which is named `remove`; returns true when it was pressed.
bool removable_line(Look& look, const std::string& words, const std::string& remove);

}  // namespace tlscam
