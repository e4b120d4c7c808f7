// Keys and certificates together, their times, their names, and who else has them.
#include "tests/unit/preflight/deployment.h"

namespace tlscam {
namespace {

using IdentityFindings = Deployment;

constexpr std::string_view kServer =
    "import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
    "context.load_cert_chain('/flash/server.der', '/flash/server-key.der')\n"
    "context.wrap_socket(sock, server_side=True)\n";

TEST_F(IdentityFindings, a_key_of_another_certificate_stops) {
  put("p256.der", "server.der");
  put("p384-key.der", "server-key.der");
  EXPECT_EQ(found(FindingKind::key_does_not_belong).severity, Severity::warns)
      << "nothing says that they are a pair";
  script("server.py", kServer);
  const Finding finding = found(FindingKind::key_does_not_belong);
  EXPECT_EQ(finding.severity, Severity::stops);
  EXPECT_EQ(finding.what, "server-key.der is not the key of server.der, but server.py loads both in line 3.");
  files.clear();
  put("p256.der", "server.der");
  put("p256-key.der", "server-key.der");
  script("server.py", kServer);
  EXPECT_FALSE(finds(FindingKind::key_does_not_belong));
}

TEST_F(IdentityFindings, a_chain_is_loaded_with_the_key_of_its_leaf) {
  openssl("ecparam -name prime256v1 -genkey -noout -out ca.pem");
  openssl("req -x509 -new -key ca.pem -subj /CN=authority -days 99 -outform DER -out ca.der");
  openssl("req -x509 -new -key ca.pem -subj /CN=authority -days 99 -out ca-cert.pem");
  openssl("ecparam -name prime256v1 -genkey -noout -out key.pem");
  openssl("ec -in key.pem -outform DER -out key.der");
  openssl("req -new -key key.pem -subj /CN=openmv -addext subjectAltName=DNS:openmv -out request.pem");
  openssl(
      "x509 -req -in request.pem -CA ca-cert.pem -CAkey ca.pem -set_serial 7 -days 30 -copy_extensions copy "
      "-outform DER -out leaf.der");
  purpose.now = std::chrono::floor<Duration>(std::chrono::system_clock::now());  // as openssl's
  facts.clock = seconds(purpose.now);
  put_made("leaf.der");
  put_made("ca.der");
  put_made("key.der");
  script("server.py", "c.load_cert_chain('leaf.der', 'key.der')\nc.load_cert_chain('ca.der', 'key.der')\n");
  EXPECT_FALSE(finds(FindingKind::key_does_not_belong)) << text();
  files.pop_back();
  script("server.py", "c.load_cert_chain('ca.der', 'key.der')\n");
  EXPECT_TRUE(finds(FindingKind::key_does_not_belong));
}

TEST_F(IdentityFindings, times_are_compared_with_now) {
  put("p256.der");  // 2026-11-23, for a year
  EXPECT_EQ(text(), "");
  purpose.now = *parse_instant("2027-11-10");
  facts.clock = seconds(purpose.now);
  EXPECT_EQ(found(FindingKind::expires_soon).severity, Severity::notes);
  purpose.now = *parse_instant("2028-01-01");
  EXPECT_EQ(found(FindingKind::expired).severity, Severity::stops);
  purpose.now = *parse_instant("2026-11-01");
  EXPECT_EQ(found(FindingKind::not_yet_valid).severity, Severity::stops);
}

TEST_F(IdentityFindings, the_boards_clock_decides_about_anchors) {
  put("p256.der", "ca.der");
  const std::string client =
      "import ssl\ncontext.verify_mode = "
      "ssl.CERT_REQUIRED\ncontext.load_verify_locations(cafile='/flash/ca.der')\n";
  script("client.py", client);
  EXPECT_FALSE(finds(FindingKind::board_clock_wrong));
  facts.clock = seconds(*parse_instant("2015-01-01 00:03"));
  const Finding finding = found(FindingKind::board_clock_wrong);
  EXPECT_EQ(finding.severity, Severity::stops);
  EXPECT_EQ(finding.what, "The board's clock shows 2015-01-01 00:03:00; now is 2026-11-30 00:00:00.");
  files.pop_back();
  script("client.py", "import ntptime\nntptime.settime()\n" + client);
  EXPECT_EQ(found(FindingKind::board_clock_wrong).severity, Severity::notes) << "the script sets it";
  files.pop_back();
  EXPECT_EQ(found(FindingKind::board_clock_wrong).severity, Severity::warns)
      << "no script is known to verify";
}

TEST_F(IdentityFindings, without_facts_the_clock_after_power_up_is_remembered) {
  purpose.way = DeploymentWay::drive;
  facts = {};
  put("p256.der", "ca.der");
  EXPECT_EQ(found(FindingKind::board_clock_wrong).severity, Severity::warns);
}

TEST_F(IdentityFindings, names_are_compared_with_how_clients_connect) {
  put("p256.der", "server.der");  // openmv, *.example.org, 192.168.1.50, fd00::1
  put("p256-key.der", "server-key.der");
  script("server.py", kServer);
  EXPECT_EQ(found(FindingKind::who_may_connect).what,
            "Clients must connect to openmv or *.example.org or 192.168.1.50 or fd00:0:0:0:0:0:0:1.");
  purpose.connects_as = {"openmv", "192.168.1.50"};
  EXPECT_FALSE(finds(FindingKind::name_not_covered));
  purpose.connects_as = {"openmv", "192.168.1.99"};
  const Finding finding = found(FindingKind::name_not_covered);
  EXPECT_EQ(finding.severity, Severity::stops);
  EXPECT_EQ(finding.what, "server.der is not valid for 192.168.1.99, to which clients connect.");
}

TEST_F(IdentityFindings, a_common_name_alone_is_not_enough_for_browsers) {
  put("p384.der", "server.der");
  put("p384-key.der", "server-key.der");
  EXPECT_EQ(found(FindingKind::no_alternative_names).severity, Severity::warns);
}

TEST_F(IdentityFindings, keys_can_be_read_from_drive_and_image) {
  put("p256-key.der");
  EXPECT_EQ(found(FindingKind::key_on_drive).severity, Severity::notes);
  purpose.way = DeploymentWay::romfs;
  EXPECT_EQ(found(FindingKind::key_in_romfs).severity, Severity::warns);
  EXPECT_EQ(found(FindingKind::models_replaced).severity, Severity::warns);
}

TEST_F(IdentityFindings, the_key_of_an_authority_stays_at_home) {
  put("rsa.der", "ca.der");
  put("rsa-key.der", "ca-key.der");
  EXPECT_EQ(found(FindingKind::key_of_authority).severity, Severity::warns);
  files.clear();
  put("p256.der");
  put("p256-key.der");
  EXPECT_FALSE(finds(FindingKind::key_of_authority)) << "signed by itself, and nobody else";
}

TEST_F(IdentityFindings, one_key_on_two_devices_is_noticed) {
  put("p256-key.der");
  purpose.others = {{"cam2", inspect(files[0].contents, "key").public_key}};
  EXPECT_EQ(found(FindingKind::shared_key).what, "p256-key.der is also the key of cam2.");
  files.clear();
  put("p384-key.der");
  EXPECT_FALSE(finds(FindingKind::shared_key));
}

TEST_F(IdentityFindings, a_key_beside_its_certificate_in_one_file_is_noticed) {
  const Bytes certificate = file_bytes(TLSCAM_SOURCE_DIR "/tests/golden/certificates/p256.pem");
  Bytes both = file_bytes(TLSCAM_SOURCE_DIR "/tests/golden/certificates/p256-key.pem");
  both.insert(both.end(), certificate.begin(), certificate.end());
  files.push_back({"/flash/both.pem", "both.pem", both});
  EXPECT_EQ(found(FindingKind::key_in_certificate_file).severity, Severity::warns);
}

}  // namespace
}  // namespace tlscam
