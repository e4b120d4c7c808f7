// The network's area: its map, faults, attackers, and ports of this computer.
#include <gmock/gmock.h>

#include <array>
#include <cstdio>

#include "tests/desktop/driven_window.h"

namespace tlscam {
namespace {

std::string output_of(const std::string& command) {
  std::string output;
  FILE* const pipe = popen(command.c_str(), "r");
  std::array<char, 4096> buffer{};
  for (std::size_t size = 0; (size = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.append(buffer.data(), size);
  pclose(pipe);
  return output;
}

// The words of the first thing that has these among them.
std::string words_with(DrivenWindow& window, const std::string& part) {
  for (const ShownThing& thing : window.shown("network"))
    if (thing.words.find(part) != std::string::npos) return thing.words;
  return "";
}

TEST(DesktopNetwork, link_is_pulled_out_and_put_right_on_the_map) {
  DrivenWindow window({"bench"});
  window.wait_for("[network] Link of cam2: works");
  window.click("[network] Link of cam2: works");
  window.wait_for("[network] Link of cam2");
  window.click("[network] Drop the next packet");
  window.wait_for("[network] Link of cam2: drops the next");
  window.click("[network] Unplug");
  window.wait_for("[network] Link of cam2: down");
  window.picture("network-link-down");
  window.click("[network] Plug in");
  window.wait_until_gone("[network] Link of cam2: down");
  window.click("[network] openmv");
  window.wait_for("[bench] Console of openmv");
}

TEST(DesktopNetwork, faults_and_attackers_come_and_go) {
  DrivenWindow window({"bench"});
  window.wait_for("[network] Faults");
  window.click("[network] Faults");
  window.click("[network] Add fault");
  window.wait_for("[network] Faults (1)");
  window.picture("network-faults");
  window.click("[network] Remove the fault of *");
  window.wait_until_gone("[network] Faults (1)");
  window.click("[network] Attackers");
  window.wait_for("[network] Place the attacker");
  window.click("[network] Place the attacker");
  window.wait_for("[network] Attackers (1)");
  window.picture("network-attackers");
  window.click("[network] Stop ");
  window.wait_until_gone("[network] Attackers (1)");
  window.wait_for("does nothing");
}

TEST(DesktopNetwork, real_openssl_reaches_a_camera_through_a_port_that_was_opened) {
  DrivenWindow window({"first-verified-connection"});
  for (int step = 1; step <= 2; ++step) {
    window.wait_for("[lesson] step " + std::to_string(step) + " of 7", 40);
    window.wait_until_gone("[lesson] Showing");
    window.click("[lesson] Show me");
  }
  window.wait_for("[lesson] step 3 of 7", 40);
  window.click("[network] Bridge");
  window.click("[network] Port of this computer");
  window.key("ctrl+a");
  window.type("0");
  window.click("[network] Open the port");
  window.wait_for("leads to port 8443 of openmv");
  window.picture("network-bridge");
  const std::string line = words_with(window, "leads to port 8443 of openmv");
  const std::string real = line.substr(0, line.find(' '));
  EXPECT_THAT(real, testing::StartsWith("127.0.0.1:"));
  const std::string connect = "echo ping | timeout 20 openssl s_client -connect " + real + " 2>&1";
  EXPECT_THAT(output_of(connect), testing::HasSubstr("BEGIN CERTIFICATE"));

  window.click("[network] Close " + real);
  window.wait_for("[network] No port is open.");
  EXPECT_THAT(output_of(connect), testing::Not(testing::HasSubstr("BEGIN CERTIFICATE")));
}

}  // namespace
}  // namespace tlscam
