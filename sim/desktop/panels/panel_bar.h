#pragma once
#include <functional>

#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `panel_bar` draws the bar of an area: its tabs on the left by `tabs`, what `extra` draws and the buttons
/// to maximise and collapse on the right. `extra_width` is in CSS pixels. A double click maximises.
void panel_bar(Stage& stage, Area area, const std::function<void()>& tabs, float extra_width = 0,
               const std::function<void()>& extra = {});

/// `name_of` gives the name of an area, for people.
std::string name_of(Area area);

}  // namespace tlscam
