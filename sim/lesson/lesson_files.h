#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/lesson.h"

namespace tlscam {

/// `read_lesson_folder` reads the files of one lesson's folder on this computer, for load_lesson().
Result<FileMap> read_lesson_folder(const std::filesystem::path& folder);

/// `load_course` loads all lessons in a folder, in the order of their folders' names. It fails with the first
/// that cannot be read, when two have the same id, when one needs a lesson that does not exist, or has no
/// card. With a language, such as "de", lessons that have it are in it (translation.h).
Result<std::vector<Lesson>> load_course(const std::filesystem::path& folder, std::string_view language = "");

/// This does the same for files given by path ("01-meet-the-camera/lesson.md", "facts.json", ...).
Result<std::vector<Lesson>> load_course(const FileMap& files, std::string_view language = "");

/// `load_lesson_in_course` loads the lesson in a folder, with the facts of the course in which it lies.
Result<Lesson> load_lesson_in_course(const std::filesystem::path& folder, std::string_view language = "");

}  // namespace tlscam
