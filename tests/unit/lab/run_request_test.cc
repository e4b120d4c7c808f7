#include "sim/lab/session/run_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sim/lab/session/temporary_folder.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr Instant kNow{1'800'000'000s};

class RunRequestTest : public testing::Test {
 protected:
  RunRequestTest() {
    write("server.py", "print(1)\n");
    write("cert.der", "0123");
  }

  std::string path(const std::string& name) const { return folder_->path() + "/" + name; }
  void write(const std::string& name, const std::string& text) { std::ofstream(path(name)) << text; }

  // The message that the request is refused with; empty when it is not.
  static std::string refusal(const RunRequest& request) {
    const auto scene = make_scene(request, kNow);
    return scene ? "" : scene.error().text;
  }

  static Result<Scene> scene_of(const RunRequest& request) {
    return make_scene(request, kNow).map([](RequestedScene made) { return std::move(made.scene); });
  }

  RunRequest one_camera() const {
    RunRequest request;
    request.cameras = {"openmv=" + path("server.py")};
    return request;
  }

  Result<TemporaryFolder> folder_ = TemporaryFolder::create();
};

TEST_F(RunRequestTest, TheShortFormMakesAScene) {
  RunRequest request = one_camera();
  request.cameras.push_back("cam2");
  request.puts = {"openmv:certs/cert.der=" + path("cert.der"), "cam2:/flash/cert.der=" + path("cert.der")};
  request.roms = {"cam2:/rom/cert.der=" + path("cert.der")};
  request.camera_clocks = {"openmv=2020-01-02T03:04:05"};
  request.heaps = {"cam2=100000"};
  request.models = {"cam2=openmv-n6"};
  request.clock = "2027-02-03";
  request.seed = 7;
  request.run_for = "90s";
  request.loss_percent = 20;
  request.delay_ms = 1.5;
  const auto scene = scene_of(request);
  ASSERT_TRUE(scene) << scene.error().text;
  ASSERT_EQ(scene->cameras.size(), 2u);
  EXPECT_EQ(scene->cameras[0].script->file_name, "server.py");
  EXPECT_EQ(scene->cameras[0].script->text, "print(1)\n");
  EXPECT_EQ(as_text(scene->cameras[0].files.at("certs/cert.der")), "0123");
  EXPECT_EQ(to_text(*scene->cameras[0].clock), "2020-01-02 03:04:05");
  EXPECT_FALSE(scene->cameras[1].script);
  EXPECT_EQ(scene->cameras[1].files.count("cert.der"), 1u);
  EXPECT_EQ(scene->cameras[1].romfs.count("cert.der"), 1u);
  EXPECT_EQ(scene->cameras[1].heap, 100000u);
  EXPECT_EQ(scene->cameras[1].model, "openmv-n6");
  EXPECT_EQ(to_text(scene->clock), "2027-02-03 00:00:00");
  EXPECT_EQ(scene->seed, 7u);
  EXPECT_EQ(scene->run_for, 90s);
  EXPECT_DOUBLE_EQ(scene->link.loss, 0.2);
  EXPECT_EQ(scene->link.delay, 1500us);
  EXPECT_FALSE(scene->real_time);
}

TEST_F(RunRequestTest, ABridgeMeansRealTimeAndTodaysDate) {
  RunRequest request = one_camera();
  request.bridges = {"127.0.0.1:8443=openmv:443"};
  const auto scene = scene_of(request);
  ASSERT_TRUE(scene) << scene.error().text;
  EXPECT_TRUE(scene->real_time);
  EXPECT_EQ(scene->clock, kNow);
}

TEST_F(RunRequestTest, KeepFlashNamesAFileForEachCamera) {
  RunRequest request = one_camera();
  request.keep_flash = path("kept");
  const auto scene = scene_of(request);
  ASSERT_TRUE(scene) << scene.error().text;
  EXPECT_EQ(scene->cameras[0].flash_file, path("kept") + "/openmv.flash");
}

TEST_F(RunRequestTest, OptionsChangeASceneFile) {
  write("world.json", R"({"cameras": [{"name": "openmv"}], "seed": 3})");
  RunRequest request = one_camera();
  request.scene_file = path("world.json");
  const auto scene = scene_of(request);
  ASSERT_TRUE(scene) << scene.error().text;
  ASSERT_EQ(scene->cameras.size(), 1u);
  EXPECT_TRUE(scene->cameras[0].script);
  EXPECT_EQ(scene->seed, 3u);
}

TEST_F(RunRequestTest, TellsWhatTheSceneFileWants) {
  write("world.json", R"({"cameras": [{"name": "openmv", "flash_file": "kept"}], "real_time": true,
    "workstation": {"commands": ["openssl version", "openssl list"]},
    "bridges": [{"real": "127.0.0.1:8443", "camera": "openmv", "port": 443}],
    "reaches": [{"name": "server", "real": "127.0.0.1:4433"}]})");
  RunRequest request;
  request.scene_file = path("world.json");
  request.bridges = {"127.0.0.1:9443=openmv:443"};  // the person's own wish
  const auto made = make_scene(request, kNow);
  ASSERT_TRUE(made) << made.error().text;
  std::vector<std::string> texts;
  for (const Wish& wish : made->wishes) texts.push_back(wish.text);
  EXPECT_THAT(texts,
              testing::ElementsAre(
                  "run 2 commands on the workstation", "keep the drive of openmv in the file " + path("kept"),
                  "open the port 127.0.0.1:8443 of this computer; programs reach port 443 of openmv there",
                  "reach 127.0.0.1:4433 of this computer from its cameras, by the name server"));
  EXPECT_THAT(made->wishes[0].details, testing::ElementsAre("openssl version", "openssl list"));
}

TEST_F(RunRequestTest, RefusesWithOneMessage) {
  EXPECT_EQ(refusal({}),
            "there is no camera: name a scene file, or add --camera NAME=SCRIPT.py (see tlscam run --help)");

  RunRequest request;
  request.cameras = {"a=" + path("server.py"), "a=" + path("server.py")};
  EXPECT_THAT(refusal(request), HasSubstr("the name a is there twice"));

  request = one_camera();
  request.puts = {"other:x=" + path("cert.der")};
  EXPECT_THAT(refusal(request), HasSubstr("there is no camera \"other\""));
  request.puts = {"openmv:x=" + path("missing.der")};
  EXPECT_THAT(refusal(request), HasSubstr("there is no file " + path("missing.der")));
  request.puts = {"openmv:../x=" + path("cert.der")};
  EXPECT_NE(refusal(request), "");
  request.puts = {"nonsense"};
  EXPECT_THAT(refusal(request), HasSubstr("write it as NAME:PATH=FILE"));

  request = one_camera();
  request.heaps = {"openmv=12x"};
  EXPECT_EQ(refusal(request), "--heap openmv=12x: 12x is no number of bytes");
  request.heaps = {"openmv=1"};
  EXPECT_NE(refusal(request), "");

  request = one_camera();
  request.loss_percent = 101;
  EXPECT_EQ(refusal(request), "--loss 101: a percentage from 0 to 100");
}

}  // namespace
}  // namespace tlscam
