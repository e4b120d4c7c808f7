#include "tests/conformance/expected.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/conformance/platform.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

// `TemporaryFolder` is a folder that is removed with this object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "tlscam-conformance-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

constexpr int kMostDraws = 5;

}  // namespace

Result<std::string> read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail("cannot read {}", path.string());
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<std::string> Expected::run_python(std::vector<std::string> arguments, const fs::path& folder) const {
  ProgramCall call;
  call.program = python_;
  call.words = {python_.string()};  // CPython looks for its modules here
  call.words.insert(call.words.end(), arguments.begin(), arguments.end());
  call.environment = {"PATH=/usr/bin:/bin", "PYTHONIOENCODING=utf-8", "PYTHONDONTWRITEBYTECODE=1",
                      "MICROPY_CPYTHON3=" + python_.string()};
  call.folder = folder;
  return output_of(call);
}

Result<std::string> Expected::single(const std::string& test) const {
  const fs::path path = tests_ / test;
  if (fs::exists(path.string() + ".exp")) return read_text(path.string() + ".exp");
  return run_python({"-BS", path.string()}, path.parent_path());
}

Result<std::string> Expected::multi(const std::string& test) const {
  const fs::path path = tests_ / test;
  if (fs::exists(path.string() + ".exp")) return read_text(path.string() + ".exp");
  const TemporaryFolder results;
  const std::vector<std::string> words = {
      "run-multitests.py", "-s",         "-r", results.path().string(), "-i", "cpython", "-i",
      "cpython",           path.string()};
  auto report = run_python(words, tests_);
  // Some tests draw a port of this computer by chance, which another program may have; then they draw again.
  for (int draws = 1;
       draws < kMostDraws && report && report->find("Address already in use") != std::string::npos; ++draws)
    report = run_python(words, tests_);
  if (!report) return report;
  // It prints "### TEST ###", the output, "### TRUTH ###", the output again, "pass", and a summary.
  constexpr std::string_view kTruth = "### TRUTH ###\n";
  const auto begin = report->find(kTruth);
  const auto end = report->rfind("\npass\n\n1 tests performed");
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    return fail("two instances of CPython do not agree with themselves on {}:\n{}", test, *report);
  return report->substr(begin + kTruth.size(), end + 1 - begin - kTruth.size());
}

std::string unified_diff(const std::string& expected, const std::string& actual) {
  if (expected == actual) return "";
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "expected", std::ios::binary) << expected;
  std::ofstream(folder.path() / "camera", std::ios::binary) << actual;
  const auto diff =
      output_of({"/usr/bin/diff", {"diff", "-a", "-u", "expected", "camera"}, {}, folder.path()});
  return diff ? *diff
              : fmt::format("(no diff: {})\nexpected:\n{}camera:\n{}", diff.error().text, expected, actual);
}

}  // namespace tlscam
