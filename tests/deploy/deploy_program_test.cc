// The program as a person uses it: pre-flight, many devices and /rom, on cameras with the real firmware
// behind real terminal devices.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <future>
#include <iterator>

#include "sim/certificate/certificate_file.h"
#include "sim/deploy/native_pty_port.h"
#include "sim/machine/camera.h"
#include "sim/machine/native_machine.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// `Connected` is a camera that is switched on, and its port.
struct Connected {
  std::unique_ptr<Camera> camera;
  std::unique_ptr<PtyPort> port;
};

class DeployProgram : public testing::Test {
 protected:
  Connected& connect(const std::string& name) {
    CameraSettings settings;
    settings.name = name;
    settings.seed = cameras_.size() + 1;
    settings.model = &camera_models()[0];
    const RadioWorld radio{
        [] { return std::vector<camera_radio_network>{}; },
        [](const std::string&, const std::string&) { return RadioWorld::Joined{CAMERA_RADIO_NO_NETWORK}; },
        [] {}};
    auto camera = Camera::create(settings, network_, factory_, radio);
    EXPECT_TRUE(camera && (*camera)->power_on());
    auto port = PtyPort::open((*camera)->serial());
    EXPECT_TRUE(port);
    cameras_.push_back({std::move(*camera), std::move(*port)});
    return cameras_.back();
  }

  /// Runs a command line in the test's folder while the cameras live on. Gives its exit code; what it printed
  /// is in `said`.
  int run(const std::string& words) {
    const std::string command =
        "cd " + folder_.path().string() + " && exec " TLSCAM_PROGRAM " " + words + " 2>&1 < /dev/null";
    auto ended = std::async(std::launch::async, [&command, this] {
      said.clear();
      std::FILE* out = ::popen(command.c_str(), "r");
      std::array<char, 512> part;
      while (const std::size_t size = std::fread(part.data(), 1, part.size(), out))
        said.append(part.data(), size);
      const int status = ::pclose(out);
      return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    });
    while (ended.wait_for(1ms) != std::future_status::ready) {
      events_.run_until(events_.now() + 2ms);
      for (Connected& one : cameras_) one.port->poll();
    }
    return ended.get();
  }

  void openssl(const std::string& words) {
    ASSERT_EQ(
        std::system(("cd " + folder_.path().string() + " && openssl " + words + " 2>/dev/null").c_str()), 0);
  }
  void put(const std::string& name, std::string_view text) {
    std::filesystem::create_directories((folder_.path() / name).parent_path());
    std::ofstream(folder_.path() / name, std::ios::binary) << text;
  }
  std::string content(const std::string& name) {
    std::ifstream in(folder_.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static std::string on_drive(const Connected& one, const std::string& name) {
    const auto found = one.camera->drive().read(name);
    return found ? std::string(as_text(*found)) : "-";
  }

  Connected& camera(std::size_t at) { return cameras_[at]; }

  std::string said;
  TestFolder folder_;

 private:
  EventQueue events_{*parse_instant("2026-11-23 10:42:07")};
  Switch network_{events_, 1};
  NativeMachineFactory factory_{TLSCAM_BINARY_DIR "/bin/tlscam-camera"};
  std::deque<Connected> cameras_;
};

TEST_F(DeployProgram, writes_nothing_when_the_pre_flight_stops_it) {
  const Connected& camera = connect("openmv");
  const std::string port = "--port " + camera.port->path();
  openssl(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out server.pem "
      "-subj /CN=openmv -days 30");
  put("main.py",
      "import ssl\nc = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\nc.load_cert_chain('server.pem', "
      "'key.pem')\n");
  EXPECT_EQ(run("deploy " + port + " main.py server.pem key.pem"), 1);
  EXPECT_THAT(said, AllOf(HasSubstr("stops    server.pem is PEM."), HasSubstr("reads DER only"),
                          HasSubstr("openssl x509 -in server.pem -outform DER -out server.der"),
                          HasSubstr("tlscam: nothing was written")));
  EXPECT_EQ(on_drive(camera, "main.py"), "-");
  EXPECT_EQ(run("deploy " + port + " --no-preflight main.py server.pem"), 0) << said;
  EXPECT_EQ(on_drive(camera, "main.py"), content("main.py"));
}

TEST_F(DeployProgram, each_device_gets_its_own) {
  const std::string first = connect("cam1").port->path(), second = connect("cam2").port->path();
  openssl("ecparam -name prime256v1 -genkey -noout -out ca.key");
  openssl("req -x509 -new -key ca.key -days 3650 -subj '/CN=my authority' -out ca.crt");
  put("app.txt", "for all");
  put("devices.csv", fmt::format("name,port,address\ncam1,{},192.168.1.50\ncam2,{}.gone,\n", first, second));
  const std::string command = "deploy --each devices.csv --ca ca.crt --ca-key ca.key app.txt";
  EXPECT_EQ(run(command), 1);
  EXPECT_THAT(said, AllOf(HasSubstr("cam1: deployed"), HasSubstr("cam2: failed"),
                          HasSubstr("failed: cam2; the same command goes on with them")));

  put("devices.csv", fmt::format("name,port,address\ncam1,{},192.168.1.50\ncam2,{},\n", first, second));
  EXPECT_EQ(run(command), 0) << said;
  EXPECT_THAT(said, AllOf(HasSubstr("cam1: is deployed already"), HasSubstr("cam2: deployed")));
  std::vector<std::string> keys;
  for (const auto& [at, name] : {std::pair<std::size_t, std::string>{0, "cam1"}, {1, "cam2"}}) {
    const std::string key = on_drive(camera(at), "server-key.der");
    EXPECT_EQ(key, content("devices-made/" + name + "-key.der"));
    EXPECT_EQ(on_drive(camera(at), "server.der"), content("devices-made/" + name + ".der"));
    EXPECT_EQ(on_drive(camera(at), "app.txt"), "for all");
    EXPECT_TRUE(key_belongs(inspect(as_bytes(key), "key"),
                            inspect(as_bytes(on_drive(camera(at), "server.der")), "certificate")));
    keys.push_back(key);
  }
  EXPECT_NE(keys[0], keys[1]);
  openssl("verify -CAfile ca.crt -verify_ip 192.168.1.50 devices-made/cam1.der");
  EXPECT_THAT(content("devices-made/report.txt"),
              AllOf(HasSubstr("cam1 (IP:192.168.1.50)"), HasSubstr("deployed at")));
}

TEST_F(DeployProgram, an_image_replaces_another_which_is_kept) {
  const std::string port = "--port " + connect("openmv").port->path();
  put("rom/model.txt", "factory");
  EXPECT_EQ(run("deploy --romfs " + port + " rom"), 0) << said;
  EXPECT_THAT(said, HasSubstr("warning  A new image replaces all that is in /rom."));
  put("new/ca.txt", "mine");
  EXPECT_EQ(run("deploy --romfs --dry-run " + port + " new"), 0) << said;
  EXPECT_THAT(said, HasSubstr("gone then  /rom/model.txt"));
  EXPECT_EQ(run("deploy --romfs --merge " + port + " new"), 0) << said;
  EXPECT_THAT(said, AllOf(HasSubstr("The old image is kept in ./rom-"), Not(HasSubstr("gone then"))));
  const std::string kept = said.substr(said.find("./rom-"), said.find(".romfs") + 6 - said.find("./rom-"));
  EXPECT_EQ(run("romfs show " + kept), 0);
  EXPECT_EQ(said, "         7  model.txt\n");
  put("look.py", "import os\nprint(sorted(os.listdir('/rom')))\n");
  EXPECT_EQ(run("deploy " + port + " --run look.py"), 0);
  EXPECT_THAT(said, HasSubstr("['ca.txt', 'model.txt']"));
  EXPECT_EQ(run("deploy --romfs " + port + " " + kept), 0) << said;
  EXPECT_EQ(run("deploy " + port + " --run look.py"), 0);
  EXPECT_THAT(said, HasSubstr("['model.txt']"));
}

}  // namespace
}  // namespace tlscam
