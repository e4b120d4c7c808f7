// These tests let somebody else answer in a server's place. The diagnosis must say so, and never advise to
// trust what that one shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

using nlohmann::json;
using testing::AnyOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

/// `first_cause` is the best cause of the connection between these two; null if there is none.
json first_cause(const std::string& printed, const std::string& client, const std::string& server) {
  std::istringstream text(printed);
  for (std::string line; std::getline(text, line);) {
    const json event = json::parse(line, nullptr, false);
    if (!event.is_object() || event.value("event", "") != "diagnosis") continue;
    if (event.value("client", "") == client && event.value("server", "") == server) return event["causes"][0];
  }
  return {};
}

/// `steps_of` is everything that a cause tells a person to do.
std::vector<std::string> steps_of(const json& cause) {
  std::vector<std::string> steps;
  for (const json& step : cause["next_steps"])
    steps.push_back(step["text"].get<std::string>() + " " + step.value("line", ""));
  return steps;
}

const auto kGivesAnAnchor = AnyOf(HasSubstr(" cp "), HasSubstr("load_verify_locations"), HasSubstr(" put "));

const std::string kServe = R"(
listener = socket.socket()
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
listener.settimeout(20)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
try:
    sock, peer = listener.accept()
    context.wrap_socket(sock, server_side=True)
except OSError as error:
    print(repr(error))
)";
const std::string kConnect = R"(
time.sleep(1)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="anchor.der")
sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
try:
    context.wrap_socket(sock, server_hostname="openmv")
except ValueError as error:
    print(repr(error))
)";

TEST(Impostor, in_the_middle_is_named_and_never_trusted) {
  const Outcome outcome = run_tlscam({"run", TLSCAM_SCENES "/man-in-the-middle/verified.json", "--json"});
  const json cause = first_cause(outcome.out, "cam2", "mallory");
  ASSERT_TRUE(cause.is_object()) << outcome.out << outcome.error;
  EXPECT_EQ(cause["id"], "answered-by-another");
  EXPECT_EQ(cause["fit"], "certain");
  EXPECT_THAT(cause["cause"].get<std::string>(),
              HasSubstr("mallory answers at 192.168.1.50, which is the address of openmv"));
  EXPECT_THAT(steps_of(cause), Each(Not(kGivesAnAnchor)));
  EXPECT_THAT(steps_of(cause), Contains(HasSubstr("Leave the anchors as they are")));
}

TEST(Impostor, where_a_lying_name_server_leads_is_named_and_never_trusted) {
  CameraScene scene;
  scene.json()["services"]["dns"]["faults"] = {
      {{"kind", "wrong_address"}, {"name", "openmv"}, {"address", "192.168.1.52"}}};
  const std::string names = "-subj /CN=openmv -addext " + kOpenmv;
  scene.json()["workstation"]["commands"] = self_signed("true", names) + self_signed("false", names);
  scene.add("openmv", kServe)["copies"] = {{"server.der", "true.der"}, {"server-key.der", "true-key.der"}};
  scene.add("cam2", kConnect)["copies"] = {{"anchor.der", "true.der"}};
  scene.add("cam3", kServe)["copies"] = {{"server.der", "false.der"}, {"server-key.der", "false-key.der"}};
  const Outcome outcome = scene.run({"--json"});
  const json cause = first_cause(outcome.out, "cam2", "cam3");
  ASSERT_TRUE(cause.is_object()) << outcome.out << outcome.error;
  EXPECT_EQ(cause["id"], "led-to-another-address");
  EXPECT_THAT(cause["cause"].get<std::string>(),
              HasSubstr("openmv is at 192.168.1.50; cam2 is connected to 192.168.1.52"));
  EXPECT_THAT(steps_of(cause), Each(Not(kGivesAnAnchor)));
}

TEST(Impostor, is_not_suspected_where_the_servers_own_script_shows_the_certificate) {
  CameraScene scene;
  const std::string names = "-subj /CN=openmv -addext " + kOpenmv;
  scene.json()["workstation"]["commands"] = self_signed("server", names) + self_signed("other", names);
  scene.add("openmv", kServe)["copies"] = {{"server.der", "server.der"},
                                           {"server-key.der", "server-key.der"}};
  scene.add("cam2", kConnect)["copies"] = {{"anchor.der", "other.der"}};
  const Outcome outcome = scene.run({"--json"});
  const json cause = first_cause(outcome.out, "cam2", "openmv");
  ASSERT_TRUE(cause.is_object()) << outcome.out << outcome.error;
  EXPECT_EQ(cause["id"], "anchor-made-anew");
  EXPECT_THAT(steps_of(cause), Contains(HasSubstr("openmv loads this certificate itself")));
  EXPECT_THAT(steps_of(cause), Contains(kGivesAnAnchor));
}

}  // namespace
}  // namespace tlscam
