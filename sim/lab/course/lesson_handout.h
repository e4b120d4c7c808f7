#pragma once
#include <optional>
#include <string>

#include "sim/lesson/lesson.h"
#include "sim/lesson/lesson_snapshot.h"

namespace tlscam {

/// `lesson_handout` is a lesson on paper, as Markdown: what it says and shows, with boxes for checks and
/// predictions. With `played`, the progress of a run that did all of it, it is the teacher's edition: the
/// answers, what the lesson keeps hidden, hints, wrong ends with what the learner is told, and what to ask.
std::string lesson_handout(const Lesson& lesson, const std::optional<LessonSnapshot>& played);

/// `card_text` is the card of a lesson as Markdown, below its title; empty where it has none.
std::string card_text(const Lesson& lesson);

/// `card_has_words` says whether each of the words stands somewhere in the lesson's card, its title or what
/// it teaches, whatever the case of ASCII letters.
bool card_has_words(const Lesson& lesson, const std::vector<std::string>& words);

}  // namespace tlscam
