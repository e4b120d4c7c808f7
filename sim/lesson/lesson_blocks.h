#pragma once
#include <string>

#include "sim/lesson/lesson.h"
#include "sim/lesson/lesson_markdown.h"

// This header gives the pieces of lesson.md and wrong.md their meaning.

namespace tlscam {

/// `read_block` reads text, an action or output. `place` is how messages name the piece:
/// "04-first/lesson.md:41".
Result<LessonBlock> read_block(const MarkdownPiece& piece, const std::string& place);

/// `read_step` makes a step from its section; it also reads ```check, ```note, ```predict and ```hint.
Result<LessonStep> read_step(const MarkdownSection& section, const std::string& name);

}  // namespace tlscam
