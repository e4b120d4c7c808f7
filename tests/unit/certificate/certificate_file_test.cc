// These tests compare the content of files with openssl's own description of the same certificates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "tests/unit/certificate/golden.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

/// "subject=CN=openmv" becomes {"subject", "CN=openmv"}; an extension's name has the line below it.
std::map<std::string, std::string> openssl_says(const std::string& name) {
  std::map<std::string, std::string> said;
  std::istringstream text(golden(name + ".txt"));
  std::string line;
  std::string extension;
  while (std::getline(text, line)) {
    if (line.starts_with("    ")) {
      said[extension] = line.substr(4);
    } else if (line.starts_with("X509v3 ")) {
      extension = line.substr(7, line.find(':') - 7);
    } else {
      said[line.substr(0, line.find('='))] = line.substr(line.find('=') + 1);
    }
  }
  return said;
}

/// "Nov 23 10:00:00 2026 GMT", as openssl prints a time.
std::string openssl_time(Instant instant) {
  static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string text = to_text(instant);  // 2026-11-23 10:00:00
  const int day = std::stoi(text.substr(8, 2));
  return fmt::format("{} {:2} {} {} GMT", kMonths[std::stoi(text.substr(5, 2)) - 1], day, text.substr(11, 8),
                     text.substr(0, 4));
}

class AgainstOpenssl : public testing::TestWithParam<std::string> {};

TEST_P(AgainstOpenssl, says_the_same_of_a_certificate) {
  const CertificateFile file = inspect_golden(GetParam() + ".der");
  auto said = openssl_says(GetParam());
  ASSERT_FALSE(said["sha256 Fingerprint"].empty());
  ASSERT_EQ(file.content, FileContent::certificate);
  EXPECT_EQ(file.encoding, FileEncoding::der);
  const CertificateFacts& facts = file.certificates.at(0);
  EXPECT_EQ(facts.subject, said["subject"]);
  EXPECT_EQ(facts.issuer, said["issuer"]);
  std::string serial = facts.serial;
  std::erase(serial, ':');
  EXPECT_EQ(serial, said["serial"]);
  EXPECT_EQ(openssl_time(facts.not_before), said["notBefore"]);
  EXPECT_EQ(openssl_time(facts.not_after), said["notAfter"]);
  EXPECT_EQ(facts.sha256_fingerprint, said["sha256 Fingerprint"]);
  EXPECT_EQ(facts.is_ca, said["Basic Constraints"].starts_with("CA:TRUE"));
  EXPECT_EQ(facts.self_signed, said["subject"] == said["issuer"]);
}

INSTANTIATE_TEST_SUITE_P(Certificates, AgainstOpenssl,
                         testing::Values("p256", "p384", "rsa", "p192", "brainpool", "sha1", "pss",
                                         "critical", "leaf"));

TEST(CertificateFile, reads_the_names_in_a_certificate) {
  const CertificateFacts facts = inspect_golden("p256.der").certificates.at(0);
  EXPECT_EQ(facts.common_name, "openmv");
  EXPECT_EQ(facts.dns_names, (std::vector<std::string>{"openmv", "*.example.org"}));
  EXPECT_EQ(facts.ip_addresses, (std::vector<std::string>{"192.168.1.50", "fd00:0:0:0:0:0:0:1"}));
  EXPECT_EQ(facts.other_names, (std::vector<std::string>{"email:a@example.org", "URI:https://example.org/"}));
}

TEST(CertificateFile, reads_what_a_key_may_be_used_for) {
  const CertificateFacts facts = inspect_golden("p384.der").certificates.at(0);
  EXPECT_EQ(facts.key_usage, (std::vector<std::string>{"digitalSignature", "keyAgreement"}));
  EXPECT_EQ(facts.extended_key_usage, (std::vector<std::string>{"serverAuth", "clientAuth"}));
  EXPECT_EQ(inspect_golden("rsa.der").certificates.at(0).key_usage,
            (std::vector<std::string>{"keyCertSign", "cRLSign"}));
  EXPECT_TRUE(inspect_golden("p192.der").certificates.at(0).key_usage.empty());
}

TEST(CertificateFile, names_keys_and_signatures) {
  const std::map<std::string, std::pair<std::string, std::string>> expected{
      {"p256.der", {"P-256", "ECDSA with SHA-256"}},
      {"p384.der", {"P-384", "ECDSA with SHA-256"}},
      {"rsa.der", {"RSA 2048", "RSA with SHA-256"}},
      {"sha1.der", {"RSA 2048", "RSA with SHA-1"}},
      {"leaf.der", {"P-256", "RSA with SHA-256"}},
      {"brainpool.der", {"brainpoolP256r1", "ECDSA with SHA-256"}},
  };
  for (const auto& [name, texts] : expected) {
    const CertificateFacts facts = inspect_golden(name).certificates.at(0);
    EXPECT_EQ(facts.key_type, texts.first) << name;
    EXPECT_EQ(facts.signature_algorithm, texts.second) << name;
  }
}

TEST(CertificateFile, tells_a_certificate_that_only_names_itself_from_one_that_signed_itself) {
  std::string bytes = golden("p256.der");
  bytes.back() = static_cast<char>(bytes.back() ^ 1);  // in the signature
  const CertificateFile file = inspect(as_bytes(bytes), "p256.der");
  EXPECT_EQ(file.certificates.at(0).subject, file.certificates.at(0).issuer);
  EXPECT_FALSE(file.certificates.at(0).self_signed);
}

TEST(CertificateFile, reads_the_same_from_pem_and_der) {
  const CertificateFile pem = inspect_golden("p256.pem");
  const CertificateFile der = inspect_golden("p256.der");
  EXPECT_EQ(pem.encoding, FileEncoding::pem);
  EXPECT_EQ(pem.certificates.at(0).der, der.certificates.at(0).der);
  EXPECT_EQ(pem.summary, "certificate for openmv, P-256, PEM");
  EXPECT_EQ(der.summary, "certificate for openmv, P-256, DER");
}

TEST(CertificateFile, tells_keys_by_what_they_are_written_in) {
  const std::map<std::string, std::string> expected{{"p256-key.der", "SEC1"},
                                                    {"p256-key.pem", "SEC1"},
                                                    {"rsa-key.der", "PKCS#1"},
                                                    {"pkcs8-key.der", "PKCS#8"},
                                                    {"encrypted-key.der", "PKCS#8"}};
  for (const auto& [name, container] : expected) {
    const CertificateFile file = inspect_golden(name);
    EXPECT_EQ(file.content, FileContent::private_key) << name;
    EXPECT_EQ(file.key_container, container) << name;
    EXPECT_EQ(file.encrypted, name.starts_with("encrypted")) << name;
  }
  EXPECT_EQ(inspect_golden("rsa-key.der").summary, "private key, RSA 2048, DER");
  EXPECT_EQ(inspect_golden("encrypted-ec-key.pem").summary, "encrypted private key, PEM");
  EXPECT_EQ(inspect_golden("ed25519-key.pem").key_type, "Ed25519");
}

TEST(CertificateFile, knows_requests_and_public_keys) {
  const CertificateFile request = inspect_golden("request.der");
  EXPECT_EQ(request.content, FileContent::certificate_request);
  EXPECT_EQ(request.request_subject, "CN=openmv");
  EXPECT_EQ(request.request_dns_names, std::vector<std::string>{"openmv"});
  EXPECT_EQ(request.request_ip_addresses, std::vector<std::string>{"192.168.1.50"});
  EXPECT_EQ(request.key_type, "P-256");
  EXPECT_EQ(inspect_golden("public-key.der").content, FileContent::public_key);
}

TEST(CertificateFile, knows_which_key_belongs_to_which_certificate) {
  const CertificateFile key = inspect_golden("p256-key.pem");
  for (const char* own :
       {"p256.der", "p256.pem", "leaf.der", "request.der", "public-key.der", "pkcs8-key.der"}) {
    EXPECT_TRUE(key_belongs(key, inspect_golden(own))) << own;
  }
  for (const char* other : {"p384.der", "rsa.der", "ed25519.der", "two.txt", "short.der"}) {
    EXPECT_FALSE(key_belongs(key, inspect_golden(other))) << other;
  }
  EXPECT_FALSE(key_belongs(inspect_golden("encrypted-key.der"), inspect_golden("p256.der")));
}

TEST(CertificateFile, sees_every_certificate_of_a_chain) {
  const CertificateFile der = inspect_golden("two.der");
  EXPECT_EQ(der.content, FileContent::chain);
  EXPECT_EQ(der.summary, "chain of 2 certificates, DER");
  EXPECT_EQ(der.certificates.at(1).common_name, "authority");
  const std::string pem = golden("p256.pem") + "a remark between them\n" + golden("authority.pem");
  EXPECT_EQ(inspect(as_bytes(pem), "chain.pem").content, FileContent::chain);
}

TEST(CertificateFile, mentions_a_key_beside_a_certificate) {
  const std::string pem = golden("p256-key.pem") + golden("p256.pem");
  const CertificateFile file = inspect(as_bytes(pem), "both.pem");
  EXPECT_EQ(file.content, FileContent::certificate);
  EXPECT_TRUE(file.also_private_key);
  EXPECT_FALSE(inspect_golden("p256.pem").also_private_key);
}

TEST(CertificateFile, says_what_is_wrong_with_what_it_cannot_read) {
  const auto problem = [](std::string_view bytes) { return inspect(as_bytes(bytes), "file").problem; };
  EXPECT_EQ(problem(""), "the file is empty");
  EXPECT_THAT(inspect_golden("short.der").problem, HasSubstr("copied whole"));
  const std::string pem = golden("p256.pem");
  EXPECT_THAT(problem(pem.substr(0, 300)), HasSubstr("-----END CERTIFICATE-----"));
  std::string garbled = pem;
  garbled.replace(100, 4, "!!!!");
  EXPECT_THAT(problem(garbled), HasSubstr("Base64"));
  const CertificateFile text = inspect(as_bytes("import ssl\n"), "client.py");
  EXPECT_EQ(text.content, FileContent::other);
  EXPECT_EQ(text.problem, "");
  EXPECT_EQ(text.encoding, FileEncoding::none);
}

TEST(CertificateFile, takes_every_beginning_of_a_file_for_what_it_is) {
  for (const char* name : {"p256.der", "rsa-key.der", "request.der", "pkcs8-key.der"}) {
    const std::string whole = golden(name);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const std::string part = whole.substr(0, size);  // a copy: sanitizers see a read behind it
      EXPECT_EQ(inspect(as_bytes(part), name).content, FileContent::other) << name << " " << size;
    }
  }
}

}  // namespace
}  // namespace tlscam
