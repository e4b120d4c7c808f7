#pragma once
#include <filesystem>
#include <string>

#include "sim/base/result.h"

namespace tlscam {

/// Where what a test must print comes from: the .exp file beside it, or else CPython, as upstream has it.
class Expected {
 public:
  /// `tests`: MicroPython's folder of tests. `python`: CPython's program.
  Expected(std::filesystem::path tests, std::filesystem::path python)
      : tests_(std::move(tests)), python_(std::move(python)) {}

  /// For a test of one instance.
  Result<std::string> single(const std::string& test) const;
  /// For a test of several; CPython's instances are run by upstream's run-multitests.py over the loopback
  /// interface.
  Result<std::string> multi(const std::string& test) const;

 private:
  Result<std::string> run_python(std::vector<std::string> arguments,
                                 const std::filesystem::path& folder) const;

  std::filesystem::path tests_, python_;
};

Result<std::string> read_text(const std::filesystem::path& path);

/// A unified diff, empty when they are equal.
std::string unified_diff(const std::string& expected, const std::string& actual);

}  // namespace tlscam
