#include "sim/lab/protocol/json_codec.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/lab/command/list.h"

namespace tlscam {
namespace {

template <class T>
std::string problem_of(const std::string& text) {
  T value{};
  const auto read = from_json(nlohmann::json::parse(text), "it", value);
  return read ? "" : read.error().text;
}

TEST(JsonCodecTest, EveryKindOfFieldComesBack) {
  PlaceFaultCommand place;
  place.link = "openmv";
  place.fault.target = FaultTarget::certificate;
  place.fault.repair_checksums = true;
  const nlohmann::json json = nlohmann::json::parse(to_json(place));
  EXPECT_EQ(json["fault"]["target"], "certificate");
  PlaceFaultCommand back;
  ASSERT_TRUE(from_json(json, "command", back));
  EXPECT_EQ(to_json(back), to_json(place));

  SetServiceFaultsCommand faults;
  faults.service = "ntp";
  faults.faults = {{"wrong_time", "*", "", -std::chrono::hours(24)}};
  EXPECT_EQ(nlohmann::json::parse(to_json(faults))["faults"][0]["offset"], -86'400'000'000);
}

TEST(JsonCodecTest, BytesAreBase64AndNothingIsNull) {
  OpenCommand open;
  open.scene = {{"main.py", {0, 255, 1}}};
  const nlohmann::json json = nlohmann::json::parse(to_json(open));
  EXPECT_EQ(json["scene"][0]["bytes"], "AP8B");
  EXPECT_TRUE(json["saved"].is_null());
}

TEST(JsonCodecTest, WhatIsOptionalMayBeMissing) {
  SavedCamera camera;
  camera.name = "openmv";
  nlohmann::json json = nlohmann::json::parse(to_json(camera));
  json.erase("model");
  json.erase("number");
  SavedCamera back;
  ASSERT_TRUE(from_json(json, "camera", back));
  EXPECT_EQ(to_json(back), to_json(camera));
}

TEST(JsonCodec, writes_fields_in_their_order_and_replaces_what_is_not_utf8) {
  FileEntry entry;
  entry.name = "caf\xe9 \"1\"\n";
  entry.size = 18'446'744'073'709'551'615U;
  EXPECT_EQ(to_json(entry),
            "{\"name\":\"caf\xef\xbf\xbd "
            "\\\"1\\\"\\n\",\"is_folder\":false,\"kind\":\"other\",\"encoding\":\"none\",\"size\":"
            "18446744073709551615,"
            "\"summary\":\"\",\"loads\":\"\",\"good\":false}");
}

TEST(JsonCodec, reads_numbers_up_to_the_size_of_each_type) {
  std::int8_t small = 0;
  EXPECT_TRUE(from_json(nlohmann::json(-128), "it", small));
  EXPECT_EQ(small, -128);
  EXPECT_FALSE(from_json(nlohmann::json(-129), "it", small));
  EXPECT_FALSE(from_json(nlohmann::json(128), "it", small));
  std::uint16_t port = 0;
  EXPECT_TRUE(from_json(nlohmann::json(65535), "it", port));
  EXPECT_EQ(port, 65535);
  EXPECT_FALSE(from_json(nlohmann::json(65536), "it", port));
  std::int64_t least = 0;
  EXPECT_TRUE(from_json(nlohmann::json(std::numeric_limits<std::int64_t>::min()), "it", least));
  EXPECT_EQ(least, std::numeric_limits<std::int64_t>::min());
  double real = 0;
  EXPECT_TRUE(from_json(nlohmann::json(0.25), "it", real));
  EXPECT_EQ(to_json(real), "0.25");
}

TEST(JsonCodecTest, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(problem_of<PowerCommand>(R"({"camera": "openmv"})"), "it: the key \"on\" is missing");
  EXPECT_EQ(problem_of<PowerCommand>(R"({"camera": "openmv", "on": 1})"), "it.on: true or false is wanted");
  EXPECT_EQ(problem_of<PowerCommand>(R"({"camera": "openmv", "on": true, "off": 1})"),
            "it: there is no key \"off\"");
  EXPECT_EQ(problem_of<PowerCommand>("[]"), "it: an object is wanted");
  EXPECT_EQ(problem_of<HintCommand>(R"({"step": -1})"), "it.step: -1 is out of range");
  EXPECT_EQ(problem_of<HintCommand>(R"({"step": 4294967296})"), "it.step: 4294967296 is too large");
  EXPECT_EQ(problem_of<HintCommand>(R"({"step": 1.5})"), "it.step: a whole number is wanted");
  EXPECT_EQ(problem_of<TerminalKeysCommand>(R"({"bytes": "x"})"),
            "it.bytes: base64 with 1 characters, which is no multiple of 4");
  const std::string wanted = problem_of<PlaceFaultCommand>(
      R"({"link": "openmv", "fault": {"action": "lose", "target": "frame", "direction": "to_node", "nth": 1,
          "byte": 0, "bit": 0, "repair_checksums": true}})");
  EXPECT_EQ(wanted, "it.fault.action: one of drop, flip is wanted");
}

}  // namespace
}  // namespace tlscam
