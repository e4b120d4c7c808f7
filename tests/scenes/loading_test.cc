// These tests check which certificates and keys a camera loads: rows 21 22 25b 26 26b 27b K1 K2 of the table
// of failures.
#include <gtest/gtest.h>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

// `load` returns the result of load_cert_chain() with these two files, which the commands make.
std::string load(const Commands& commands, const std::string& certificate, const std::string& key) {
  CameraScene scene;
  scene.json()["workstation"]["commands"] = commands;
  scene.json()["workstation"]["files"] = {{"newline", {{"text", "\n"}}}};
  scene.add_bare("openmv",
                 "import ssl\n"
                 "context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
                 "try:\n"
                 "    context.load_cert_chain(\"certificate\", \"key\")\n"
                 "    print(\"loads\")\n"
                 "except Exception as error:\n"
                 "    print(repr(error))\n")["copies"] = {{"certificate", certificate}, {"key", key}};
  const Outcome outcome = scene.run();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  return outcome.out;
}

const std::string kLoads = "openmv| loads\n";
const std::string kInvalidCertificate = "openmv| ValueError('invalid cert',)\n";
const std::string kInvalidKey = "openmv| ValueError('invalid key',)\n";

// This certificate is good, so that only the key decides.
const Commands kGood = self_signed("good", "-subj /CN=openmv");

TEST(Loading, takes_der_of_the_three_kinds_of_keys) {
  for (const std::string kind : {"prime256v1", "secp384r1", "rsa"}) {
    SCOPED_TRACE(kind);
    EXPECT_EQ(load(self_signed("server", "-subj /CN=openmv", kind), "server.der", "server-key.der"), kLoads);
  }
}

TEST(Loading, refuses_keys_on_curves_that_it_lacks) {
  EXPECT_EQ(load(kGood + Commands{"openssl genpkey -algorithm ed25519 -outform DER -out key.der"}, "good.der",
                 "key.der"),
            kInvalidKey);
  EXPECT_EQ(load(kGood + make_key("pool", "brainpoolP256r1"), "good.der", "pool-key.der"), kInvalidKey);
}

TEST(Loading, refuses_pem) {
  EXPECT_EQ(load(kGood, "good.pem", "good-key.der"), kInvalidCertificate);
  EXPECT_EQ(load(kGood, "good.der", "good-key.pem"), kInvalidKey);
}

TEST(Loading, takes_a_key_that_does_not_belong_to_the_certificate) {
  EXPECT_EQ(load(kGood + make_key("other"), "good.der", "other-key.der"), kLoads);
}

TEST(Loading, forgives_a_newline_behind_a_certificate_and_an_ec_key_but_not_behind_an_rsa_key) {
  EXPECT_EQ(load(kGood + Commands{"cat good.der newline > longer.der"}, "longer.der", "good-key.der"),
            kLoads);
  EXPECT_EQ(load(kGood + Commands{"cat good-key.der newline > longer.der"}, "good.der", "longer.der"),
            kLoads);
  EXPECT_EQ(
      load(self_signed("rsa", "-subj /CN=openmv", "rsa") + Commands{"cat rsa-key.der newline > longer.der"},
           "rsa.der", "longer.der"),
      kInvalidKey);
}

}  // namespace
}  // namespace tlscam
