// The man in the middle shows a certificate that was made in the workstation: by an authority that the client
// trusts, he is believed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kServer = R"(
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
listener = socket.socket()
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
sock, peer = listener.accept()
try:
    tls = context.wrap_socket(sock, server_side=True)
    print("asked:", tls.readline())
    tls.write(b"the door is open\n")
    tls.close()
except OSError as error:
    print("no connection")
)";
const std::string kClient = R"(
time.sleep(1)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="ca.der")
sock = socket.socket()
sock.connect(("192.168.1.50", 8443))
try:
    tls = context.wrap_socket(sock, server_hostname="openmv")
    tls.write(b"password 7319\n")
    print("answer:", tls.readline())
    tls.close()
except ValueError as error:
    print("refused")
)";
const std::string kAuthority = "-subj /CN=ca -addext basicConstraints=critical,CA:TRUE";

// mallory stands before cam2, with a certificate that `authority` has signed for openmv.
void put_mallory(CameraScene& scene, const std::string& authority) {
  scene.json()["workstation"]["commands"] = self_signed("ca", kAuthority) + self_signed("other", kAuthority) +
                                            signed_by("ca", "server", {kOpenmv}) +
                                            signed_by(authority, "mallory", {kOpenmv});
  scene.add("openmv", kServer)["copies"] = {{"server.der", "server.der"},
                                            {"server-key.der", "server-key.der"}};
  scene.add("cam2", kClient)["copies"] = {{"ca.der", "ca.der"}};
  scene.json()["middleboxes"] = {
      {{"link", "cam2"},
       {"name", "mallory"},
       {"box", {{"mitm", {{"from_workstation", {"mallory.pem", "mallory-key.pem"}}}}}}}};
}

TEST(MadeCertificate, of_the_trusted_authority_deceives_a_client_that_verifies) {
  CameraScene scene;
  put_mallory(scene, "ca");
  const Outcome outcome = scene.run();
  EXPECT_THAT(outcome.lines("cam2"), ElementsAre("answer: b'the door is open\\n'")) << outcome.error;
  EXPECT_THAT(outcome.lines("mallory"), Contains(HasSubstr("inside TLS: password 7319")));
}

TEST(MadeCertificate, of_another_authority_deceives_nobody) {
  CameraScene scene;
  put_mallory(scene, "other");
  const Outcome outcome = scene.run();
  EXPECT_THAT(outcome.lines("cam2"), ElementsAre("refused")) << outcome.error;
  EXPECT_THAT(outcome.lines("mallory"), Not(Contains(HasSubstr("7319"))));
}

TEST(MadeCertificate, that_is_missing_or_not_one_is_named) {
  CameraScene scene;
  put_mallory(scene, "ca");
  nlohmann::json& files = scene.json()["middleboxes"][0]["box"]["mitm"]["from_workstation"];
  files = {"mine.pem", "mallory-key.pem"};
  const Outcome missing = scene.run();
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.error, HasSubstr("middleboxes[0].mitm: mine.pem: No such file or directory"));
  files = {"mallory.pem", "ca-key.pem"};
  EXPECT_THAT(scene.run().error, HasSubstr("middleboxes[0].mitm: mallory.pem and ca-key.pem: "));
  files = {"mallory.pem"};
  EXPECT_THAT(scene.run().error, HasSubstr("it names two files, the certificates and the key"));
}

}  // namespace
}  // namespace tlscam
