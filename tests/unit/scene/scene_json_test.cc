#include "sim/scene/scene_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "sim/net/fault_target.h"
#include "sim/scene/scene_json_keys.h"
#include "sim/service/service_list.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

const Instant kNow{std::chrono::seconds{1'800'000'000}};

Result<Scene> parse(std::string_view text) {
  const FileReader reader = [](const std::string& path) -> Result<Bytes> {
    if (path == "missing.py") return fail("there is no file {}", path);
    return Bytes(path.begin(), path.end());
  };
  return parse_scene(text, "world.json", "scenes", reader, kNow);
}

std::string error_of(std::string_view text) {
  auto scene = parse(text);
  return scene ? "no error" : scene.error().text;
}

TEST(SceneJson, EmptySceneHasTheDefaults) {
  auto scene = parse("{}");
  ASSERT_TRUE(scene) << scene.error().text;
  EXPECT_EQ(scene->seed, 1u);
  EXPECT_EQ(to_text(scene->clock), "2026-11-23 10:00:00");
  EXPECT_EQ(scene->run_for, std::chrono::minutes(10));
  EXPECT_TRUE(scene->cameras.empty());
}

TEST(SceneJson, ReadsEverything) {
  auto scene = parse(R"({
    "$schema": "x", "description": "y", "seed": 18446744073709551615, "clock": "now", "real_time": true,
    "run_for": "90s", "link": {"delay": "2ms", "loss": 0.25, "bits_per_second": 0},
    "cameras": [
      {"name": "openmv", "script": "server.py", "args": ["a", "b c"], "heap": 65536,
       "files": {"certs/ca.der": {"base64": "MIIB"}, "a.txt": {"text": "hi"}, "b.txt": "b.txt", "c": {"file": "d"}},
       "romfs": {"key.der": {"base64": "AA=="}}, "clock": "2020-01-01", "flash_file": "openmv.img",
       "address": "192.168.1.77", "link": {"loss": 0.5}},
      {"name": "cam2", "powered": false, "script": {"name": "inline.py", "text": "print(1)\n"}}],
    "network": {"first_host": "198.51.100.1"},
    "services": {"dhcp": {"faults": [{"kind": "silent"}]},
      "dns": {"names": {"www.example.org": "192.168.1.9"},
              "faults": [{"name": "cam2", "kind": "wrong_address", "address": "192.168.1.3"}, {"kind": "servfail"}]},
      "ntp": {"faults": [{"kind": "wrong_time", "offset": "-2h"}]}},
    "hosts": [{"name": "shop.example", "address": "203.0.113.7", "services": {"echo": {"port": 4000}}}],
    "middleboxes": [{"link": "openmv.wlan", "box": {"counter": {}}}, {"host": "shop.example", "box": {"counter": {}}}],
    "access_point": {"ssid": "lab", "key": "", "channel": 11, "up": false},
    "faults": [{"link": "openmv", "action": "flip", "target": "certificate", "byte": 30, "bit": 7,
                "repair_checksums": false},
               {"link": "gateway", "action": "drop", "target": "datagram", "direction": "to_node", "nth": 3}],
    "workstation": {"files": {"san.cnf": {"text": "x"}}},
    "bridges": [{"real": "127.0.0.1:5000", "camera": "openmv", "port": 443, "protocol": "udp"}],
    "reaches": [{"name": "server", "real": "localhost:4433"}]})");
  ASSERT_TRUE(scene) << scene.error().text;
  EXPECT_EQ(scene->seed, UINT64_MAX);
  EXPECT_EQ(scene->clock, kNow);
  EXPECT_EQ(scene->run_for, std::chrono::seconds(90));

  ASSERT_EQ(scene->cameras.size(), 2u);
  const SceneCamera& openmv = scene->cameras[0];
  EXPECT_EQ(openmv.script->file_name, "server.py");
  EXPECT_EQ(openmv.script->text, "server.py");
  EXPECT_EQ(openmv.args, (std::vector<std::string>{"a", "b c"}));
  EXPECT_EQ(openmv.heap, 65536u);
  EXPECT_EQ(openmv.files.at("certs/ca.der"), (Bytes{0x30, 0x82, 0x01}));
  EXPECT_EQ(as_text(openmv.files.at("a.txt")), "hi");
  EXPECT_EQ(as_text(openmv.files.at("b.txt")), "b.txt");
  EXPECT_EQ(as_text(openmv.files.at("c")), "d");
  EXPECT_EQ(openmv.romfs.at("key.der"), Bytes{0});
  EXPECT_EQ(to_text(*openmv.clock), "2020-01-01 00:00:00");
  EXPECT_EQ(openmv.flash_file, "scenes/openmv.img");
  EXPECT_EQ(openmv.address, parse_ipv4("192.168.1.77"));
  EXPECT_EQ(openmv.link->loss, 0.5);
  EXPECT_EQ(openmv.link->delay, std::chrono::milliseconds(2)) << "not taken over from the scene's link";
  EXPECT_FALSE(scene->cameras[1].powered);
  EXPECT_FALSE(scene->cameras[1].link);
  EXPECT_EQ(scene->cameras[1].script->text, "print(1)\n");

  EXPECT_EQ(scene->network.first_host, parse_ipv4("198.51.100.1"));
  ASSERT_EQ(scene->services.size(), 3u);
  EXPECT_EQ(scene->services[0].key, "dhcp");
  EXPECT_EQ(scene->services[0].faults.at(0).kind, "silent");
  const auto names = setting<std::map<std::string, Ipv4Address>>(scene->services[1].settings, "names");
  EXPECT_EQ(names.at("www.example.org"), parse_ipv4("192.168.1.9"));
  ASSERT_EQ(scene->services[1].faults.size(), 2u);
  EXPECT_EQ(scene->services[1].faults[0].kind, "wrong_address");
  EXPECT_EQ(scene->services[1].faults[0].address, parse_ipv4("192.168.1.3"));
  EXPECT_EQ(scene->services[1].faults[1].name, "*");
  EXPECT_EQ(scene->services[2].faults.at(0).offset, -std::chrono::hours(2));
  ASSERT_EQ(scene->hosts.size(), 1u);
  EXPECT_EQ(scene->hosts[0].address, parse_ipv4("203.0.113.7"));
  EXPECT_EQ(setting<std::uint16_t>(scene->hosts[0].services.at(0).settings, "port"), 4000);
  ASSERT_EQ(scene->middleboxes.size(), 2u);
  EXPECT_EQ(scene->middleboxes[0].link, "openmv.wlan");
  EXPECT_EQ(scene->middleboxes[1].service.key, "counter");
  EXPECT_EQ(scene->access_point.channel, 11);
  ASSERT_EQ(scene->faults.size(), 2u);
  EXPECT_EQ(scene->faults[0].link, "openmv");
  EXPECT_EQ(to_text(scene->faults[0].fault), "flip bit 7 of byte 30 of the next Certificate");
  EXPECT_FALSE(scene->faults[0].fault.repair_checksums);
  EXPECT_EQ(to_text(scene->faults[1].fault), "drop the 3rd datagram");
  EXPECT_EQ(scene->faults[1].fault.direction, Direction::to_node);
  EXPECT_EQ(as_text(scene->workstation_files.at("san.cnf")), "x");
  EXPECT_EQ(scene->bridges[0].protocol, SceneProtocol::udp);
  EXPECT_EQ(scene->bridges[0].real.port, 5000);
  EXPECT_EQ(to_text(scene->reaches[0].real), "127.0.0.1:4433");
}

struct Mistake {
  std::string scene, message;
};

class SceneMistake : public testing::TestWithParam<Mistake> {};

TEST_P(SceneMistake, IsNamedAtItsPlace) {
  EXPECT_EQ(error_of(GetParam().scene), GetParam().message);
}

TEST(SceneJson, AFaultNeedsALinkThatIsThere) {
  EXPECT_EQ(error_of(R"({"faults": [{"link": "cam9", "action": "drop", "target": "frame"}]})"),
            "world.json: faults[0].link: no camera is named \"cam9\"; a link is named after its camera, "
            "with \".wlan\" for its radio, or \"gateway\"");
  EXPECT_EQ(
      error_of(R"({"faults": [{"link": "gateway", "action": "flip", "target": "frame", "byte": 99999}]})"),
      "world.json: faults[0].byte: 99999 is not a whole number from -20000 to 20000");
}

INSTANTIATE_TEST_SUITE_P(
    All, SceneMistake,
    testing::Values(
        Mistake{R"({"cameras": [{"name": "a"}, {"name": "b", "clok": "now"}]})",
                R"(world.json: cameras[1].clok: no such key; did you mean "clock"?)"},
        Mistake{R"({"zzz": 1})", "world.json: zzz: no such key"},
        Mistake{R"({"seed": "1"})", "world.json: seed: this must be a whole number, it is string"},
        Mistake{R"({"seed": -1})",
                "world.json: seed: -1 is not a whole number from 0 to 18446744073709551615"},
        Mistake{R"([])", "world.json: this must be an object, { ... }, it is array"},
        Mistake{R"({"cameras": {}})", "world.json: cameras: this must be a list, [ ... ], it is object"},
        Mistake{R"({"cameras": [{}]})", R"(world.json: cameras[0]: the key "name" is missing)"},
        Mistake{R"({"cameras": [{"name": "a"}, {"name": "A"}]})",
                R"(world.json: cameras[1].name: two cameras are named "A"; give each its own name)"},
        Mistake{R"({"cameras": [{"name": "a"}], "hosts": [{"name": "A", "services": {"echo": {}}}]})",
                R"(world.json: hosts[0].name: another host or camera is named "A"; give each its own name)"},
        Mistake{
            R"({"cameras": [{"name": "gateway"}]})",
            R"(world.json: cameras[0].name: "gateway" is a part of the world itself; choose another name)"},
        Mistake{
            R"({"cameras": [{"name": "a b"}]})",
            R"(world.json: cameras[0].name: "a b" cannot be a camera's name; use up to 63 letters, digits and hyphens)"},
        Mistake{R"({"seed": 1, "seed": 2})", R"(world.json: the key "seed" comes twice in the same object)"},
        Mistake{R"({"link": {"loss": 20}})",
                "world.json: link.loss: 20 is not a probability; it goes from 0 (never) to 1 (always)"},
        Mistake{R"({"cameras": [{"name": "a", "script": "missing.py"}]})",
                "world.json: cameras[0].script: there is no file missing.py"},
        Mistake{R"({"cameras": [{"name": "a", "script": "../b.py"}]})",
                R"(world.json: cameras[0].script: "../b.py": the path leaves its folder (".."))"},
        Mistake{
            R"({"cameras": [{"name": "a", "files": {"/x": {"text": ""}}}]})",
            R"(world.json: cameras[0].files["/x"]: the path begins with "/"; write it relative to the folder)"},
        Mistake{R"({"cameras": [{"name": "a", "files": {"x": {"base64": "A?=="}}}]})",
                R"(world.json: cameras[0].files["x"].base64: '?' at position 1 is no base64)"},
        Mistake{R"({"cameras": [{"name": "a", "files": {"x": {"txt": ""}}}]})",
                R"(world.json: cameras[0].files["x"].txt: no such key; did you mean "text"?)"},
        Mistake{
            R"({"cameras": [{"name": "a", "address": "192.168.1.256"}]})",
            R"(world.json: cameras[0].address: "192.168.1.256" is not an IPv4 address such as 192.168.1.60)"},
        Mistake{R"({"cameras": [{"name": "a", "address": "127.0.0.1"}]})",
                "world.json: cameras[0].address: 127.0.0.1 is not in the cameras' network; the gateway is "
                "192.168.1.1, the netmask 255.255.255.0"},
        Mistake{
            R"({"cameras": [{"name": "a", "address": "192.168.1.255"}]})",
            "world.json: cameras[0].address: 192.168.1.255 is not in the cameras' network; the gateway is "
            "192.168.1.1, the netmask 255.255.255.0"},
        Mistake{R"({"cameras": [{"name": "a", "address": "192.168.1.1"}]})",
                "world.json: cameras[0].address: 192.168.1.1 belongs to the gateway"},
        Mistake{R"({"cameras": [{"name": "a", "heap": 100}]})",
                "world.json: cameras[0].heap: 100 bytes; a camera's heap is 16384 to 268435456 bytes"},
        Mistake{R"({"real_time": true, "bridges": [{"real": "127.0.0.1:1", "camera": "x", "port": 1}]})",
                R"(world.json: bridges[0].camera: no camera is named "x")"},
        Mistake{
            R"({"cameras": [{"name": "x"}], "bridges": [{"real": "127.0.0.1:1", "camera": "x", "port": 1}]})",
            "world.json: bridges: real programs live in real time; set real_time as well"},
        Mistake{R"({"bridges": [{"real": "127.0.0.1:70000", "camera": "x", "port": 1}]})",
                R"(world.json: bridges[0].real: "70000" is not a port; a port is a number from 1 to 65535)"},
        Mistake{R"({"bridges": [{"real": "192.168.0.4:80", "camera": "x", "port": 1}]})",
                R"(world.json: bridges[0].real: "192.168.0.4" is not this computer's loopback; )"
                R"(the simulation only talks to 127.0.0.1 (write 127.0.0.1:80))"},
        Mistake{R"({"services": {"ntp": {"faults": [{"kind": "late"}]}}})",
                R"(world.json: services.ntp.faults[0].kind: "late" is none of "unreachable", "wrong_time")"},
        Mistake{R"({"services": {"dhpc": {}}})",
                R"(world.json: services.dhpc: no such key; did you mean "dhcp"?)"},
        Mistake{R"({"services": {"echo": {}}})", R"(world.json: services.echo: no such key)"},
        Mistake{R"({"hosts": [{"name": "a.example", "services": {"https": {"key": {"text": "x"}}}}]})",
                R"(world.json: hosts[0].services.https: the key "certificates" is missing)"},
        Mistake{R"({"hosts": [{"name": "a.example", "address": "192.168.1.9"}]})",
                "world.json: hosts[0].address: hosts are beyond the gateway, and 192.168.1.9 is not"},
        Mistake{R"({"middleboxes": [{"host": "nobody.example", "box": {"counter": {}}}]})",
                R"(world.json: middleboxes[0].host: no host is named "nobody.example")"},
        Mistake{R"({"network": {"gateway": "10.0.0.1"}})",
                "world.json: network.workstation: 192.168.1.2 is not in the network of the gateway"},
        Mistake{
            R"({"run_for": 10})",
            R"(world.json: run_for: this must be a text with a unit, such as "10m" or "250ms", it is number)"}),
    [](const auto& info) { return std::to_string(info.index); });

TEST(SceneJson, BadDurationsAndTimesNameTheirPlace) {
  EXPECT_EQ(error_of(R"({"run_for": "soon"})").find("world.json: run_for: "), 0u);
  EXPECT_EQ(error_of(R"({"clock": "2026-13-01"})").find("world.json: clock: "), 0u);
}

TEST(SceneJson, SyntaxErrorsNameTheLine) {
  const std::string message = error_of("{\n  \"seed\": 1,\n  \"clock\" \"now\"\n}");
  EXPECT_EQ(message.find("world.json:3: this is not JSON: "), 0u) << message;
}

TEST(SceneJson, DeepAndLargeTextsAreRefused) {
  const std::string deep = R"({"cameras": )" + std::string(100'000, '[');
  EXPECT_EQ(error_of(deep), "world.json: nested more than 16 deep; no scene is");
  EXPECT_THAT(error_of(std::string(kMaxSceneBytes + 1, ' ')), HasSubstr("a scene has at most"));
}

class SceneFolder : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_ / "inside"); }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const fs::path& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  // Each test runs in its own process, and they run side by side.
  fs::path folder_ =
      fs::path(testing::TempDir()) /
      (std::string("tlscam_scene_folder_") + testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(SceneFolder, FilesAreReadFromBesideTheScene) {
  write("inside/server.py", "print('hello')\n");
  write("inside/world.json",
        R"({"cameras": [{"name": "openmv", "script": "server.py", "flash_file": "f.img"}]})");
  auto scene = load_scene((folder_ / "inside/world.json").string(), kNow);
  ASSERT_TRUE(scene) << scene.error().text;
  EXPECT_EQ(scene->cameras[0].script->text, "print('hello')\n");
  EXPECT_EQ(scene->cameras[0].flash_file, (folder_ / "inside/f.img").string());
}

TEST_F(SceneFolder, ALinkOutOfTheFolderIsRefused) {
  write("secret.py", "x");
  fs::create_symlink(folder_ / "secret.py", folder_ / "inside/server.py");
  write("inside/world.json", R"({"cameras": [{"name": "openmv", "script": "server.py"}]})");
  auto scene = load_scene((folder_ / "inside/world.json").string(), kNow);
  ASSERT_FALSE(scene);
  EXPECT_THAT(scene.error().text, HasSubstr("server.py leads out of the scene's folder"));
}

TEST_F(SceneFolder, AMissingSceneIsNamed) {
  auto scene = load_scene((folder_ / "nowhere.json").string(), kNow);
  ASSERT_FALSE(scene);
  EXPECT_EQ(scene.error().text, "there is no file " + (folder_ / "nowhere.json").string());
}

TEST(SceneSchema, ListsTheKindsOfFaultsThatServicesHave) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/sim/scene/scene.schema.json");
  const auto schema = nlohmann::json::parse(file);
  std::set<std::string> described;
  for (const auto& kind : schema["$defs"]["service_fault"]["properties"]["kind"]["enum"])
    described.insert(kind.get<std::string>());
  std::set<std::string> known;
  for (const ServiceForm& form : service_forms())
    for (const FaultForm& fault : form.faults) known.insert(fault.kind);
  EXPECT_EQ(described, known);
}

TEST(SceneSchema, ListsTheKeysThatTheParserAccepts) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/sim/scene/scene.schema.json");
  const auto schema = nlohmann::json::parse(file);
  const auto& kinds = schema.at("$defs");
  for (const auto& [kind, keys] : scene_keys()) {
    ASSERT_TRUE(kinds.contains(kind)) << kind;
    EXPECT_EQ(kinds[kind].at("additionalProperties"), false) << kind;
    SceneKeyList described;
    for (const auto& [key, unused] : kinds[kind].at("properties").items()) described.emplace(key, false);
    for (const auto& key : kinds[kind].value("required", nlohmann::json::array()))
      described[key.get<std::string>()] = true;
    EXPECT_EQ(described, keys) << kind;
  }
  for (const auto& [kind, definition] : kinds.items()) {
    if (definition.contains("properties")) {
      EXPECT_TRUE(scene_keys().contains(kind)) << kind;
    }
  }
}

TEST(SceneSchema, lists_the_targets_of_faults) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/sim/scene/scene.schema.json");
  const auto schema = nlohmann::json::parse(file);
  const auto ids = fault_target_ids();
  EXPECT_EQ(schema.at("/$defs/fault/properties/target/enum"_json_pointer), nlohmann::json(ids));
}

TEST(SceneJson, an_internet_adds_hosts_and_files_but_for_those_that_the_scene_has) {
  auto scene = parse(R"({"internet": "public", "hosts": [{"name": "www.example.com"}],
    "workstation": {"files": {"mine.txt": {"text": "mine"}}}})");
  ASSERT_TRUE(scene) << scene.error().text;
  const auto host = [&](std::string_view name) {
    return std::ranges::count(scene->hosts, name, &SceneHost::name);
  };
  EXPECT_EQ(host("api.example.com"), 1);
  EXPECT_EQ(host("expired.broken.example"), 1);
  EXPECT_EQ(host("www.example.com"), 1);
  EXPECT_TRUE(std::ranges::find(scene->hosts, "www.example.com", &SceneHost::name)->services.empty());
  EXPECT_TRUE(scene->workstation_files.contains("trusted-roots.pem"));
  EXPECT_TRUE(scene->workstation_files.contains("mine.txt"));
}

TEST(SceneJson, an_internet_that_is_not_there_is_refused_with_the_one_that_is) {
  EXPECT_EQ(error_of(R"({"internet": "publik"})"),
            "world.json: internet: there is no internet \"publik\"; there is \"public\"");
  EXPECT_THAT(error_of(R"({"internet": "../public"})"), HasSubstr("is not the name of an internet"));
}

}  // namespace
}  // namespace tlscam
