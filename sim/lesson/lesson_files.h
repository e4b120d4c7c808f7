#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/lesson.h"

namespace tlscam {

/// The files of one lesson's folder of this computer, for load_lesson().
Result<FileMap> read_lesson_folder(const std::filesystem::path& folder);

/// All lessons that lie in a folder, in the order of their folders' names. Fails with the first that cannot
/// be read, when two have the same id, or when one needs a lesson that is not there.
Result<std::vector<Lesson>> load_course(const std::filesystem::path& folder);

/// The same from files by path ("10-meet-the-camera/lesson.md", ...).
Result<std::vector<Lesson>> load_course(const FileMap& files);

}  // namespace tlscam
