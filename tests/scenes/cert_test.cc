// These tests run `tlscam cert` on files that the machine's openssl has made.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

class Cert : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  void openssl(const std::string& arguments) const {
    ASSERT_EQ(std::system(
                  ("cd " + folder_.path().string() + " && openssl " + arguments + " 2>openssl.log").c_str()),
              0);
  }
  void make(const std::string& name, const std::string& key_options) const {
    openssl("genpkey -out " + name + ".key " + key_options);
    openssl("req -x509 -new -key " + name + ".key -days 30 -subj /CN=" + name +
            " -addext subjectAltName=DNS:" + name + ",IP:192.168.1.50 -out " + name + ".pem");
    openssl("x509 -in " + name + ".pem -outform DER -out " + name + ".der");
  }
  static bool has(const Outcome& outcome, const std::string& text) {
    return outcome.out.find(text) != std::string::npos;
  }

  const TestFolder folder_;
};

TEST_F(Cert, SaysWhatAFileIsAndWhatHelps) {
  make("openmv", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
  const Outcome pem = run_tlscam({"cert", path("openmv.pem")});
  EXPECT_EQ(pem.exit_code, 0);
  EXPECT_TRUE(has(pem, "certificate for openmv, P-256, PEM")) << pem.out;
  EXPECT_TRUE(has(pem, "openmv"));
  EXPECT_TRUE(has(pem, "192.168.1.50"));
  EXPECT_TRUE(has(pem, "it reads DER only"));
  EXPECT_TRUE(has(pem, "openssl x509 -in ")) << pem.out;
  const Outcome der = run_tlscam({"cert", path("openmv.der")});
  EXPECT_TRUE(has(der, "On the camera         loads")) << der.out;
}

TEST_F(Cert, ForACameraTheExitCodeTells) {
  make("openmv", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
  EXPECT_EQ(run_tlscam({"cert", "--for-camera", path("openmv.der")}).exit_code, 0);
  EXPECT_EQ(run_tlscam({"cert", "--for-camera", path("openmv.der"), path("openmv.pem")}).exit_code, 1);
  make("edwards", "-algorithm ED25519");
  const Outcome edwards = run_tlscam({"cert", "--for-camera", path("edwards.der")});
  EXPECT_EQ(edwards.exit_code, 1);
  EXPECT_TRUE(has(edwards, "Ed25519")) << edwards.out;
}

TEST_F(Cert, KeyAndCertificateAreCompared) {
  make("one", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
  make("two", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
  EXPECT_TRUE(has(run_tlscam({"cert", path("one.key"), path("one.der")}), "belong together\n"));
  EXPECT_TRUE(has(run_tlscam({"cert", path("two.der"), path("one.key")}), "do not belong together"));
}

TEST_F(Cert, JsonIsAnObjectALine) {
  make("openmv", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
  const Outcome outcome = run_tlscam({"cert", "--json", path("openmv.der")});
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["content"], "certificate");
  EXPECT_EQ(json["encoding"], "DER");
  EXPECT_EQ(json["loads"], "as_certificate");
  EXPECT_EQ(json["file"], path("openmv.der"));
}

TEST_F(Cert, WhatIsNoCertificateIsSaid) {
  std::ofstream(path("notes.txt")) << "buy milk\n";
  const Outcome notes = run_tlscam({"cert", path("notes.txt")});
  EXPECT_EQ(notes.exit_code, 2);
  EXPECT_TRUE(has(notes, "not a certificate or key")) << notes.out;
  std::ofstream(path("empty"));
  EXPECT_EQ(run_tlscam({"cert", path("empty")}).exit_code, 2);
  const Outcome nowhere = run_tlscam({"cert", path("nowhere")});
  EXPECT_EQ(nowhere.exit_code, 2);
  EXPECT_EQ(nowhere.error, "tlscam: " + path("nowhere") + " cannot be read: No such file or directory\n");
  EXPECT_EQ(run_tlscam({"cert", folder_.path().string()}).error,
            "tlscam: " + folder_.path().string() + " is a folder; name its files\n");
}

const std::string kChains = TLSCAM_SOURCE_DIR "/tests/golden/chains/";

TEST(CertChain, IsAcceptedOrRefusedStepByStep) {
  const std::vector<std::string> chain{"cert",   "--chain", "--anchor", kChains + "root.der",
                                       "--name", "openmv",  "--at"};
  const auto ask = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments = chain;
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_tlscam(arguments);
  };
  const Outcome good = ask({"2026-11-23T10:00:00", kChains + "leaf.der", kChains + "intermediate.der"});
  EXPECT_EQ(good.exit_code, 0) << good.out;
  EXPECT_THAT(good.out, HasSubstr("The trust anchor O=tlscam, CN=Root"));
  EXPECT_THAT(good.out, HasSubstr("The camera accepts it."));

  const Outcome unset = ask({"2013-10-14T19:53:11", kChains + "leaf.der", kChains + "intermediate.der"});
  EXPECT_EQ(unset.exit_code, 1);
  EXPECT_THAT(unset.out, HasSubstr("FAIL  time"));
  EXPECT_THAT(unset.out, HasSubstr("The certificate validity starts in the future"));

  const Outcome json = ask({"2026-11-23T10:00:00", "--json", kChains + "leaf.der"});
  EXPECT_EQ(json.exit_code, 1);
  const auto verdict = nlohmann::json::parse(json.out);
  EXPECT_EQ(verdict["alert"], "unknown_ca (48)");
  EXPECT_EQ(verdict["steps"][0]["role"], "leaf");
  EXPECT_EQ(ask({"yesterday", kChains + "leaf.der"}).exit_code, 2);
}

TEST(CertNames, AreTriedByTheCamerasOwnMatcher) {
  const Outcome outcome = run_tlscam(
      {"cert", kChains + "direct.der", "--name", "cam.example.org", "--name", "a.cam.example.org"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("The DNS name *.example.org covers it."));
  EXPECT_THAT(outcome.out, HasSubstr("stands for just one label"));
}

TEST(CertTree, HasEveryElementAndNoSecret) {
  const std::string folder = TLSCAM_SOURCE_DIR "/tests/golden/certificates/";
  const Outcome certificate = run_tlscam({"cert", "--tree", folder + "p256.pem"});
  EXPECT_THAT(certificate.out, HasSubstr("Subject alternative names: DNS:openmv"));
  const Outcome key = run_tlscam({"cert", "--tree", "--json", folder + "p256-key.der"});
  const auto tree = nlohmann::json::parse(key.out)["trees"][0];
  EXPECT_EQ(tree["fields"][0]["fields"][2]["value"], "32 bytes, not shown");
  EXPECT_THAT(tree["bytes"].get<std::string>(), HasSubstr(std::string(64, '0')));
}

}  // namespace
}  // namespace tlscam
