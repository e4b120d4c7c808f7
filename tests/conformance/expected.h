#pragma once
#include <filesystem>
#include <string>

#include "sim/base/result.h"

namespace tlscam {

/// `Expected` finds the output that a test must print: in the .exp file next to it, or else from CPython, as
/// upstream does.
class Expected {
 public:
  /// `tests` is MicroPython's folder of tests, `python` CPython's program.
  Expected(std::filesystem::path tests, std::filesystem::path python)
      : tests_(std::move(tests)), python_(std::move(python)) {}

  /// `single` is for a test of one instance.
  Result<std::string> single(const std::string& test) const;
  /// `multi` is for a test of several; upstream's run-multitests.py runs CPython's instances over the
  /// loopback interface.
  Result<std::string> multi(const std::string& test) const;

 private:
  Result<std::string> run_python(std::vector<std::string> arguments,
                                 const std::filesystem::path& folder) const;

  std::filesystem::path tests_, python_;
};

Result<std::string> read_text(const std::filesystem::path& path);

/// `unified_diff` is empty when they are equal.
std::string unified_diff(const std::string& expected, const std::string& actual);

}  // namespace tlscam
