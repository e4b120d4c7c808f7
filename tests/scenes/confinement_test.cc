// A stranger's scene attacks the computer that it runs on.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "sim/base/sanitized.h"
#include "sim/lab/session/native_platform.h"
#include "tests/scenes/camera_scene.h"
#include "tests/support/forged_function.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

TEST(Confinement, StopsACameraWhoseScriptStartsAProgramAndTheWorldGoesOn) {
  if (kSanitized) GTEST_SKIP() << "a camera with sanitizers is not confined: they need more of the computer";
  CameraScene scene;
  const std::string mark = scene.path("attacked");
  scene.add_bare("openmv", fmt::format("{}call(b'system', b'touch {}')\n", kForgedFunction, mark));
  scene.add_bare("cam2", "import time\ntime.sleep(2)\nprint('the other camera goes on')\n");
  const Outcome outcome = scene.run();
  EXPECT_THAT(outcome.out + outcome.error,
              HasSubstr("openmv was stopped: it asked its computer for something"));
  EXPECT_THAT(outcome.out, HasSubstr("the other camera goes on"));
  EXPECT_FALSE(std::filesystem::exists(mark));
  EXPECT_NE(outcome.exit_code, 0);
}

// Three ways to make openssl load code, each with a module in the workstation's folder.
TEST(Confinement, LoadsNoModuleOfAStrangerIntoOpenssl) {
  for (const char* command :
       {"openssl req -config module.cnf -new -newkey rsa:2048 -nodes -keyout k.pem -subj /CN=x -out r.pem",
        "openssl list -providers -provider /proc/self/cwd/hostile.so",
        "openssl engine -pre SO_PATH:/proc/self/cwd/hostile.so -pre LOAD dynamic"}) {
    CameraScene scene;
    scene.add_bare("openmv", "print('here')\n");
    std::filesystem::copy(TLSCAM_HOSTILE_MODULE, scene.path("hostile.so"));
    std::ofstream(scene.path("module.cnf")) << "openssl_conf = all\n[all]\nproviders = those\n[those]\n"
                                               "one = one_section\n[one_section]\nactivate = 1\n"
                                               "module = /proc/self/cwd/hostile.so\n[req]\n"
                                               "distinguished_name = name\n[name]\n";
    scene.json()["workstation"] = {{"files", {{"hostile.so", "hostile.so"}, {"module.cnf", "module.cnf"}}},
                                   {"commands", {command}}};
    const Outcome outcome = scene.run();
    EXPECT_THAT(outcome.out + outcome.error, testing::Not(HasSubstr("a stranger's module runs"))) << command;
    EXPECT_EQ(outcome.exit_code, 2) << command << outcome.out << outcome.error;
  }
}

TEST(Confinement, KeepsOpensslFromFilesOutside) {
  if (const std::string gap = why_programs_are_not_confined(); !gap.empty()) GTEST_SKIP() << gap;
  CameraScene scene;
  scene.add_bare("openmv", "print('here')\n");
  std::ofstream(scene.path("secret.pem")) << "-----BEGIN X-----\n";
  // openssl ca writes where its configuration says.
  std::ofstream(scene.path("ca.cnf")) << fmt::format(
      "[ca]\ndefault_ca = one\n[one]\ndatabase = {0}/index\nnew_certs_dir = {0}\nserial = {0}/serial\n"
      "certificate = c.pem\nprivate_key = k.pem\ndefault_md = sha256\npolicy = any\n[any]\ncommonName = "
      "supplied\n"
      "[req]\ndistinguished_name = name\n[name]\n",
      scene.path("."));
  std::ofstream(scene.path("index"));
  std::ofstream(scene.path("serial")) << "01\n";
  scene.json()["workstation"] = {
      {"files", {{"ca.cnf", "ca.cnf"}}},
      {"commands",
       {"openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -subj /CN=ca -config ca.cnf",
        "openssl req -new -newkey rsa:2048 -nodes -keyout l.pem -out r.pem -subj /CN=leaf -config ca.cnf",
        "openssl ca -config ca.cnf -in r.pem -out leaf.pem -batch -days 3"}}};
  const Outcome outcome = scene.run();
  EXPECT_EQ(outcome.exit_code, 2) << outcome.out << outcome.error;
  EXPECT_FALSE(std::filesystem::exists(scene.path("01.pem")));
  EXPECT_EQ(std::filesystem::file_size(scene.path("index")), 0u);

  scene.json()["workstation"] = {{"commands", {"openssl storeutl -noout file:" + scene.path("secret.pem")}}};
  EXPECT_THAT(scene.run().error, HasSubstr("is outside of your folder"));
}

TEST(Confinement, IsWhatTheVersionTells) {
  const Outcome outcome = run_tlscam({"--version"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("\ncameras: "));
  EXPECT_THAT(outcome.out, HasSubstr("confined"));
  EXPECT_THAT(outcome.out, HasSubstr("\nprograms: "));
}

}  // namespace
}  // namespace tlscam
