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

std::string golden_chain_file(const std::string& name) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/tests/golden/chains/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
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

TEST(Condition, who_has_signed_a_certificate_and_for_what) {
  FakeEvidence evidence;
  for (const std::string name : {"root.der", "other-root.der", "client.der"})
    evidence.put(name, golden_chain_file(name));
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "root.der", "ca": true, "self_signed": true})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "root.der", "ca": false})"),
            "root.der is an authority's certificate (CA:TRUE)");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "client.der", "ca": true})"),
            "client.der is not an authority's certificate: it does not say CA:TRUE");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "client.der", "signed_by": "root.der"})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "client.der", "signed_by": "other-root.der"})"),
            "client.der is not signed with the key of other-root.der");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "client.der", "signed_by": "nowhere.der"})"),
            "there is no file nowhere.der in your folder yet");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "client.der", "usage": "clientAuth"})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "client.der", "usage": "serverAuth"})"),
            "client.der may be used for clientAuth, not for serverAuth");
  EXPECT_EQ(not_yet(evidence, R"({"certificate": "root.der", "usage": "serverAuth"})"), "")
      << "without an extended key usage everything is allowed";
}

TEST(Condition, files_of_the_read_only_file_system_are_named_by_their_path) {
  FakeEvidence evidence;
  EXPECT_EQ(not_yet(evidence, R"({"file": "/rom/ca.der", "on": "openmv"})"),
            "there is no /rom/ca.der on openmv yet");
  evidence.put("openmv:/rom/ca.der", "1");
  evidence.put("ca.der", "2");
  EXPECT_EQ(not_yet(evidence, R"({"file": "/rom/ca.der", "on": "openmv", "same_as": "ca.der"})"),
            "/rom/ca.der on openmv is not the same as ca.der");
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

TEST(Condition, an_alert_has_a_sender_and_a_connection_its_details) {
  FakeEvidence evidence;
  using State = ConversationEvidence::State;
  evidence.wire.push_back({"cam2",
                           "openmv",
                           8443,
                           State::failed,
                           46,
                           "client",
                           0,
                           0,
                           "TLS 1.2",
                           "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                           {"ClientHello", "ServerHello"},
                           true});
  const auto asked = [](std::string_view what) {
    return R"({"conversation": ["cam2", "openmv"], )" + std::string(what) + "}";
  };
  EXPECT_EQ(not_yet(evidence, asked(R"("alert": 46, "alert_from": "client")")), "");
  EXPECT_EQ(not_yet(evidence, asked(R"("alert": 46, "alert_from": "server")")),
            "the last alert between cam2 and openmv was not sent by openmv");
  EXPECT_EQ(not_yet(evidence, asked(R"("version": "TLS 1.2", "message": "ServerHello", "resent": true)")),
            "");
  EXPECT_EQ(not_yet(evidence, asked(R"("version": "TLS 1.3")")),
            "the last connection from cam2 to openmv did not have TLS 1.3");
  EXPECT_EQ(not_yet(evidence, asked(R"("message": "CertificateRequest")")),
            "the last connection from cam2 to openmv did not have CertificateRequest");
  EXPECT_EQ(not_yet(evidence, asked(R"("cipher_suite": "TLS_AES_128_GCM_SHA256")")),
            "the last connection from cam2 to openmv did not have TLS_AES_128_GCM_SHA256");
  evidence.wire.back().resent = false;
  EXPECT_EQ(not_yet(evidence, asked(R"("resent": true)")),
            "on the last connection from cam2 to openmv nothing was sent again");
}

TEST(Condition, a_clock_may_have_to_be_wrong) {
  FakeEvidence evidence;
  const auto ahead = R"({"camera": "openmv", "clock_ahead": "1d"})";
  const auto behind = R"({"camera": "openmv", "clock_behind": "1d"})";
  EXPECT_EQ(not_yet(evidence, ahead), "openmv believes it is 2026-11-23 10:42");
  evidence.cameras["openmv"].clock = *parse_instant("2027-01-01");
  EXPECT_EQ(not_yet(evidence, ahead), "");
  EXPECT_EQ(not_yet(evidence, behind), "openmv believes it is 2027-01-01 00:00");
  evidence.cameras["openmv"].clock = *parse_instant("2013-10-14");
  EXPECT_EQ(not_yet(evidence, behind), "");
}

TEST(Condition, true_time_goes_on) {
  FakeEvidence evidence;
  const auto later = R"({"later": "200d"})";
  EXPECT_EQ(not_yet(evidence, later), "it is only 2026-11-23 10:42");
  evidence.time += std::chrono::days(200);
  EXPECT_EQ(not_yet(evidence, later), "");
  EXPECT_EQ(error_of(R"({"later": "90m"})"), "\"later\" is a number of whole days, such as \"200d\"");
}

TEST(Condition, faults_of_frames_and_services_and_cables) {
  FakeEvidence evidence;
  evidence.cables.push_back({"openmv", true, 0.5, {}});
  evidence.running.push_back({"ntp", {}});
  const auto flipped = R"({"fault": "flip", "message": "certificate", "link": "openmv"})";
  EXPECT_EQ(not_yet(evidence, flipped), "Certificate was not changed on its way yet");
  PlacedFault placed;
  placed.fault.action = FaultAction::flip;
  placed.fault.target = FaultTarget::certificate;
  evidence.cables[0].faults.push_back(placed);
  EXPECT_EQ(not_yet(evidence, flipped), "Certificate has not come by yet");
  evidence.cables[0].faults[0].state = PlacedFault::State::done;
  EXPECT_EQ(not_yet(evidence, flipped), "");
  EXPECT_EQ(not_yet(evidence, R"({"fault": "lose"})"), "a message was not lost on its way yet");
  EXPECT_EQ(not_yet(evidence, R"({"fault": "flip", "link": "gateway"})"),
            "a message was not changed on its way yet");

  EXPECT_EQ(not_yet(evidence, R"({"service": "ntp", "fault": "none"})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"service": "ntp", "fault": "wrong_time"})"), "nothing is wrong with ntp");
  evidence.running[0].faults.push_back("wrong_time");
  EXPECT_EQ(not_yet(evidence, R"({"service": "ntp", "fault": "wrong_time"})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"service": "ntp", "fault": "none"})"), "ntp has the fault wrong_time");
  EXPECT_EQ(not_yet(evidence, R"({"service": "dns", "fault": "none"})"), "there is no service dns");

  EXPECT_EQ(not_yet(evidence, R"({"link": "openmv", "up": true, "loses": true})"), "");
  EXPECT_EQ(not_yet(evidence, R"({"link": "openmv", "up": false})"), "openmv's cable is plugged in");
  EXPECT_EQ(not_yet(evidence, R"({"link": "openmv", "loses": false})"), "openmv's cable loses frames");
  EXPECT_EQ(not_yet(evidence, R"({"link": "cam2", "up": true})"), "there is no link cam2");

  EXPECT_EQ(
      error_of(R"({"fault": "flip", "message": "certifcate"})"),
      "\"message\": \"certifcate\" is not one that can be changed or lost; did you mean \"certificate\"?");
  EXPECT_EQ(error_of(R"({"link": "openmv"})"), "a condition on a link has \"up\" or \"loses\"");
}

TEST(Condition, costs_are_compared_between_ports) {
  FakeEvidence evidence;
  const auto cheapest = R"({"cost": "cam2", "port": 8443, "least_of": [8441, 8443]})";
  const auto dearest = R"({"cost": "openmv", "port": 8443, "most_of": [8441, 8443]})";
  EXPECT_EQ(not_yet(evidence, cheapest), "cam2 has not completed a handshake on port 8441 yet");
  using State = ConversationEvidence::State;
  const auto shakes_hands = [&](std::uint16_t port, State state, std::uint64_t client, std::uint64_t server) {
    ConversationEvidence& added = evidence.wire.emplace_back();
    added.client = "cam2";
    added.server = "openmv";
    added.port = port;
    added.state = state;
    added.client_instructions = client;
    added.server_instructions = server;
  };
  shakes_hands(8441, State::established, 68'000'000, 29'000'000);
  EXPECT_EQ(not_yet(evidence, cheapest), "cam2 has not completed a handshake on port 8443 yet");
  shakes_hands(8443, State::failed, 1, 1);
  EXPECT_FALSE(judge(evidence, cheapest).holds) << "a failed handshake has no cost to compare";
  shakes_hands(8443, State::established, 27'000'000, 84'000'000);
  EXPECT_EQ(not_yet(evidence, cheapest), "");
  EXPECT_EQ(not_yet(evidence, dearest), "");
  shakes_hands(8443, State::established, 90'000'000, 20'000'000);
  EXPECT_EQ(not_yet(evidence, cheapest),
            "the cheapest for cam2 is the one on port 8441: about 68 million instructions");
  EXPECT_EQ(not_yet(evidence, dearest),
            "the dearest for openmv is the one on port 8441: about 29 million instructions");
  EXPECT_EQ(error_of(R"({"cost": "cam2", "port": 1})"), "a condition on a cost has one of least_of, most_of");
  EXPECT_EQ(error_of(R"({"cost": "cam2", "port": 1, "least_of": [2]})"),
            "\"least_of\" is a list of two ports or more, such as [8441, 8442]");
  EXPECT_EQ(error_of(R"({"cost": "cam2", "port": 1, "most_of": [2, 3]})"),
            "\"port\" 1 is one of those that it is compared with");
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
            "a condition on a camera has one of powered, prompt, printed, raised, clock_within, clock_ahead, "
            "clock_behind");
  EXPECT_EQ(error_of(R"({"camera": "openmv", "powered": "yes"})"), "\"powered\" is true or false");
  EXPECT_EQ(error_of(R"({"camera": "openmv", "powered": true, "last": true})"),
            "\"last\" belongs to \"raised\" or \"printed\"");
  EXPECT_EQ(error_of(R"({"file": "a", "encoding": "CER"})"),
            "\"encoding\": \"CER\" is none of \"PEM\", \"DER\"");
  EXPECT_EQ(error_of(R"({"certificate": "a", "name": "openmv"})"),
            "\"name\" begins with DNS: or IP:, as in \"DNS:openmv\"");
  EXPECT_EQ(error_of(R"({"certificate": "a", "usage": "server"})"),
            "\"usage\": \"server\" is none of \"serverAuth\", \"clientAuth\"");
  EXPECT_EQ(error_of(R"({"conversation": "cam2"})"),
            "\"conversation\" is the client and the server, such as [\"cam2\", \"openmv\"]");
  EXPECT_EQ(error_of(R"({"conversation": ["a", "b"], "alert": 256})"),
            "\"alert\" is a whole number from 0 to 255");
  EXPECT_EQ(error_of(R"({"all": [{"file": "a"}, {"file": 1}]})"),
            "all[1]: \"file\" is a text, such as \"openmv\"");
  EXPECT_EQ(error_of(R"({"any": []})"), "\"any\" needs a list of conditions");
}

TEST(Condition, an_attacker_has_learned_what_has_leaked) {
  FakeEvidence evidence;
  const std::string password = R"({"attacker": "eve", "learned": "text", "saying": "7319"})";
  EXPECT_EQ(not_yet(evidence, password), "there is no attacker eve");
  const std::string said = "password 7319";
  evidence.attackers["eve"] = {true, {{LearnedKind::name, as_bytes(said)}}};
  EXPECT_EQ(not_yet(evidence, password), "eve has not learned 7319");
  EXPECT_FALSE(judge(evidence, R"({"attacker": "eve", "learned": "key"})").holds);
  evidence.attackers["eve"].learned.push_back({LearnedKind::text, as_bytes(said)});
  EXPECT_TRUE(judge(evidence, password).holds);
  EXPECT_TRUE(judge(evidence, R"({"attacker": "eve", "active": true})").holds);
  EXPECT_EQ(not_yet(evidence, R"({"attacker": "eve", "active": false})"), "the attacker eve is at work");
}

TEST(Condition, a_condition_on_an_attacker_is_read_strictly) {
  const auto problem = [](const std::string& text) {
    return parse_condition(nlohmann::json::parse(text)).error().text;
  };
  EXPECT_EQ(problem(R"({"attacker": "eve", "learned": "words"})"),
            "\"learned\": \"words\" is none of text, name, certificate, size, changed, refused, file, key");
  EXPECT_EQ(problem(R"({"attacker": "eve", "saying": "x"})"), "\"saying\" needs \"learned\"");
  EXPECT_NE(problem(R"({"attacker": "eve", "leaned": "text"})").find("learned"), std::string::npos);
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

TEST(Condition, a_service_has_received_what_clients_have_sent) {
  FakeEvidence evidence;
  const auto received = R"({"service": "api.example.com/https", "received": "a heron"})";
  EXPECT_EQ(not_yet(evidence, received), "there is no service api.example.com/https");
  evidence.sent_to["api.example.com/https"] = "a duck\n";
  EXPECT_EQ(not_yet(evidence, received), "api.example.com/https has not received a heron yet");
  evidence.sent_to["api.example.com/https"] += "a heron\n";
  EXPECT_EQ(not_yet(evidence, received), "");
  EXPECT_EQ(error_of(R"({"received": "x"})"), "the key \"service\" is missing");
}

}  // namespace
}  // namespace tlscam
