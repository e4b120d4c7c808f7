#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/lesson.h"

// A lesson in another language lies in a folder of the lesson: de/lesson.md, de/wrong/NAME/wrong.md and
// whatever else is different there, such as de/start/workstation/client.py with German comments. Files that
// it does not have are the lesson's own.

namespace tlscam {

/// `languages_of` lists the languages in which a lesson's files have it besides its own: "de". Their folders
/// are named by two small letters (ISO 639-1).
std::vector<std::string> languages_of(const FileMap& files);

/// `choose_language` lays the files of a language over the lesson's own, and takes all folders of languages
/// away. Where the lesson does not have the language, and for "", its own files remain. A translated lesson
/// keeps only the wrong ends that are translated too.
void choose_language(FileMap& files, std::string_view language);

/// `check_translation` compares the structure of a translated lesson with the lesson's own: its id, steps,
/// blocks, predictions, checks, notes and hints, one by one. The error begins with the file and line of the
/// translation.
Result<void> check_translation(const Lesson& original, const Lesson& translated, std::string_view language);

}  // namespace tlscam
