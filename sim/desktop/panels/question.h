#pragma once
#include <functional>
#include <string>

#include "sim/desktop/look/look.h"

namespace tlscam {

/// `question` shows a question above everything else while `open` is set: its title, and below it what
/// `content` draws. Escape and the cross close it. `width` is in CSS pixels.
void question(Look& look, const char* id, bool& open, const std::string& title, float width,
              const std::function<void()>& content);

}  // namespace tlscam
