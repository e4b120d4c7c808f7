// These tests run tlscam dissect as a person does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "sim/base/file.h"
#include "tests/bench/capture_load.h"
#include "tests/scenes/tlscam_process.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kTests = TLSCAM_SCENES "/../../tests";
const std::string kCaptures = kTests + "/golden/captures/";

TEST(Dissect, prints_an_indented_tree_with_the_places_of_bytes) {
  const Outcome outcome = run_tlscam({"dissect", kCaptures + "openssl-tls13-retry.pcapng", "--only", "tls"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.out, HasSubstr("     87-92          Extension: key_share (51)\n"));
  EXPECT_THAT(outcome.out, HasSubstr("Group to use: secp384r1 (0x0018)\n"));
}

TEST(Dissect, prints_an_object_for_each_frame) {
  const Outcome outcome = run_tlscam({"dissect", kCaptures + "openssl-dtls12.pcapng", "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  std::istringstream lines(outcome.out);
  std::string line;
  int frames = 0;
  int messages = 0;
  while (std::getline(lines, line)) {
    const auto object = nlohmann::json::parse(line, nullptr, false);
    ASSERT_TRUE(object.is_object()) << line;
    EXPECT_EQ(object["number"], ++frames);
    EXPECT_FALSE(object["fields"].empty());
    for (const auto& part : object["parts"]) messages += part["kind"] == "message";
  }
  EXPECT_GE(frames, 13);
  EXPECT_GE(messages, 2) << "the certificate and the key exchange come in fragments";
}

TEST(Dissect, decrypts_with_the_key_log_of_the_capture_or_another_one) {
  const Outcome outcome =
      run_tlscam({"dissect", kCaptures + "scene-first-handshake.pcapng", "--only", "tls"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.out, HasSubstr("Application data: this is cam2."));
  EXPECT_THAT(outcome.out, HasSubstr("by CLIENT_RANDOM from the key log"));
  EXPECT_THAT(outcome.out, HasSubstr("Check: matches the hash of all handshake messages before it"));

  const std::string lines = kTests + "/golden/captures/make";  // not one line of it comes from a key log
  const Outcome wrong = run_tlscam({"dissect", kCaptures + "openssl-tls13.pcapng", "--keylog", lines});
  EXPECT_THAT(wrong.error, HasSubstr("lines of the key log are not as SSLKEYLOGFILE has them"));
  EXPECT_THAT(wrong.out, HasSubstr("Application data"));
}

TEST(Dissect, explains_each_field_where_it_first_appears) {
  const std::string capture = kCaptures + "openssl-tls12-refused.pcapng";
  const Outcome plain = run_tlscam({"dissect", capture});
  const Outcome outcome = run_tlscam({"dissect", capture, "--explain"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  const std::size_t first = outcome.out.find("| Makes an ordered, complete stream of bytes");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(outcome.out.find("| Makes an ordered, complete stream of bytes", first + 1), std::string::npos);
  EXPECT_THAT(outcome.out, Not(HasSubstr("{value}")));
  // The plain tree is the same without the explanations.
  std::istringstream lines(outcome.out);
  std::string line;
  std::string rest;
  while (std::getline(lines, line)) {
    const std::size_t text = line.find_first_not_of(' ');
    if (text == line.npos || line.compare(text, 2, "| ") != 0) rest += line + "\n";
  }
  EXPECT_EQ(rest, plain.out);
  EXPECT_EQ(run_tlscam({"dissect", capture, "--explain", "--json"}).exit_code, 2);
}

/// `most_memory_for` is the most memory, in MB, that the program had while it read the file.
double most_memory_for(const std::string& file) {
  const std::string command = "'" TLSCAM_PROGRAM "' dissect --only arp '" + file + "' > /dev/null";
  const pid_t child = fork();
  if (child == 0) execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
  int status = -1;
  rusage used{};
  wait4(child, &status, 0, &used);
  EXPECT_EQ(status, 0);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

TEST(Dissect, takes_no_more_memory_for_a_large_file) {
#ifdef __has_feature
#if __has_feature(address_sanitizer)
  GTEST_SKIP() << "measures memory, of which the sanitizer keeps what was freed";
#endif
#endif
  const TestFolder folder;
  const std::string small = folder.path() / "small.pcapng";
  const std::string large = folder.path() / "large.pcapng";
  write_large_capture(kCaptures, 10'000'000, small);
  write_large_capture(kCaptures, 100'000'000, large);
  const double most = most_memory_for(large);
  RecordProperty("megabytes", static_cast<int>(most));
  EXPECT_LT(most, most_memory_for(small) + 16);
  EXPECT_LT(most, 100);  // the file alone is this large
}

int frames_in(const std::string& printed) {
  int frames = 0;
  for (std::size_t at = printed.find("Frame "); at != printed.npos; at = printed.find("\nFrame ", at + 1))
    ++frames;
  return frames;
}

TEST(Dissect, shows_what_is_whole_in_a_file_that_ends_in_the_middle_of_a_packet) {
  const TestFolder folder;
  const std::string whole = kCaptures + "openssl-tls12.pcapng";
  const std::string live = folder.path() / "live.pcapng";
  std::filesystem::copy_file(whole, live);
  std::filesystem::resize_file(live, std::filesystem::file_size(live) - 5);
  const int frames = frames_in(run_tlscam({"dissect", whole}).out);
  const Outcome outcome = run_tlscam({"dissect", live});
  EXPECT_EQ(frames_in(outcome.out), frames - 1);
  EXPECT_THAT(outcome.error,
              testing::MatchesRegex("tlscam: .*live.pcapng: byte [0-9]+: the file ends in the middle "
                                    "of a packet: it was cut, or is still being written\n"));
  EXPECT_EQ(outcome.exit_code, 2);
}

// The writer is faster than the reader: who reads on to the end of the file comes to it only after the writer
// has given up.
TEST(Dissect, ends_while_the_file_is_being_written) {
  const TestFolder folder;
  const std::string live = folder.path() / "live.pcapng";
  write_large_capture(kCaptures, 300'000, live);
  const Bytes first = read_file(live).value();  // a file of pcapng may follow another one
  std::atomic<bool> is_read = false, has_given_up = false;
  std::thread writer([&] {
    std::ofstream file(live, std::ios::binary | std::ios::app);
    for (std::size_t written = 0; !is_read; written += first.size()) {
      if (written > 200'000'000) {
        has_given_up = true;
        return;
      }
      file << as_text(first) << std::flush;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  });
  const Outcome outcome = run_tlscam({"dissect", live, "--only", "tls"});
  const bool gave_up = has_given_up;
  is_read = true;
  writer.join();
  EXPECT_FALSE(gave_up);
  EXPECT_GT(frames_in(outcome.out), 0);
}

TEST(Dissect, says_what_is_wrong_with_its_input) {
  const auto error = [](const std::vector<std::string>& words) {
    const Outcome outcome = run_tlscam(words);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    return outcome.error;
  };
  EXPECT_EQ(error({"dissect", kTests}),
            "tlscam: " + kTests + " is a folder; give a capture file (.pcapng or .pcap)\n");
  EXPECT_EQ(error({"dissect", "/dev/null"}),
            "tlscam: /dev/null is empty; give a capture file (.pcapng or .pcap)\n");
  const std::string source = kTests + "/CMakeLists.txt";
  EXPECT_EQ(error({"dissect", source}),
            "tlscam: " + source + ": not a capture: it begins neither as pcapng nor as pcap\n");
  const std::string capture = kCaptures + "openssl-tls12.pcapng";
  EXPECT_EQ(error({"dissect", capture, "--only", "smtp"}),
            "tlscam: " + capture +
                ": --only smtp is not known; it can be one of arp, dhcp, dns, dtls, icmp, ip, ntp, tcp, tls, "
                "udp\n");
}

}  // namespace
}  // namespace tlscam
