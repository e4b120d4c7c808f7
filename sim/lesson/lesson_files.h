#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/lesson.h"

namespace tlscam {

/// `read_lesson_folder` reads the files of one lesson's folder on this computer, for load_lesson().
Result<FileMap> read_lesson_folder(const std::filesystem::path& folder);

/// `load_course` loads all lessons in a folder, in the order of their folders' names. It fails with the first
/// that cannot be read, when two have the same id, or when one needs a lesson that does not exist.
Result<std::vector<Lesson>> load_course(const std::filesystem::path& folder);

/// This does the same for files given by path ("10-meet-the-camera/lesson.md", ...).
Result<std::vector<Lesson>> load_course(const FileMap& files);

}  // namespace tlscam
