// tlscam run --watch: each message as it goes onto the wire, and what both ends do then.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/scenes/tlscam_process.h"

namespace tlscam {
namespace {

const std::string kScene = TLSCAM_SCENES "/first-handshake/world.json";

TEST(Watch, tells_each_message_once_with_what_both_ends_do) {
  const Outcome outcome = run_tlscam({"run", kScene, "--watch", "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  std::istringstream lines(outcome.out);
  std::string line;
  std::vector<std::string> names;
  while (std::getline(lines, line)) {
    const auto object = nlohmann::json::parse(line, nullptr, false);
    ASSERT_TRUE(object.is_object()) << line;
    if (object["event"] != "message") continue;
    names.push_back(object["name"]);
    if (object["name"] != "ServerHelloDone") continue;
    EXPECT_EQ(object["from"], "openmv");
    EXPECT_EQ(object["from_does"], "waits in the TLS handshake for a message from cam2");
    EXPECT_EQ(object["to_does"], "waits in the TLS handshake for a message from openmv");
  }
  // RFC 5246 section 7.3.
  const std::vector<std::string> wanted{
      "ClientHello",       "ServerHello",      "Certificate", "ServerKeyExchange", "ServerHelloDone",
      "ClientKeyExchange", "ChangeCipherSpec", "Finished",    "ChangeCipherSpec",  "Finished"};
  const auto first = std::ranges::find(names, "ClientHello");
  ASSERT_GE(names.end() - first, static_cast<std::ptrdiff_t>(wanted.size()));
  EXPECT_EQ(std::vector(first, first + static_cast<std::ptrdiff_t>(wanted.size())), wanted);
  EXPECT_EQ(std::ranges::count(names, "Certificate"), 1);
}

TEST(Watch, changes_nothing_on_the_wire) {
  const std::string quiet = TLSCAM_SCENES "/services/working.json";
  const auto hash = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"run", quiet, "--json"});
    const std::string printed = run_tlscam(words).out;
    const std::size_t at = printed.find("\"frame_hash\"");
    EXPECT_NE(at, std::string::npos);
    return at == std::string::npos ? "" : printed.substr(at, 80);
  };
  EXPECT_EQ(hash({"--watch"}), hash({}));
}

TEST(Watch, a_step_needs_a_terminal) {
  const Outcome outcome = run_tlscam({"run", kScene, "--watch", "--step"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.error.find("--step waits for Enter"), std::string::npos) << outcome.error;
  EXPECT_EQ(run_tlscam({"run", kScene, "--step"}).exit_code, 2);
}

}  // namespace
}  // namespace tlscam
