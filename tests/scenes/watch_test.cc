// These tests run tlscam run --watch: each message as it goes onto the wire, and what both ends do then.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/scenes/camera_scene.h"
#include "tests/scenes/tlscam_process.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

const std::string kScene = TLSCAM_SCENES "/first-handshake/world.json";

TEST(Watch, tells_each_message_once_with_what_both_ends_do) {
  const Outcome outcome = run_tlscam({"run", kScene, "--watch", "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  std::istringstream lines(outcome.out);
  std::string line;
  std::vector<std::string> names;
  while (std::getline(lines, line)) {
    const auto object = nlohmann::json::parse(line, nullptr, false);
    ASSERT_TRUE(object.is_object()) << line;
    if (object["event"] != "message") continue;
    names.push_back(object["name"]);
    if (object["name"] != "ServerHelloDone") continue;
    EXPECT_EQ(object["from"], "openmv");
    EXPECT_EQ(object["from_does"], "waits in the TLS handshake for a message from cam2");
    EXPECT_EQ(object["to_does"], "waits in the TLS handshake for a message from openmv");
  }
  // RFC 5246 section 7.3.
  const std::vector<std::string> wanted{
      "ClientHello",       "ServerHello",      "Certificate", "ServerKeyExchange", "ServerHelloDone",
      "ClientKeyExchange", "ChangeCipherSpec", "Finished",    "ChangeCipherSpec",  "Finished"};
  const auto first = std::ranges::find(names, "ClientHello");
  ASSERT_GE(names.end() - first, static_cast<std::ptrdiff_t>(wanted.size()));
  EXPECT_EQ(std::vector(first, first + static_cast<std::ptrdiff_t>(wanted.size())), wanted);
  EXPECT_EQ(std::ranges::count(names, "Certificate"), 1);
}

// An emulated Cortex-M7 needs this for the same: assets/cost/cortex-m7.json.
TEST(Watch, tells_what_each_end_has_computed) {
  const Outcome outcome = run_tlscam({"run", TLSCAM_SCENES "/mutual-tls/world.json", "--watch", "--json"});
  std::istringstream lines(outcome.out);
  std::string line;
  std::map<std::string, double> computed;
  while (std::getline(lines, line)) {
    const auto object = nlohmann::json::parse(line, nullptr, false);
    if (object.value("event", "") != "message") continue;
    computed[object["from"]] += object["from_instructions"].get<double>();
    computed[object["to"]] += object["to_instructions"].get<double>();
  }
  EXPECT_NEAR(computed["openmv"], 98.3e6, 16e6);
  EXPECT_NEAR(computed["cam2"], 82.2e6, 13e6);
}

// `verifications` gives "openmv CN=ca 1" and then the errors that it found.
std::vector<std::string> verifications(const std::string& printed) {
  std::istringstream lines(printed);
  std::string line;
  std::vector<std::string> found;
  while (std::getline(lines, line)) {
    const auto object = nlohmann::json::parse(line, nullptr, false);
    if (!object.is_object() || object.value("event", "") != "verification") continue;
    found.push_back(object["camera"].get<std::string>() + " " + object["subject"].get<std::string>() + " " +
                    std::to_string(object["depth"].get<int>()));
    for (const auto& problem : object["problems"]) found.back() += ": " + problem.get<std::string>();
  }
  return found;
}

TEST(Watch, tells_each_certificate_that_a_camera_verifies) {
  const Outcome outcome = run_tlscam({"run", TLSCAM_SCENES "/mutual-tls/world.json", "--watch", "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_EQ(verifications(outcome.out), (std::vector<std::string>{"cam2 CN=ca 1", "cam2 CN=server 0",
                                                                  "openmv CN=ca 1", "openmv CN=client 0"}));
}

// MicroPython's exception has only the first of them.
TEST(Watch, tells_all_that_is_wrong_with_a_certificate) {
  CameraScene scene;
  scene.json()["workstation"]["commands"] = self_signed("server", "-subj /CN=openmv -addext " + kOpenmv);
  const nlohmann::json copies = {{"server.der", "server.der"}, {"server-key.der", "server-key.der"}};
  scene.add("openmv", R"(
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
listener = socket.socket()
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
context.wrap_socket(listener.accept()[0], server_side=True)
)")["copies"] = copies;
  scene.add("cam2", R"(
import machine
time.sleep(1)
machine.RTC().datetime((2015, 1, 1, 4, 0, 0, 0, 0))
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
sock = socket.socket()
sock.connect(("192.168.1.50", 8443))
context.wrap_socket(sock, server_hostname="camera")
)")["copies"] = copies;
  const Outcome outcome = scene.run({"--watch", "--json"});
  EXPECT_EQ(verifications(outcome.out),
            (std::vector<std::string>{"cam2 CN=openmv 0: not for the name that the camera asked for"
                                      ": not valid yet by the camera's clock"}))
      << outcome.out << outcome.error;
}

TEST(Watch, changes_nothing_on_the_wire) {
  const std::string quiet = TLSCAM_SCENES "/services/working.json";
  const auto hash = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"run", quiet, "--json"});
    const std::string printed = run_tlscam(words).out;
    const std::size_t at = printed.find("\"frame_hash\"");
    EXPECT_NE(at, std::string::npos);
    return at == std::string::npos ? "" : printed.substr(at, 80);
  };
  EXPECT_EQ(hash({"--watch"}), hash({}));
}

// `on_terminal` returns what the program prints on a terminal where this is typed, and its exit code.
std::pair<std::string, int> on_terminal(std::vector<std::string> words, const std::string& typed) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    words.insert(words.begin(), TLSCAM_PROGRAM);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(TLSCAM_PROGRAM, arguments.data());
    _exit(127);
  }
  EXPECT_EQ(write(terminal, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
  std::string printed;
  char buffer[4096];
  // A terminal gives an error, not an end, when its last program has left.
  for (ssize_t size = 0; (size = read(terminal, buffer, sizeof(buffer))) > 0;)
    printed.append(buffer, static_cast<std::size_t>(size));
  close(terminal);
  int status = 0;
  waitpid(child, &status, 0);
  return {printed, WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// connect, accept, ClientHello, ServerHello; back to ClientHello; then to the end.
TEST(Watch, b_goes_back_to_the_message_before) {
  const auto [printed, exit_code] =
      on_terminal({"run", kScene, "--watch", "--step"}, "\n\n\nb\n" + std::string(60, '\n'));
  EXPECT_EQ(exit_code, 0) << printed;
  EXPECT_EQ(times(printed, "-> openmv  ClientHello,"), 2u) << printed;
  EXPECT_EQ(times(printed, "-> cam2  ServerHello,"), 2u) << printed;
  EXPECT_EQ(times(printed, "-> cam2  accept"), 1u) << printed;
  EXPECT_EQ(times(printed, "-> cam2  Certificate,"), 1u) << printed;
  EXPECT_EQ(times(printed, "openmv has the address"), 1u) << printed;
}

TEST(Watch, a_run_with_kept_drives_cannot_go_back) {
  const CameraScene folder;
  const auto [printed, exit_code] =
      on_terminal({"run", kScene, "--watch", "--step", "--keep-flash", folder.path("kept")},
                  "b\n" + std::string(60, '\n'));
  EXPECT_EQ(exit_code, 0) << printed;
  EXPECT_EQ(times(printed, "cannot go back: the drives have changed"), 1u) << printed;
  EXPECT_EQ(times(printed, "-> openmv  ClientHello,"), 1u) << printed;
}

TEST(Watch, a_step_needs_a_terminal) {
  const Outcome outcome = run_tlscam({"run", kScene, "--watch", "--step"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("--step waits for Enter"));
  EXPECT_EQ(run_tlscam({"run", kScene, "--step"}).exit_code, 2);
}

}  // namespace
}  // namespace tlscam
