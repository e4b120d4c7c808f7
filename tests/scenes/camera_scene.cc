#include "tests/scenes/camera_scene.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace tlscam {
namespace {

constexpr const char* kNetworkAndClock =
    "import network, ntptime, socket, ssl, time\n"
    "lan = network.LAN()\n"
    "lan.active(True)\n"
    "while not lan.isconnected():\n"
    "    time.sleep_ms(50)\n"
    "ntptime.settime()\n";

Commands to_der(const std::string& name) {
  return {"openssl x509 -in " + name + ".pem -outform DER -out " + name + ".der"};
}

}  // namespace

CameraScene::CameraScene() {
  json_ = {{"clock", "2026-11-23 10:00:00"}, {"cameras", nlohmann::json::array()}};
}

nlohmann::json& CameraScene::add(const std::string& name, const std::string& code) {
  return add_bare(name, kNetworkAndClock + code);
}

nlohmann::json& CameraScene::add_bare(const std::string& name, const std::string& code) {
  auto& cameras = json_["cameras"];
  cameras.push_back({{"name", name}, {"script", {{"name", name + ".py"}, {"text", code}}}});
  return cameras.back();
}

std::string CameraScene::write() const {
  const std::string file = path("world.json");
  std::ofstream(file) << json_.dump(2);
  return file;
}

Outcome CameraScene::run(const std::vector<std::string>& more) const {
  std::vector<std::string> words{"run", "--trust", write()};
  words.insert(words.end(), more.begin(), more.end());
  return run_tlscam(words);
}

Told run_and_tell(const CameraScene& scene, const std::vector<std::string>& more) {
  std::vector<std::string> words{"--json"};
  words.insert(words.end(), more.begin(), more.end());
  const Outcome outcome = scene.run(words);
  Told told;
  told.exit_code = outcome.exit_code;
  told.all = outcome.out + outcome.error;
  std::istringstream text(outcome.out);
  for (std::string line; std::getline(text, line);) {
    const auto event = nlohmann::json::parse(line, nullptr, false);
    if (!event.is_object()) continue;
    if (event["event"] == "line") told.lines[event["camera"]].push_back(event["text"]);
    if (event["event"] == "diagnosis") told.causes.push_back(event["causes"][0]["id"]);
  }
  return told;
}

Commands make_key(const std::string& name, const std::string& kind) {
  if (kind == "rsa") {
    return {"openssl genrsa -out " + name + "-key.pem 2048",
            "openssl rsa -in " + name + "-key.pem -outform DER -out " + name + "-key.der"};
  }
  return {"openssl ecparam -name " + kind + " -genkey -noout -out " + name + "-key.pem",
          "openssl ec -in " + name + "-key.pem -outform DER -out " + name + "-key.der"};
}

Commands self_signed(const std::string& name, const std::string& options, const std::string& kind) {
  return make_key(name, kind) +
         Commands{"openssl req -x509 -new -key " + name + "-key.pem -days 365 " + options + " -out " + name +
                  ".pem"} +
         to_der(name);
}

Commands signed_by(const std::string& authority, const std::string& name,
                   const std::vector<std::string>& extensions, int days) {
  std::string request = "openssl req -new -key " + name + "-key.pem -subj /CN=" + name;
  for (const std::string& extension : extensions) request += " -addext " + extension;
  // openssl's command line cannot set an end earlier than yesterday.
  return make_key(name) +
         Commands{request + " -out " + name + ".csr",
                  "openssl x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority +
                      "-key.pem -CAcreateserial -days " + std::to_string(days < 0 ? -1 : days) +
                      " -copy_extensions copy -out " + name + ".pem"} +
         to_der(name);
}

Commands operator+(Commands left, const Commands& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

}  // namespace tlscam
