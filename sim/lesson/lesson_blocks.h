#pragma once
#include <string>

#include "sim/lesson/lesson.h"
#include "sim/lesson/lesson_markdown.h"

// What the pieces of lesson.md and wrong.md mean.

namespace tlscam {

/// Text, an action or output. `place` is how a message names the piece: "30-first/lesson.md:41".
Result<LessonBlock> read_block(const MarkdownPiece& piece, const std::string& place);

/// A step out of its section; also a ```check, ```note or ```hint.
Result<LessonStep> read_step(const MarkdownSection& section, const std::string& name);

}  // namespace tlscam
