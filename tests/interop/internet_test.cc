// These tests connect other projects' programs to hosts of the public internet, over bridges: curl and
// openssl judge each as our own programs say they do, and mosquitto's clients use the broker. They run at the
// scene's date.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/interop/interop.h"

namespace tlscam {
namespace {

constexpr const char* kInternet = TLSCAM_SOURCE_DIR "/assets/internet/public/";
constexpr const char* kDate = "2026-11-23 10:00:00";

using testing::HasSubstr;

class PublicInternet : public Interop {
 protected:
  // Offers `ports` of hosts here: "api.example.com:443".
  void begin(const std::vector<std::string>& hosts) {
    std::ofstream(path("world.json")) << R"({"clock": ")" << kDate << R"(", "internet": "public"})";
    std::vector<std::string> words{
        TLSCAM_PROGRAM, "run", path("world.json"), "--camera", "openmv=" + script("idle.py"),
        "--for",        "60s", "--trust"};
    for (const std::string& host : hosts) {
      ports_.push_back(free_port());
      words.insert(words.end(), {"--bridge", loopback(ports_.back()) + "=" + host});
    }
    world_ = std::make_unique<Child>(words);
    expect_says(*world_, "openmv| idle\n");
  }

  static std::unique_ptr<Child> start(std::vector<std::string> words) {
    words.insert(words.begin(), {"faketime", kDate});
    return std::make_unique<Child>(std::move(words));
  }

  // Asks curl about a host: `said_`, and its exit code.
  int curl(std::size_t which, const std::string& host, std::vector<std::string> more = {}) {
    const std::string place = host + ":" + std::to_string(ports_.at(which));
    std::vector<std::string> words{
        "curl",      "--noproxy",         "*",
        "--silent",  "--show-error",      "--max-time",
        "20",        "--cacert",          kInternet + std::string("trusted-roots.pem"),
        "--resolve", place + ":127.0.0.1"};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back("https://" + place + (more.empty() ? "/" : "/pictures"));
    auto child = start(words);
    const int code = child->wait().value_or(-1);
    said_ = child->output();
    return code;
  }

  std::vector<std::uint16_t> ports_;
  std::string said_;

 private:
  std::unique_ptr<Child> world_;
};

TEST_F(PublicInternet, curl_and_openssl_accept_the_chain_of_four_and_curl_posts) {
  begin({"api.example.com:443"});
  EXPECT_EQ(curl(0, "api.example.com"), 0) << said_;
  EXPECT_EQ(curl(0, "api.example.com", {"-d", "a heron"}), 0) << said_;
  EXPECT_EQ(said_, "7 bytes stored\n");
  auto client = start({"openssl", "s_client", "-connect", loopback(ports_[0]), "-servername",
                       "api.example.com", "-verify_hostname", "api.example.com", "-CAfile",
                       kInternet + std::string("trusted-roots.pem"), "-showcerts"});
  client->close_input();
  EXPECT_EQ(client->wait(), 0) << client->output();
  const std::string output = client->output();
  EXPECT_THAT(
      output,
      HasSubstr(
          " 3 s:O = Example Trust, CN = Example Root X2\n   i:O = Example Trust, CN = Example Root X1\n"));
  EXPECT_THAT(output, HasSubstr("Verify return code: 0 (ok)"));
}

// Our own curl judges the same hosts in tests/scenes/public_internet_test.cc.
TEST_F(PublicInternet, the_real_curl_finds_what_is_broken) {
  struct Broken {
    const char* name;
    int code;
    const char* says;
  };
  const Broken hosts[] = {
      {"valid", 0, "This is valid"},
      {"wildcard", 0, "This is wildcard"},
      {"many-names", 0, "This is many-names"},
      {"revoked", 0, "This is revoked"},
      {"expired", 60, "certificate has expired"},
      {"not-yet-valid", 60, "certificate is not yet valid"},
      {"wrong-name", 60, "no alternative certificate subject name matches target host name"},
      {"self-signed", 60, "self-signed certificate"},
      {"untrusted-root", 60, "self-signed certificate in certificate chain"},
      {"incomplete-chain", 60, "unable to get local issuer certificate"},
  };
  std::vector<std::string> places;
  for (const Broken& host : hosts) places.push_back(std::string(host.name) + ".broken.example:443");
  begin(places);
  for (std::size_t i = 0; i < std::size(hosts); ++i) {
    EXPECT_EQ(curl(i, std::string(hosts[i].name) + ".broken.example"), hosts[i].code)
        << hosts[i].name << said_;
    EXPECT_THAT(said_, HasSubstr(hosts[i].says)) << hosts[i].name;
  }
}

TEST_F(PublicInternet, mosquitto_publishes_and_subscribes_over_tls_and_in_the_clear) {
  begin({"mqtt.example.com:8883", "mqtt.example.com:1883"});
  // stdbuf: the programs would keep what they say, since nobody looks at a terminal.
  const auto words = [&](const char* program, const char* user, const char* password,
                         std::vector<std::string> more) {
    std::vector<std::string> all{"stdbuf", "-oL", program,  "-h", "127.0.0.1", "-u",
                                 user,     "-P",  password, "-q", "1"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  const std::vector<std::string> tls{
      "-p", std::to_string(ports_[0]), "--cafile", kInternet + std::string("trusted-roots.pem"),
      "--insecure"};  // the name is 127.0.0.1 here; the chain is verified all the same
  const std::vector<std::string> plain{"-p", std::to_string(ports_[1])};
  const auto joined = [](std::vector<std::string> all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  auto desk = start(
      words("mosquitto_sub", "desk", "red-fox", joined(tls, {"-t", "pictures/#", "-v", "-C", "2", "-d"})));
  expect_says(*desk, "Subscribed (mid: 1): 1");
  for (const auto& way : {tls, plain}) {
    auto camera = start(words("mosquitto_pub", "cam2", "blue-heron",
                              joined(way, {"-t", "pictures/cam2/now", "-m", "a heron"})));
    EXPECT_EQ(camera->wait(), 0) << camera->output();
  }
  EXPECT_EQ(desk->wait(), 0) << desk->output();
  EXPECT_THAT(desk->output(), HasSubstr("pictures/cam2/now a heron\n"));
  auto stranger =
      start(words("mosquitto_pub", "cam2", "wrong", joined(tls, {"-t", "pictures/cam2/now", "-m", "x"})));
  EXPECT_NE(stranger->wait(), 0);
  EXPECT_THAT(stranger->output(), HasSubstr("bad user name or password"));
}

}  // namespace
}  // namespace tlscam
