#include "tests/unit/preflight/deployment.h"

namespace tlscam {
namespace {

using FileFindings = Deployment;

TEST_F(FileFindings, a_good_server_has_nothing_that_stops_or_warns) {
  put("p256.der", "server.der");
  put("p256-key.der", "server-key.der");
  script("main.py",
         "import socket, ssl, ntptime\nntptime.settime()\n"
         "context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
         "context.load_cert_chain('/flash/server.der', '/flash/server-key.der')\n"
         "tls = context.wrap_socket(socket.socket(), server_side=True)\n");
  for (const Finding& finding : check()) EXPECT_EQ(finding.severity, Severity::notes) << text();
}

TEST_F(FileFindings, pem_stops_where_the_firmware_reads_only_der) {
  put("p256.pem");
  Finding finding = found(FindingKind::pem);
  EXPECT_EQ(finding.severity, Severity::stops);
  EXPECT_EQ(finding.why,
            "OpenMV 4.8.1 (MicroPython 1.26.0) reads DER only: loading it raises \"invalid cert\".");
  EXPECT_EQ(finding.command, "openssl x509 -in p256.pem -outform DER -out p256.der");
  EXPECT_EQ(finding.file, "/flash/p256.pem");
  script("main.py", "print('hello')\n");
  EXPECT_EQ(found(FindingKind::pem).severity, Severity::warns) << "no script loads it";
  script("client.py", "c.load_verify_locations(cafile='/flash/p256.pem')\n");
  EXPECT_EQ(found(FindingKind::pem).severity, Severity::stops);
  facts.micropython = "1.29.0-preview";
  EXPECT_EQ(found(FindingKind::pem).severity, Severity::warns) << "it may be able to";
  files.clear();
  put("p256.der");
  EXPECT_FALSE(finds(FindingKind::pem));
}

TEST_F(FileFindings, several_certificates_in_one_file_count_as_one) {
  put("two.der", "ca.der");
  EXPECT_EQ(found(FindingKind::only_first_counts).severity, Severity::warns);
  EXPECT_NE(found(FindingKind::only_first_counts).mend.find("load_verify_locations() once for each"),
            std::string::npos);
}

TEST_F(FileFindings, keys_that_the_firmware_does_not_know_stop) {
  put("ed25519-key.der");
  EXPECT_EQ(found(FindingKind::kind_not_known).severity, Severity::stops);
  files.clear();
  put("brainpool.der");
  EXPECT_EQ(found(FindingKind::kind_not_known).severity, Severity::stops);
  files.clear();
  put("p384-key.der");
  EXPECT_FALSE(finds(FindingKind::kind_not_known));
}

TEST_F(FileFindings, an_encrypted_key_stops_with_its_command) {
  put("encrypted-key.der");
  EXPECT_EQ(found(FindingKind::encrypted_key).severity, Severity::stops);
  EXPECT_NE(found(FindingKind::encrypted_key).command.find("openssl pkey"), std::string::npos);
}

TEST_F(FileFindings, bytes_behind_the_end_of_a_key_stop) {
  put("newline-rsa-key.der");
  EXPECT_EQ(found(FindingKind::trailing_bytes).severity, Severity::stops);
}

TEST_F(FileFindings, half_a_file_is_noticed) {
  put("short.der");
  EXPECT_EQ(found(FindingKind::unreadable).severity, Severity::warns);
  script("main.py", "import ssl\ncontext.load_verify_locations(cafile='/flash/short.der')\n");
  EXPECT_EQ(found(FindingKind::unreadable).severity, Severity::stops) << "a script loads it";
}

TEST_F(FileFindings, other_files_are_nobodys_business) {
  script("notes.txt", "neither certificate nor key");
  EXPECT_EQ(text(), "");
}

TEST_F(FileFindings, a_request_is_of_no_use) {
  put("request.der");
  EXPECT_EQ(found(FindingKind::no_use_for_it).severity, Severity::notes);
}

TEST_F(FileFindings, weak_signatures_are_refused_by_peers) {
  put("sha1.der");
  EXPECT_EQ(found(FindingKind::refused_by_peers).severity, Severity::warns);
}

TEST_F(FileFindings, rsa_keys_say_what_they_cost) {
  put("rsa-key.der");
  const Finding finding = found(FindingKind::costly_key);
  EXPECT_EQ(finding.severity, Severity::notes);
  EXPECT_NE(finding.why.find("129 ms"), std::string::npos) << finding.why;
  files.clear();
  openssl("genrsa -out large.pem 3072");
  openssl("rsa -in large.pem -traditional -outform DER -out large.der");
  put_made("large.der");
  EXPECT_EQ(found(FindingKind::costly_key).severity, Severity::warns);
  files.clear();
  openssl("ecparam -name secp521r1 -genkey -noout -outform DER -out wide.der");
  put_made("wide.der");
  EXPECT_EQ(found(FindingKind::costly_key).severity, Severity::notes);
  files.clear();
  put("p256-key.der");
  EXPECT_FALSE(finds(FindingKind::costly_key));
}

TEST_F(FileFindings, certificates_that_do_not_fit_into_one_message_stop) {
  std::string names = "DNS:openmv";
  for (int i = 0; i < 200; ++i) names += fmt::format(",DNS:camera-{}.lab.example.org", i);
  openssl("ecparam -name prime256v1 -genkey -noout -out key.pem");
  openssl("ec -in key.pem -outform DER -out key.der");
  openssl("req -x509 -new -key key.pem -subj /CN=openmv -days 30 -addext subjectAltName=" + names +
          " -outform DER -out server.der");
  put_made("server.der");
  put_made("key.der");
  script("server.py", "context.load_cert_chain('/flash/server.der', '/flash/key.der')\n");
  EXPECT_EQ(found(FindingKind::too_large_to_send).severity, Severity::stops);
}

}  // namespace
}  // namespace tlscam
