#include <nlohmann/json.hpp>

#include "sim/preflight/handshake_cost.h"
#include "tests/unit/preflight/deployment.h"

namespace tlscam {
namespace {

using BoardFindings = Deployment;

constexpr std::string_view kClient =
    "import tls\nc = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)\nc.wrap_socket(s)\n";

TEST_F(BoardFindings, the_heap_is_compared_with_what_was_measured) {
  script("client.py", kClient);
  facts.heap_free = 27000;
  EXPECT_EQ(found(FindingKind::heap_too_small).severity, Severity::stops);
  EXPECT_NE(
      found(FindingKind::heap_too_small).why.find("needs 27648 bytes at least, 16736 of them in one piece"),
      std::string::npos);
  facts.heap_free = 40000;
  EXPECT_EQ(found(FindingKind::heap_too_small).severity, Severity::warns);
  facts.heap_free = 100000;
  EXPECT_FALSE(finds(FindingKind::heap_too_small));
}

TEST_F(BoardFindings, costs_are_those_of_the_measurement) {
  const Bytes bytes = file_bytes(TLSCAM_SOURCE_DIR "/assets/cost/cortex-m7.json");
  const auto json = nlohmann::json::parse(bytes.begin(), bytes.end());
  ASSERT_EQ(json["handshakes"].size(), handshake_costs().size());
  for (const auto& row : json["handshakes"]) {
    const std::string keys = row["keys"];
    const HandshakeCost* cost = handshake_cost(row["role"] == "server", keys, row["mutual"]);
    ASSERT_TRUE(cost) << row;
    EXPECT_EQ(cost->heap_peak, row["heap_peak_bytes"]) << row;
    EXPECT_EQ(cost->least_free, row["least_free_heap_bytes"]) << row;
    EXPECT_EQ(cost->milliseconds, row["milliseconds"]["OpenMV Cam RT1062 (Cortex-M7)"]["about"]) << row;
    EXPECT_EQ(kLargestPiece, row["largest_allocation_bytes"]) << row;
  }
}

TEST_F(BoardFindings, a_board_without_tls_stops) {
  script("client.py", kClient);
  std::erase(facts.modules, "ssl");
  std::erase(facts.modules, "tls");
  EXPECT_EQ(found(FindingKind::no_tls).severity, Severity::stops);
}

TEST_F(BoardFindings, space_is_counted_in_clusters) {
  files.push_back({"/flash/big.bin", "big.bin", Bytes(60000)});
  EXPECT_FALSE(finds(FindingKind::no_space));
  facts.places[0].free = 61000;
  EXPECT_EQ(found(FindingKind::no_space).what,
            "/flash has 61000 bytes free, and the files need about 61440.");
}

TEST_F(BoardFindings, places_must_be_there_and_writable) {
  files.push_back({"/sdcard/a.txt", "a.txt", {}});
  EXPECT_EQ(found(FindingKind::no_such_place).severity, Severity::stops);
  files = {{"/rom/a.txt", "a.txt", {}}};
  EXPECT_EQ(found(FindingKind::place_read_only).mend,
            "Files for /rom go there as an image: tlscam deploy --romfs.");
  files = {{"a.txt", "a.txt", {}}};
  EXPECT_EQ(found(FindingKind::path_not_absolute).mend, "Write /flash/a.txt.");
}

TEST_F(BoardFindings, a_card_hides_main_in_flash) {
  script("main.py", "");
  EXPECT_FALSE(finds(FindingKind::card_hides_flash));
  facts.places.push_back({"/sdcard", true, 1 << 30, 1 << 30});
  EXPECT_EQ(found(FindingKind::card_hides_flash).severity, Severity::warns);
  purpose.already_there = {"/flash/SKIPSD"};
  EXPECT_FALSE(finds(FindingKind::card_hides_flash));
}

TEST_F(BoardFindings, the_worst_comes_first) {
  put("p256.pem");
  put("p256-key.der");
  const auto findings = check();
  ASSERT_GE(findings.size(), 2u);
  for (std::size_t i = 1; i < findings.size(); ++i) EXPECT_LE(findings[i - 1].severity, findings[i].severity);
  EXPECT_TRUE(stops_deployment(findings));
}

}  // namespace
}  // namespace tlscam
