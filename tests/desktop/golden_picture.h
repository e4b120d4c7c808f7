#pragma once
#include <gtest/gtest.h>

#include <string>

#include "tests/desktop/driven_window.h"

namespace tlscam {

/// `matches_golden` takes a picture of a part of the window, everything of an area, and compares it with
/// tests/golden/window/NAME.png: letters may be drawn a little differently, but nothing may stand elsewhere.
/// With TLSCAM_REGENERATE=1 the picture takes the golden one's place.
::testing::AssertionResult matches_golden(DrivenWindow& window, const std::string& area,
                                          const std::string& name);

}  // namespace tlscam
