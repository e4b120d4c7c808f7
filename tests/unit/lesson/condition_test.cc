#include "sim/lesson/condition.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/unit/lesson/fake_evidence.h"
#include "tests/unit/lesson/sample_files.h"

namespace tlscam {
namespace {

Verdict judge(const FakeEvidence& evidence, std::string_view text) {
  const auto condition = parse_condition(nlohmann::json::parse(text));
  EXPECT_TRUE(condition) << condition.error().text;
  return condition ? (*condition)->judge(evidence) : Verdict{};
}

std::string not_yet(const FakeEvidence& evidence, std::string_view text) {
  const Verdict verdict = judge(evidence, text);
  EXPECT_EQ(verdict.holds, verdict.not_yet.empty());
  return verdict.not_yet;
}

std::string error_of(std::string_view text) {
  const auto condition = parse_condition(nlohmann::json::parse(text));
  return condition ? "no error" : condition.error().text;
}

TEST(Condition, power_and_prompt) {
  FakeEvidence evidence;
  CameraEvidence& openmv = evidence.cameras["openmv"];
  EXPECT_EQ(not_yet(evidence, R"({"camera": "openmv", "powered": true})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"camera": "openmv", "powered": false})"), "openmv is switched on");
  EXPECT_EQ(not_yet(evidence, R"({"camera": "openmv", "prompt": true})"),
            "openmv does not show its prompt, >>>, at the moment");
  evidence.said["openmv"] = "\r\n>>> ";
  EXPECT_EQ(not_yet(evidence, R"({"camera": "openmv", "prompt": true})"), "");
  openmv.powered = false;
  EXPECT_EQ(not_yet(evidence, R"({"camera": "openmv", "prompt": true})"), "openmv is switched off");
  openmv.died = "the firmware was ended by signal 11";
  EXPECT_EQ(not_yet(evidence, R"({"camera": "openmv", "powered": true})"),
            "openmv has crashed: the firmware was ended by signal 11");
}

TEST(Condition, printed_is_not_what_was_typed) {
  FakeEvidence evidence;
  evidence.said["openmv"] = ">>> hello\r\n";
  EXPECT_EQ(not_yet(evidence, R"({"camera": "openmv", "printed": "hello"})"),
            "openmv has not printed hello yet");
  evidence.said["openmv"] += "hello\r\n>>> ";
  EXPECT_EQ(not_yet(evidence, R"({"camera": "openmv", "printed": "hello"})"), "");
  evidence.said["openmv"] += "MPY: soft reboot\r\n";
  EXPECT_FALSE(judge(evidence, R"({"camera": "openmv", "printed": "hello", "last": true})").holds);
}

TEST(Condition, raised_names_the_other_exception) {
  FakeEvidence evidence;
  const auto raised = R"({"camera": "openmv", "raised": "ValueError", "saying": "in the future"})";
  EXPECT_EQ(not_yet(evidence, raised), "no script on openmv has ended with a ValueError yet");
  std::string& said = evidence.said["openmv"];
  said = "Traceback (most recent call last):\r\n  File \"a\", line 1\r\nOSError: 12\r\n\x04";
  EXPECT_EQ(not_yet(evidence, raised), "the last exception on openmv was OSError: 12");
  said +=
      "Traceback (most recent call last):\r\n  File \"a\", line 1\r\nValueError: \nIt starts in the "
      "future\n\x04";
  EXPECT_EQ(not_yet(evidence, raised), "");
  EXPECT_FALSE(judge(evidence, R"({"camera": "openmv", "raised": "OSError", "last": true})").holds);
}

TEST(Condition, clock_says_what_the_camera_believes) {
  FakeEvidence evidence;
  const auto right = R"({"camera": "openmv", "clock_within": "2m"})";
  EXPECT_EQ(not_yet(evidence, right), "");
  evidence.cameras["openmv"].clock = *parse_instant("2013-10-14 19:53:11");
  EXPECT_EQ(not_yet(evidence, right), "openmv still believes it is 2013-10-14 19:53");
  evidence.cameras["openmv"].clock = evidence.time + std::chrono::minutes(2);
  EXPECT_EQ(not_yet(evidence, right), "");
  evidence.cameras["openmv"].clock = *parse_instant("2036-01-01");
  EXPECT_EQ(not_yet(evidence, right), "openmv believes it is 2036-01-01 00:00");
}

TEST(Condition, files) {
  FakeEvidence evidence;
  EXPECT_EQ(not_yet(evidence, R"({"file": "a.py"})"), "there is no file a.py in your folder yet");
  EXPECT_EQ(not_yet(evidence, R"({"file": "a.py", "on": "openmv"})"),
            "there is no file a.py on openmv's drive yet");
  evidence.put("a.py", "1");
  evidence.put("openmv:a.py", "2");
  const auto same = R"({"file": "a.py", "on": "openmv", "same_as": "a.py"})";
  EXPECT_EQ(not_yet(evidence, same), "a.py on openmv's drive is not the same as a.py");
  evidence.put("openmv:a.py", "1");
  EXPECT_EQ(not_yet(evidence, same), "");
  EXPECT_EQ(not_yet(evidence, R"({"file": "a.py", "contains": "ntptime"})"), "a.py does not contain ntptime");
}

TEST(Condition, certificates) {
  FakeEvidence evidence;
  evidence.put("server.pem", kCertificatePem);
  evidence.put("server-key.pem", kKeyPem);
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "server.pem", "encoding": "PEM", "key_type": "P-256",
                                  "self_signed": true, "valid_now": true, "name": "DNS:openmv"})"),
            "");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "server.pem", "encoding": "DER"})"),
            "server.pem is PEM, not DER");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "server.pem", "key_type": "RSA 2048"})"),
            "the key in server.pem is P-256, not RSA 2048");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "server.pem", "name": "DNS:cam2"})"),
            "server.pem is for DNS:openmv, not for DNS:cam2");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "server.pem", "name": "IP:192.168.1.50"})"),
            "server.pem is for DNS:openmv, not for IP:192.168.1.50");
  EXPECT_FALSE(judge(evidence, R"({"certificate": "server.pem", "loads": true})").holds);
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "server-key.pem"})"),
            "server-key.pem is not a certificate but a private key");
  EXPECT_EQ(not_yet(evidence, R"({"file": "server.pem", "encoding": "DER"})"), "server.pem is PEM, not DER");
  evidence.time = *parse_instant("2013-10-14");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "server.pem", "valid_now": true})"),
            "server.pem is valid from 2026-11-23 10:42:00 to 2027-11-23 10:42:00");
}

TEST(Condition, keys) {
  FakeEvidence evidence;
  evidence.put("server.pem", kCertificatePem);
  evidence.put("server-key.pem", kKeyPem);
  evidence.put("other.pem", kOtherKeyPem);
  EXPECT_EQ(
      not_yet(evidence, R"({"key": "server-key.pem", "key_type": "P-256", "belongs_to": "server.pem"})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"key": "other.pem", "belongs_to": "server.pem"})"),
            "other.pem is not the key of server.pem");
  EXPECT_EQ(not_yet(evidence, R"({"key": "server.pem"})"),
            "server.pem is not a private key but a certificate");
  evidence.put("openmv:server-key.pem", kKeyPem);
  EXPECT_EQ(not_yet(evidence, R"({"key": "server-key.pem", "on": "openmv", "belongs_to": "server.pem"})"),
            "there is no file server.pem on openmv's drive yet");
}

TEST(Condition, conversations) {
  FakeEvidence evidence;
  const auto failed = R"({"conversation": ["cam2", "openmv"], "port": 8443, "state": "failed", "alert": 46})";
  const auto good =
      R"({"conversation": ["cam2", "openmv"], "state": "established", "data": true, "last": true})";
  EXPECT_EQ(not_yet(evidence, failed), "no TLS connection from cam2 to openmv was seen on the wire yet");
  using State = ConversationEvidence::State;
  evidence.wire.push_back({"cam2", "openmv", 8443, State::failed, 42, "client", 0, 0});
  EXPECT_EQ(not_yet(evidence, failed), "the last connection from cam2 to openmv had alert 42");
  EXPECT_EQ(not_yet(evidence, good), "the last connection from cam2 to openmv has failed with alert 42");
  evidence.wire.push_back({"cam2", "openmv", 8443, State::failed, 46, "client", 0, 0});
  EXPECT_EQ(not_yet(evidence, failed), "");
  evidence.wire.push_back({"cam2", "openmv", 8443, State::established, {}, "", 13, 0});
  EXPECT_EQ(not_yet(evidence, good),
            "the last connection from cam2 to openmv has not carried data in both directions yet");
  evidence.wire.back().bytes_to_client = 20;
  EXPECT_EQ(not_yet(evidence, good), "");
  EXPECT_EQ(not_yet(evidence, failed), "") << "an older one counts without last";
}

TEST(Condition, combinations) {
  FakeEvidence evidence;
  evidence.put("a", "1");
  EXPECT_EQ(not_yet(evidence, R"({"all": [{"file": "a"}, {"file": "b"}]})"),
            "there is no file b in your folder yet");
  EXPECT_EQ(not_yet(evidence, R"({"any": [{"file": "b"}, {"file": "a"}]})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"not": {"file": "b"}})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"not": {"file": "a"}})"), "it is still so that a is there");
}

TEST(Condition, refuses_what_it_does_not_know) {
  EXPECT_EQ(error_of("[]"), "a condition is an object, such as {\"file\": \"server.der\"}");
  EXPECT_EQ(error_of(R"({"cammera": "openmv"})"), "no such key \"cammera\"; did you mean \"camera\"?");
  EXPECT_EQ(error_of(R"({"camera": "openmv", "powerd": true})"),
            "a condition on a camera has no key \"powerd\"; did you mean \"powered\"?");
  EXPECT_EQ(error_of(R"({"camera": "openmv"})"),
            "a condition on a camera has one of powered, prompt, printed, raised, clock_within");
  EXPECT_EQ(error_of(R"({"camera": "openmv", "powered": "yes"})"), "\"powered\" is true or false");
  EXPECT_EQ(error_of(R"({"camera": "openmv", "powered": true, "last": true})"),
            "\"last\" belongs to \"raised\" or \"printed\"");
  EXPECT_EQ(error_of(R"({"file": "a", "encoding": "CER"})"),
            "\"encoding\": \"CER\" is none of \"PEM\", \"DER\"");
  EXPECT_EQ(error_of(R"({"certificate": "a", "name": "openmv"})"),
            "\"name\" begins with DNS: or IP:, as in \"DNS:openmv\"");
  EXPECT_EQ(error_of(R"({"conversation": "cam2"})"),
            "\"conversation\" is the client and the server, such as [\"cam2\", \"openmv\"]");
  EXPECT_EQ(error_of(R"({"conversation": ["a", "b"], "alert": 256})"),
            "\"alert\" is a whole number from 0 to 255");
  EXPECT_EQ(error_of(R"({"all": [{"file": "a"}, {"file": 1}]})"),
            "all[1]: \"file\" is a text, such as \"openmv\"");
  EXPECT_EQ(error_of(R"({"any": []})"), "\"any\" needs a list of conditions");
}

TEST(Condition, the_schema_has_the_same_keys) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/sim/lesson/lesson.schema.json");
  const auto schema = nlohmann::json::parse(file);
  for (const auto& [kind, keys] : condition_keys()) {
    ASSERT_TRUE(schema["$defs"].contains(kind)) << kind;
    std::map<std::string, bool> in_schema;
    for (const auto& item : schema["$defs"][kind]["properties"].items()) in_schema[item.key()] = false;
    for (const auto& required : schema["$defs"][kind]["required"])
      in_schema[required.get<std::string>()] = true;
    EXPECT_EQ(in_schema, keys) << kind;
    EXPECT_EQ(schema["$defs"][kind]["additionalProperties"], false) << kind;
  }
}

}  // namespace
}  // namespace tlscam
