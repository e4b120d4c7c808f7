#include "sim/lab/protocol/json_codec.h"

#include <gtest/gtest.h>

#include "sim/lab/protocol/command.h"

namespace tlscam {
namespace {

template <class T>
std::string problem_of(const std::string& text) {
  T value{};
  const auto read = from_json(nlohmann::json::parse(text), "it", value);
  return read ? "" : read.error().text;
}

TEST(JsonCodecTest, EveryKindOfFieldComesBack) {
  ServicesSnapshot services;
  services.dhcp_silent = true;
  services.ntp = NtpShown::wrong_time;
  services.ntp_offset = -std::chrono::hours(24);
  services.dns = {{"openmv", DnsFaultShown::wrong_address, "192.168.1.99"}};
  const nlohmann::json json = to_json(services);
  EXPECT_EQ(json["ntp"], "wrong_time");
  EXPECT_EQ(json["ntp_offset"], -86'400'000'000);
  ServicesSnapshot back;
  ASSERT_TRUE(from_json(json, "services", back));
  EXPECT_EQ(to_json(back), json);
}

TEST(JsonCodecTest, BytesAreBase64AndNothingIsNull) {
  OpenCommand open;
  open.scene = {{"main.py", {0, 255, 1}}};
  const nlohmann::json json = to_json(open);
  EXPECT_EQ(json["scene"][0]["bytes"], "AP8B");
  EXPECT_TRUE(json["saved"].is_null());
}

TEST(JsonCodecTest, WhatIsOptionalMayBeMissing) {
  SavedCamera camera;
  camera.name = "openmv";
  nlohmann::json json = to_json(camera);
  json.erase("model");
  json.erase("number");
  SavedCamera back;
  ASSERT_TRUE(from_json(json, "camera", back));
  EXPECT_EQ(to_json(back), to_json(camera));
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
  EXPECT_EQ(problem_of<ShellInputCommand>(R"({"bytes": "x"})"),
            "it.bytes: base64 with 1 characters, which is no multiple of 4");
  EXPECT_EQ(problem_of<SetServicesCommand>(
                R"({"services": {"dhcp_silent": false, "ntp": "late", "ntp_offset": 0, "dns": []}})"),
            "it.services.ntp: one of ok, unreachable, wrong_time is wanted");
}

}  // namespace
}  // namespace tlscam
