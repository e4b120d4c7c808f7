// These tests compare the verdicts with the answers of a camera with the real firmware for the same files
// (tests/golden/certificates/make).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/unit/certificate/golden.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

TEST(CameraVerdict, is_what_the_firmware_did) {
  std::istringstream lines(golden("camera.txt"));
  std::string name;
  std::string word;
  std::string as_certificate;
  std::string as_key;
  int files = 0;
  while (lines >> name >> word >> as_certificate >> word >> as_key) {
    const CertificateFile file = inspect_golden(name);
    const bool loads = file.camera.good() || file.camera.loads == CameraLoads::refused_by_peers ||
                       file.camera.loads == CameraLoads::only_first;
    const bool is_key = file.content == FileContent::private_key;
    EXPECT_EQ(loads && !is_key, as_certificate == "loads") << name << ": " << file.camera.reason;
    EXPECT_EQ(loads && is_key, as_key == "loads") << name << ": " << file.camera.reason;
    ++files;
  }
  EXPECT_GT(files, 30);
}

TEST(CameraVerdict, gives_the_command_that_helps) {
  const auto command = [](const std::string& name) { return inspect_golden(name).camera.command; };
  EXPECT_EQ(command("p256.pem"), "openssl x509 -in p256.pem -outform DER -out p256.der");
  EXPECT_EQ(command("p256-key.pem"), "openssl ec -in p256-key.pem -outform DER -out p256-key.der");
  EXPECT_EQ(command("rsa-key.pem"), "openssl rsa -in rsa-key.pem -outform DER -out rsa-key.der");
  EXPECT_EQ(command("encrypted-key.der"),
            "openssl pkey -inform DER -in encrypted-key.der -outform DER -out encrypted-key-camera.der");
  EXPECT_EQ(command("newline-rsa-key.der"),
            "openssl rsa -inform DER -in newline-rsa-key.der -outform DER -out newline-rsa-key-camera.der");
  EXPECT_EQ(command("p256.der"), "");
  EXPECT_EQ(command("ed25519-key.pem"), "");
}

TEST(CameraVerdict, quotes_names_for_the_shell) {
  const std::string pem = golden("p256.pem");
  const auto command = [&](std::string_view name) { return inspect(as_bytes(pem), name).camera.command; };
  EXPECT_EQ(command("my cert.pem"), "openssl x509 -in 'my cert.pem' -outform DER -out 'my cert.der'");
  EXPECT_EQ(command("it's"), "openssl x509 -in 'it'\\''s' -outform DER -out 'it'\\''s.der'");
  EXPECT_EQ(command("-in.pem"), "openssl x509 -in './-in.pem' -outform DER -out './-in.der'");
  EXPECT_EQ(command("a.b/cert"), "openssl x509 -in a.b/cert -outform DER -out a.b/cert.der");
}

TEST(CameraVerdict, says_why_not) {
  const auto verdict = [](const std::string& name) { return inspect_golden(name).camera; };
  EXPECT_EQ(verdict("p256.pem").loads, CameraLoads::not_pem);
  EXPECT_EQ(verdict("encrypted-ec-key.pem").loads, CameraLoads::not_encrypted);
  EXPECT_EQ(verdict("ed25519.der").loads, CameraLoads::not_known);
  EXPECT_THAT(verdict("ed25519.der").reason, HasSubstr("Ed25519"));
  EXPECT_THAT(verdict("brainpool-key.pem").reason, HasSubstr("brainpoolP256r1"));
  EXPECT_THAT(verdict("critical.der").reason, HasSubstr("1.2.3.4"));
  EXPECT_THAT(verdict("explicit-key.der").reason, HasSubstr("spelled out"));
  EXPECT_EQ(verdict("newline-rsa-key.der").loads, CameraLoads::not_trailing);
  EXPECT_EQ(verdict("two.der").loads, CameraLoads::only_first);
  EXPECT_EQ(verdict("sha1.der").loads, CameraLoads::refused_by_peers);
  EXPECT_EQ(verdict("p192-key.der").loads, CameraLoads::refused_by_peers);
  EXPECT_EQ(verdict("request.der").loads, CameraLoads::not_needed);
  EXPECT_EQ(verdict("short.der").loads, CameraLoads::not_readable);
}

}  // namespace
}  // namespace tlscam
