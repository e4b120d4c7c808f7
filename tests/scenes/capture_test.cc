// These tests check the capture that a run writes, as Wireshark reads it: everything that nodes sent, and
// decrypted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <ostream>

#include "tests/scenes/tlscam_process.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

bool has_tshark() {
  return std::system("command -v tshark >/dev/null 2>&1") == 0;
}

// `tshark` returns its output. `arguments` come only from this file.
std::string tshark(const std::string& arguments) {
  std::string printed;
  FILE* pipe = ::popen(("tshark " + arguments + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return printed;
  std::array<char, 4096> part;
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe))
    printed.append(part.data(), size);
  ::pclose(pipe);
  return printed;
}

struct Captured {
  std::string scene;
  std::string protocol;  // as tshark calls it
  std::string port;
  std::string said;  // in the first 16 bytes of a record that is encrypted on the wire

  friend void PrintTo(const Captured& captured, std::ostream* out) { *out << captured.scene; }
};

class Capture : public testing::TestWithParam<Captured> {};

TEST_P(Capture, IsDecryptedByTshark) {
  if (!has_tshark()) GTEST_SKIP() << "tshark is missing (Debian package tshark)";
  const TestFolder folder;
  const std::string file = folder.path() / "run.pcapng";
  const Outcome outcome =
      run_tlscam({"run", TLSCAM_SCENES "/" + GetParam().scene + "/world.json", "--pcapng", file});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  const std::string transport = GetParam().protocol == "tls" ? "tcp" : "udp";
  const std::string decode =
      "-r " + file + " -d " + transport + ".port==" + GetParam().port + "," + GetParam().protocol;
  // Its hex dump shows the bytes of each record next to those on the wire.
  const std::string bytes = tshark(decode + " -x");
  EXPECT_THAT(bytes, HasSubstr("Decrypted"));
  EXPECT_THAT(bytes, HasSubstr(GetParam().said));
  // Each frame is there once, and each link has its name.
  EXPECT_EQ(tshark(decode + " -Y tcp.analysis.retransmission"), "");
  EXPECT_THAT(tshark(decode + " -T fields -e frame.interface_name"), HasSubstr("openmv"));
}

INSTANTIATE_TEST_SUITE_P(All, Capture,
                         testing::Values(Captured{"first-handshake", "tls", "8443", "hello, this is"},
                                         Captured{"mutual-tls", "tls", "8443", "here I am"},
                                         Captured{"dtls-cookie", "dtls", "5684", "said: three"}),
                         [](const auto& info) { return std::to_string(info.index); });

TEST(CaptureOption, AFileThatCannotBeWrittenIsSaidBeforeTheRun) {
  const Outcome outcome =
      run_tlscam({"run", TLSCAM_SCENES "/first-handshake/world.json", "--pcapng", "/nowhere/run.pcapng"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.error,
            "tlscam: --pcapng: /nowhere/run.pcapng cannot be written: No such file or directory\n");
}

}  // namespace
}  // namespace tlscam
