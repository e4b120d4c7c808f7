#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "sim/certificate/certificate_file.h"
#include "sim/preflight/check_deployment.h"
#include "tests/support/test_folder.h"

namespace tlscam {

inline Bytes file_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

/// `Deployment` is what a test wants to deploy: files of tests/golden/certificates, files that openssl makes
/// now, and scripts, on a board that has everything unless the test takes it away.
class Deployment : public testing::Test {
 protected:
  Deployment() {
    facts.micropython = "1.26.0";
    facts.openmv = "4.8.1";
    facts.machine = "OPENMV RT1060 with MIMXRT1062DVJ6A";
    facts.heap_free = 250000;
    facts.heap_used = 20000;
    facts.places = {{"/flash", true, 4 << 20, 2 << 20}, {"/rom", false, 8 << 20, 0}};
    facts.current_folder = "/flash";
    facts.modules.assign(std::begin(kAskedModules), std::end(kAskedModules));
    purpose.now = *parse_instant("2026-11-30");
    facts.clock = seconds(purpose.now);
  }

  static std::int64_t seconds(Instant instant) {
    return std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count();
  }

  /// A file of tests/golden/certificates, under this name on the board.
  void put(const std::string& name, const std::string& as = "") {
    const Bytes bytes =
        file_bytes(std::filesystem::path(TLSCAM_SOURCE_DIR "/tests/golden/certificates") / name);
    ASSERT_FALSE(bytes.empty()) << name;
    files.push_back({"/flash/" + (as.empty() ? name : as), name, bytes});
  }

  void script(const std::string& name, std::string_view text) {
    const ByteView view = as_bytes(text);
    files.push_back({"/flash/" + name, name, Bytes(view.begin(), view.end())});
  }

  /// Runs openssl in a folder of the test's own.
  void openssl(const std::string& arguments) {
    const std::string command = "cd " + folder.path().string() + " && openssl " + arguments + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0) << arguments;
  }
  /// A file that openssl() made.
  void put_made(const std::string& name) {
    const Bytes bytes = file_bytes(folder.path() / name);
    ASSERT_FALSE(bytes.empty()) << name;
    files.push_back({"/flash/" + name, name, bytes});
  }

  std::vector<Finding> check() const { return check_deployment(facts, files, purpose); }

  /// The finding of that kind; a test fails when there is none.
  Finding found(FindingKind kind) const {
    for (Finding& finding : check())
      if (finding.kind == kind) return std::move(finding);
    ADD_FAILURE() << "there is no finding " << to_text(kind) << " in:\n" << text();
    return {};
  }
  bool finds(FindingKind kind) const {
    for (const Finding& finding : check())
      if (finding.kind == kind) return true;
    return false;
  }

  std::string text() const {
    std::string all;
    for (const Finding& finding : check())
      all += fmt::format("{} {}: {} {} {} [{}]\n", to_text(finding.severity), to_text(finding.kind),
                         finding.what, finding.why, finding.mend, finding.command);
    return all;
  }

  BoardFacts facts;
  DeploymentPurpose purpose;
  std::vector<PlannedFile> files;
  TestFolder folder;
};

}  // namespace tlscam
