// This runs MicroPython's own tests on simulated cameras: tlscam_conformance --help

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "tests/conformance/expected.h"
#include "tests/conformance/multi_test.h"
#include "tests/conformance/platform.h"
#include "tests/conformance/single_test.h"
#include "tests/conformance/skip_list.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

constexpr int kSkipped = 77;  // CMakeLists.txt gives ctest the same number

enum class Verdict { pass, skip, fail };

class Runner {
 public:
  /// `unittest` is a module for the drive of cameras whose test wants it.
  Runner(fs::path tests, const fs::path& python, SkipList skips, fs::path unittest, MachineFactory& factory,
         int on_mcu)
      : tests_(std::move(tests)),
        expected_(tests_, python),
        skips_(std::move(skips)),
        unittest_(std::move(unittest)),
        factory_(factory),
        on_mcu_(on_mcu) {}

  Verdict run(const std::string& test) {
    if (const auto reason = skips_.reason(test)) return skip(test, *reason);
    const auto script = read_text(tests_ / test);
    if (!script) return failed(test, script.error().text);
    return test.starts_with("multi_") ? run_multi(test, *script) : run_single(test, *script);
  }

  /// `find` lists all tests of a folder, or finds a test by its name.
  std::vector<std::string> find(const std::string& name) const {
    if (!fs::is_directory(tests_ / name)) return {name};
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(tests_ / name)) {
      if (entry.path().extension() == ".py") found.push_back(name + "/" + entry.path().filename().string());
    }
    std::ranges::sort(found);
    return found;
  }

 private:
  Verdict run_multi(const std::string& test, const std::string& script) {
    const auto outcome = MultiTest::run(script, files_beside(test, ".der"), factory_, on_mcu_);
    if (!outcome) return failed(test, outcome.error().text);
    if (outcome->skipped) return skip(test, "the test says so itself");
    return compare(test, expected_.multi(test), outcome->output);
  }

  Verdict run_single(const std::string& test, const std::string& script) {
    FileMap files = files_beside(test, ".der");
    files.merge(files_beside(test, "", "data"));
    const bool is_unittest = script.find("import unittest") != std::string::npos;
    if (is_unittest) {
      const auto module = read_text(unittest_);
      if (!module) return failed(test, module.error().text);
      files["unittest.py"] = Bytes(module->begin(), module->end());
    }
    const auto outcome = SingleTest::run(script, files, factory_);
    if (!outcome) return failed(test, outcome.error().text);
    switch (outcome->end) {
      case SingleTest::End::skipped:
        return skip(test, "the test says so itself");
      case SingleTest::End::too_large:
        return skip(test, "too large for the camera's memory");
      case SingleTest::End::failed:
      case SingleTest::End::finished:
        break;
    }
    // Such a test judges itself, as upstream has it.
    if (is_unittest && !outcome->output.ends_with("\nOK\n")) return failed(test, outcome->output);
    return is_unittest ? passed(test) : compare(test, expected_.single(test), outcome->output);
  }

  // Files that a test opens lie next to it, or in the folder data/ there.
  FileMap files_beside(const std::string& test, const std::string& extension,
                       const std::string& folder = "") const {
    FileMap files;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator((tests_ / test).parent_path() / folder, missing)) {
      if (!entry.is_regular_file() || (!extension.empty() && entry.path().extension() != extension)) continue;
      if (const auto text = read_text(entry.path())) {
        const ByteView bytes = as_bytes(*text);
        files[(fs::path(folder) / entry.path().filename()).string()] = Bytes(bytes.begin(), bytes.end());
      }
    }
    return files;
  }

  Verdict compare(const std::string& test, const Result<std::string>& expected,
                  const std::string& actual) const {
    if (!expected) return failed(test, expected.error().text);
    const std::string diff = unified_diff(*expected, actual);
    if (!diff.empty()) return failed(test, diff);
    return passed(test);
  }

  static Verdict passed(const std::string& test) {
    std::printf("pass %s\n", test.c_str());
    return Verdict::pass;
  }

  static Verdict skip(const std::string& test, const std::string& reason) {
    std::printf("SKIP %s: %s\n", test.c_str(), reason.c_str());
    return Verdict::skip;
  }

  static Verdict failed(const std::string& test, const std::string& why) {
    std::printf("FAIL %s\n%s\n", test.c_str(), why.c_str());
    return Verdict::fail;
  }

  fs::path tests_;
  Expected expected_;
  SkipList skips_;
  fs::path unittest_;
  MachineFactory& factory_;
  int on_mcu_;
};

int run(int argc, char** argv) {
  CLI::App app("Runs MicroPython's own tests on simulated cameras and compares what they print.");
  std::string camera, mcu, tests, python, skips;
  int on_mcu = -1;
  std::vector<std::string> names;
  app.add_option("--camera", camera, "the program that is a camera (natively)");
  app.add_option("--mcu", mcu, "tlscam-camera-mcu-world.elf, for --on-mcu");
  app.add_option("--on-mcu", on_mcu, "of several cameras this one (0, 1, ...) is an emulated Cortex-M7");
  app.add_option("--tests", tests, "MicroPython's folder of tests")->required();
  app.add_option("--python", python, "CPython's program")->required();
  app.add_option("--skips", skips, "file of the tests to leave out, with reasons")->required();
  app.add_option("names", names, "tests or folders, such as multi_net/tcp_data.py or basics")->required();
  CLI11_PARSE(app, argc, argv);

  const auto text = read_text(skips);
  const auto list = text.and_then([](const std::string& lines) { return SkipList::parse(lines); });
  if (!list) {
    std::fprintf(stderr, "tlscam_conformance: %s: %s\n", skips.c_str(), list.error().text.c_str());
    return 2;
  }
  const auto machines = make_machines(camera, mcu);
  Runner runner(tests, python, *list, fs::path(skips).parent_path() / "unittest.py", *machines, on_mcu);
  int passed = 0, skipped = 0, failed = 0;
  for (const std::string& name : names) {
    for (const std::string& test : runner.find(name)) {
      const Verdict verdict = runner.run(test);
      ++(verdict == Verdict::pass ? passed : verdict == Verdict::skip ? skipped : failed);
      std::fflush(stdout);
    }
  }
  std::printf("%d passed, %d skipped, %d failed\n", passed, skipped, failed);
  if (failed > 0) return 1;
  return passed > 0 ? 0 : kSkipped;
}

}  // namespace
}  // namespace tlscam

int main(int argc, char** argv) {
  return tlscam::run(argc, argv);
}
