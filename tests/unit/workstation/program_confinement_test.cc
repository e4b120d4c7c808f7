#include "sim/workstation/native_confinement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/workstation/native_process.h"
#include "tests/support/port_holder.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::Not;

class ProgramConfinementTest : public testing::Test {
 protected:
  ProgramConfinementTest() {
    std::ofstream(outside_.path() / "secret") << "a key";
    std::filesystem::copy(TLSCAM_HOSTILE_MODULE, home_.path() / "hostile.so");
  }

  /// `attack` returns what the module has told that openssl loads at its start.
  std::vector<std::string> attack(bool confined) {
    Process::Options options;
    options.program = "/usr/bin/openssl";
    options.words = {"openssl", "version"};
    options.folder = home_.path();
    options.environment = {"LD_PRELOAD=" + home_.path().string() + "/hostile.so",
                           "HOSTILE_OUTSIDE=" + outside_.path().string(),
                           fmt::format("HOSTILE_PORT={}", server_.port())};
    auto confinement = ProgramConfinement::make(
        {.program = options.program.string(), .folder = home_.path().string(), .files = {}});
    if (confined && !confinement) ADD_FAILURE() << confinement.error().text;
    if (confined && confinement) {
      options.confine = [&](int rules) { return confinement->apply(rules); };
      options.confined_by = confinement->rules();
    }
    std::ostringstream text;
    const auto keep = [&](ByteView bytes) { text << as_text(bytes); };
    auto process = Process::start(options);
    if (!process) ADD_FAILURE() << process.error().text;
    while (process && process->poll(keep, keep)) process->wait(100ms);
    std::vector<std::string> lines;
    std::istringstream all(text.str());
    for (std::string line; std::getline(all, line);) lines.push_back(line);
    return lines;
  }

  TestFolder home_, outside_;
  PortHolder server_;  // which a program of the workstation has no business with
};

const std::vector<std::string> kAttacks = {"read a secret",
                                           "write outside",
                                           "empty a file outside",
                                           "truncate a file outside",
                                           "remove a file outside",
                                           "list the folder outside",
                                           "link to a file outside",
                                           "hard link to a file outside",
                                           "read the computer's users",
                                           "read the simulator's memory",
                                           "connect to this computer",
                                           "listen on this computer",
                                           "send a datagram",
                                           "make a local socket",
                                           "make a raw socket",
                                           "make an I/O ring",
                                           "signal the simulator",
                                           "trace the simulator",
                                           "make a name space",
                                           "make a process",
                                           "become a shell"};

TEST_F(ProgramConfinementTest, LeavesAStrangersCodeTheFolderAndNothingElse) {
  if (const std::string gap = ProgramConfinement::gap(); !gap.empty()) GTEST_SKIP() << gap;
  const auto told = attack(true);
  for (const std::string& attack : kAttacks) EXPECT_THAT(told, Contains(attack + ": refused"));
  EXPECT_THAT(told, Contains("write in the folder: done"));
  EXPECT_EQ(std::filesystem::file_size(outside_.path() / "secret"), 5u);
  EXPECT_FALSE(std::filesystem::exists(outside_.path() / "written"));
}

// Otherwise the test above would pass with a module that does nothing.
TEST_F(ProgramConfinementTest, IsWhatRefusesThem) {
  const auto told = attack(false);
  for (const char* attack : {"read a secret", "write outside", "connect to this computer", "send a datagram",
                             "make a local socket", "signal the simulator", "make a process"})
    EXPECT_THAT(told, Contains(std::string(attack) + ": done"));
}

TEST_F(ProgramConfinementTest, SaysWhatCannotBeOpened) {
  if (const std::string gap = ProgramConfinement::gap(); !gap.empty()) GTEST_SKIP() << gap;
  const auto none =
      ProgramConfinement::make({.program = "/usr/bin/openssl", .folder = "/nowhere", .files = {}});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().text, "/nowhere cannot be opened: No such file or directory");
}

}  // namespace
}  // namespace tlscam
