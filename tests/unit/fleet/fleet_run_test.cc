#include "sim/fleet/native_fleet_run.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "sim/certificate/certificate_file.h"
#include "sim/certificate/chain.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// `Fleet` has an authority made by openssl, and a folder for what is made.
class Fleet : public testing::Test {
 protected:
  Fleet() {
    openssl("ecparam -name prime256v1 -genkey -noout -out ca.key");
    openssl("req -x509 -new -key ca.key -days 3650 -subj '/CN=my authority' -out ca.crt");
    options.folder = folder.path() / "made";
    options.authority = {folder.path() / "ca.crt", folder.path() / "ca.key"};
    options.now = std::chrono::floor<Duration>(std::chrono::system_clock::now());  // as openssl's
    options.next_serial = [this] { return fmt::format("{:032x}", ++serial_ + (1ull << 60)); };
  }

  void openssl(const std::string& arguments) {
    const std::string command = "cd " + folder.path().string() + " && openssl " + arguments + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0) << arguments;
  }

  FleetReport run(const FleetRun::Deploy& deploy) {
    auto fleet = FleetRun::open(options);
    EXPECT_TRUE(fleet) << fleet.error().text;
    if (!fleet) return {};
    auto report = fleet->run(devices, deploy, [this](const std::string& text) { notes += text + "\n"; });
    EXPECT_TRUE(report) << report.error().text;
    return report ? *report : FleetReport{};
  }

  TestFolder folder;
  FleetRun::Options options;
  std::vector<FleetDevice> devices = {{"cam1", "P1", {"cam1"}, {"192.168.1.50"}},
                                      {"cam2", "P2", {"cam2"}, {}}};
  std::string notes;

 private:
  unsigned long long serial_ = 0;
};

TEST_F(Fleet, each_device_gets_an_identity_that_the_authority_vouches_for) {
  std::vector<Bytes> keys;
  const auto report = run([&](const FleetRun::Delivery& delivery) -> Result<void> {
    EXPECT_EQ(delivery.others.size(), keys.size());
    keys.push_back(delivery.identity.key);
    ChainQuestion question;
    question.presented = {delivery.identity.certificate};
    question.anchors = {delivery.anchor};
    question.clock = options.now + std::chrono::seconds(1);
    question.name = delivery.device.name;
    const auto verdict = verify_chain(question);
    EXPECT_TRUE(verdict && verdict->accepted) << delivery.device.name;
    question.name = "somebody-else";
    EXPECT_FALSE(verify_chain(question)->accepted);
    return {};
  });
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_NE(keys[0], keys[1]);
  ASSERT_EQ(report.entries.size(), 2u);
  EXPECT_EQ(report.entries[0].state, "deployed");
  EXPECT_EQ(report.entries[0].names, "DNS:cam1,IP:192.168.1.50");
  EXPECT_NE(report.entries[0].fingerprint, report.entries[1].fingerprint);
  openssl("verify -CAfile ca.crt -verify_hostname cam1 made/cam1.der");
  openssl("verify -CAfile ca.crt -verify_ip 192.168.1.50 made/cam1.der");
}

TEST_F(Fleet, keys_are_their_owners_and_in_no_text) {
  run([](const FleetRun::Delivery&) -> Result<void> { return {}; });
  const auto mode = [&](const char* name) {
    struct stat facts {};
    EXPECT_EQ(::stat((options.folder / name).c_str(), &facts), 0) << name;
    return facts.st_mode & 0777;
  };
  EXPECT_EQ(mode("."), 0700u);
  EXPECT_EQ(mode("cam1-key.der"), 0600u);
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(options.folder)) names.push_back(entry.path().filename());
  std::ranges::sort(names);
  EXPECT_EQ(names, (std::vector<std::string>{"cam1-key.der", "cam1.der", "cam2-key.der", "cam2.der",
                                             "report.csv", "report.txt"}))
      << "nothing else stays there";
  const std::string key = content(options.folder / "cam1-key.der");
  for (const std::string& text :
       {content(options.folder / "report.csv"), content(options.folder / "report.txt"), notes})
    EXPECT_EQ(text.find(key.substr(10, 16)), std::string::npos);
}

TEST_F(Fleet, goes_on_where_it_failed) {
  int deployed = 0;
  auto report = run([&](const FleetRun::Delivery& delivery) -> Result<void> {
    if (delivery.device.name == "cam1") return fail("the port is gone");
    ++deployed;
    return {};
  });
  EXPECT_EQ(report.find("cam1")->state, "failed");
  EXPECT_EQ(report.find("cam1")->reason, "the port is gone");
  EXPECT_EQ(report.find("cam2")->state, "deployed") << "the others have their turn";
  EXPECT_NE(notes.find("cam1: failed: the port is gone"), std::string::npos);
  const std::string key = content(options.folder / "cam1-key.der");

  std::vector<std::string> turns;
  const FleetRun::Deploy succeed = [&](const FleetRun::Delivery& delivery) -> Result<void> {
    turns.push_back(delivery.device.name);
    return {};
  };
  report = run(succeed);
  EXPECT_EQ(turns, std::vector<std::string>{"cam1"});
  EXPECT_EQ(report.find("cam1")->state, "deployed");
  EXPECT_EQ(content(options.folder / "cam1-key.der"), key) << "its key was there already";

  turns.clear();
  devices[0].addresses = {"192.168.1.51"};
  run(succeed);
  EXPECT_EQ(turns, std::vector<std::string>{"cam1"}) << "its address has changed";
  EXPECT_NE(content(options.folder / "cam1-key.der"), key);

  turns.clear();
  options.again = true;
  run(succeed);
  EXPECT_EQ(turns, (std::vector<std::string>{"cam1", "cam2"}));
}

TEST_F(Fleet, without_a_port_the_files_are_made_only) {
  devices[1].port.clear();
  const auto report = run([](const FleetRun::Delivery&) -> Result<void> { return {}; });
  EXPECT_EQ(report.find("cam2")->state, "made");
  EXPECT_TRUE(fs::exists(options.folder / "cam2.der"));
}

TEST_F(Fleet, authorities_that_are_none_are_refused) {
  const auto error = [&] {
    const auto fleet = FleetRun::open(options);
    return fleet ? "" : fleet.error().text;
  };
  openssl("ecparam -name prime256v1 -genkey -noout -out other.key");
  options.authority.key = folder.path() / "other.key";
  EXPECT_NE(error().find("other.key is not the key of"), std::string::npos);
  openssl("pkcs8 -topk8 -passout pass:secret -in ca.key -out closed.key");
  options.authority.key = folder.path() / "closed.key";
  EXPECT_NE(error().find("is behind a pass phrase"), std::string::npos);
  options.authority.key = folder.path() / "nowhere.key";
  EXPECT_NE(error().find("cannot be read"), std::string::npos);
  openssl(
      "req -x509 -new -key ca.key -days 9 -subj /CN=leaf -addext basicConstraints=CA:FALSE -out leaf.crt");
  options.authority = {folder.path() / "leaf.crt", folder.path() / "ca.key"};
  EXPECT_NE(error().find("is not marked CA:TRUE"), std::string::npos);
}

TEST_F(Fleet, a_folder_that_others_may_read_is_refused) {
  fs::create_directory(options.folder);
  ::chmod(options.folder.c_str(), 0755);
  const auto fleet = FleetRun::open(options);
  ASSERT_FALSE(fleet);
  EXPECT_NE(fleet.error().text.find("chmod 700"), std::string::npos);
}

}  // namespace
}  // namespace tlscam
