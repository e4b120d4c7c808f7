// The workstation's programs in the public internet: our curl judges each host as the real one does
// (tests/interop/internet_test.cc), and openssl is the real one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenes/tlscam_process.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using testing::Not;

class PublicInternetShell : public testing::Test {
 protected:
  Outcome shell(const std::string& line) {
    return run_tlscam({"shell", TLSCAM_SCENES "/public-internet/world.json", "--folder", folder_.path(),
                       "--command", line});
  }

 private:
  TestFolder folder_;
};

TEST_F(PublicInternetShell, openssl_shows_a_chain_of_four_and_trusts_its_root) {
  const Outcome outcome = shell("openssl s_client -connect api.example.com:443 -showcerts < /dev/null");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.out, HasSubstr(" 0 s:CN = api.example.com\n   i:O = Example Trust, CN = YE1\n"));
  EXPECT_THAT(outcome.out,
              HasSubstr(" 1 s:O = Example Trust, CN = YE1\n   i:O = Example Trust, CN = Root YE\n"));
  EXPECT_THAT(
      outcome.out,
      HasSubstr(" 2 s:O = Example Trust, CN = Root YE\n   i:O = Example Trust, CN = Example Root X2\n"));
  EXPECT_THAT(
      outcome.out,
      HasSubstr(
          " 3 s:O = Example Trust, CN = Example Root X2\n   i:O = Example Trust, CN = Example Root X1\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr(" 4 s:")));
  EXPECT_THAT(outcome.out, HasSubstr("Verify return code: 0 (ok)"));
}

TEST_F(PublicInternetShell, openssl_shows_a_chain_of_three_for_an_rsa_key) {
  const Outcome outcome = shell("openssl s_client -connect rsa.example.com:443 -showcerts < /dev/null");
  EXPECT_THAT(
      outcome.out,
      HasSubstr(" 2 s:O = Example Trust, CN = Root YR\n   i:O = Example Trust, CN = Example Root X1\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr(" 3 s:")));
  EXPECT_THAT(outcome.out, HasSubstr("Verify return code: 0 (ok)"));
}

TEST_F(PublicInternetShell, a_revoked_certificate_is_on_the_list_that_it_names) {
  EXPECT_EQ(shell("openssl s_client -connect revoked.broken.example:443 < /dev/null > leaf.pem").exit_code,
            0);
  EXPECT_EQ(shell("curl http://roots.example.org/ye1.crl -o ye1.crl").exit_code, 0);
  const Outcome serial = shell("openssl x509 -in leaf.pem -noout -serial");
  const Outcome list = shell("openssl crl -in ye1.crl -inform DER -noout -text");
  ASSERT_THAT(serial.out, testing::StartsWith("serial="));
  EXPECT_THAT(list.out, HasSubstr("Serial Number: " + serial.out.substr(7, serial.out.size() - 8)));
}

TEST_F(PublicInternetShell, curl_fetches_and_posts) {
  EXPECT_EQ(shell("curl https://api.example.com/status").out, "{\"ready\": true}\n");
  EXPECT_EQ(shell("curl -d heron https://api.example.com/pictures").out, "5 bytes stored\n");
  EXPECT_EQ(shell("curl http://www.example.com/").out, "Welcome to example.com.\n");
  EXPECT_EQ(shell("curl -f https://api.example.com/nothing").exit_code, 22);
  const Outcome verbose = shell("curl -v https://api.example.com/status");
  EXPECT_THAT(verbose.error, HasSubstr("* Connected to api.example.com (198.51.100.10) port 443"));
  EXPECT_THAT(verbose.error, HasSubstr("*  issuer: O=Example Trust, CN=YE1\n"));
  EXPECT_THAT(verbose.error, HasSubstr("*  SSL certificate verify ok."));
}

TEST_F(PublicInternetShell, curl_judges_as_curl_does) {
  struct Broken {
    const char* url;
    int code;
    const char* says;
  };
  const Broken cases[] = {
      {"https://valid.broken.example", 0, ""},
      {"https://wildcard.broken.example", 0, ""},
      {"https://many-names.broken.example", 0, ""},
      {"https://revoked.broken.example", 0, ""},
      {"https://ecc384.broken.example", 0, ""},
      {"https://rsa4096.broken.example", 0, ""},
      {"https://tls-1-2.broken.example", 0, ""},
      {"https://tls-1-3.broken.example", 0, ""},
      {"-k https://expired.broken.example", 0, ""},
      {"https://expired.broken.example", 60, "curl: (60) SSL certificate problem: certificate has expired"},
      {"https://not-yet-valid.broken.example", 60, "certificate is not yet valid"},
      {"https://wrong-name.broken.example", 60,
       "curl: (60) SSL: no alternative certificate subject name matches target host name "
       "'wrong-name.broken.example'"},
      {"https://self-signed.broken.example", 60, "SSL certificate problem: self-signed certificate"},
      {"https://untrusted-root.broken.example", 60, "self-signed certificate in certificate chain"},
      {"https://incomplete-chain.broken.example", 60, "unable to get local issuer certificate"},
      {"--tls-max 1.2 https://tls-1-3.broken.example", 35, "curl: (35) "},
      {"https://www.example.com:80", 35, "curl: (35) error:0A00010B:SSL routines::wrong version number"},
      {"https://nowhere.example", 6, "curl: (6) Could not resolve host: nowhere.example"},
      {"https://api.example.com:444", 7, "curl: (7) Failed to connect to api.example.com port 444"},
      {"ftp://api.example.com", 1, "curl: (1) Protocol \"ftp\" not supported"},
      {"--cacert missing.pem https://api.example.com", 77,
       "curl: (77) error setting certificate file: missing.pem"},
  };
  for (const Broken& one : cases) {
    const Outcome outcome = shell(std::string("curl ") + one.url);
    EXPECT_EQ(outcome.exit_code, one.code) << one.url << outcome.error;
    EXPECT_THAT(outcome.error, HasSubstr(one.says)) << one.url;
  }
  EXPECT_NE(shell("curl https://client-certificate.broken.example").exit_code, 0);
}

TEST_F(PublicInternetShell, browser_completes_a_chain_by_what_it_has_met) {
  const std::string incomplete = "browser https://incomplete-chain.broken.example";
  const Outcome first = shell(incomplete);
  EXPECT_EQ(first.exit_code, 1);
  EXPECT_EQ(first.error,
            "browser: incomplete-chain.broken.example: your connection is not secure: "
            "SEC_ERROR_UNKNOWN_ISSUER\n");
  const Outcome elsewhere = shell("browser https://valid.broken.example");
  EXPECT_EQ(elsewhere.exit_code, 0) << elsewhere.error;
  EXPECT_THAT(elsewhere.error, HasSubstr("secure: valid.broken.example, proved by O=Example Trust, CN=YE1\n"
                                         "remembered 2 intermediate certificates\n"));
  const Outcome second = shell(incomplete);
  EXPECT_EQ(second.exit_code, 0) << second.error;
  EXPECT_EQ(second.out, "This is incomplete-chain.broken.example.\n");
  EXPECT_EQ(shell("curl https://incomplete-chain.broken.example").exit_code, 60);
  EXPECT_EQ(shell("rm browser-intermediates.pem").exit_code, 0);
  EXPECT_EQ(shell(incomplete).exit_code, 1);
}

TEST_F(PublicInternetShell, browser_refuses_in_the_words_of_a_browser) {
  const std::pair<const char*, const char*> cases[] = {
      {"expired", "SEC_ERROR_EXPIRED_CERTIFICATE"},
      {"not-yet-valid", "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE"},
      {"wrong-name", "SSL_ERROR_BAD_CERT_DOMAIN"},
      {"self-signed", "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT"},
      {"untrusted-root", "SEC_ERROR_UNKNOWN_ISSUER"},
      {"sha1", "SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED"}};
  EXPECT_EQ(shell("browser https://valid.broken.example").exit_code, 0);
  for (const auto& [host, name] : cases) {
    const Outcome outcome = shell(std::string("browser https://") + host + ".broken.example");
    EXPECT_EQ(outcome.exit_code, 1) << host;
    EXPECT_THAT(outcome.error, HasSubstr(name)) << host;
  }
  const Outcome plain = shell("browser http://www.example.com");
  EXPECT_EQ(plain.error, "not secure: www.example.com\n");
  EXPECT_EQ(plain.out, "Welcome to example.com.\n");
}

TEST_F(PublicInternetShell, acme_gets_a_wildcard_by_a_record_in_the_dns) {
  EXPECT_EQ(shell("openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem"
                  " -subj /CN=example.net -addext 'subjectAltName=DNS:example.net,DNS:*.example.net'"
                  " -out wild.csr")
                .exit_code,
            0);
  const std::string order = "acme order --agree --server https://acme.example.org/directory --csr wild.csr";
  const Outcome by_page = shell(order);
  EXPECT_EQ(by_page.exit_code, 1);
  EXPECT_THAT(by_page.error, HasSubstr("acme: example.net: the CA has not seen the proof"));

  const Outcome outcome = shell(order + " --dns dns-account.ini");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.out,
              HasSubstr("_acme-challenge.example.net: set the TXT record at https://dns.example.org\n"
                        "example.net: the CA shall look for the proof, by dns-01\n"
                        "example.net: the CA has seen the proof\n"));
  const Outcome names = shell("openssl x509 -in cert.pem -noout -ext subjectAltName");
  EXPECT_THAT(names.out, HasSubstr("DNS:example.net, DNS:*.example.net"));
}

TEST_F(PublicInternetShell, a_record_is_set_by_hand_with_the_key_of_the_account_alone) {
  const std::string zone = "https://dns.example.org/api/v1/servers/localhost/zones/example.net.";
  EXPECT_EQ(shell("echo '{\"rrsets\": [{\"name\": \"note.example.net.\", \"type\": \"TXT\", \"ttl\": 60,"
                  " \"changetype\": \"REPLACE\", \"records\": [{\"content\": \"\\\"by hand\\\"\","
                  " \"disabled\": false}]}]}' > note.json")
                .exit_code,
            0);
  const std::string set = "curl -f -X PATCH -d @note.json " + zone + " -H ";
  const Outcome done = shell(set + "'X-API-Key: silver-otter-46'");
  EXPECT_EQ(done.exit_code, 0) << done.error;
  EXPECT_EQ(shell(set + "'X-API-Key: guess'").exit_code, 22);
  const Outcome seen = shell("curl -f -H 'X-API-Key: silver-otter-46' " + zone);
  EXPECT_EQ(seen.exit_code, 0) << seen.error;
  EXPECT_THAT(seen.out, HasSubstr("rrsets"));
}

TEST_F(PublicInternetShell, what_the_computer_trusts_is_a_file) {
  EXPECT_EQ(shell("curl https://weather.example.net").exit_code, 0);
  EXPECT_EQ(shell("openssl x509 -in trusted-roots.pem -out trusted-roots.pem").exit_code,
            0);  // only the first is left
  EXPECT_EQ(shell("curl https://api.example.com").exit_code, 0);
  EXPECT_EQ(shell("curl https://weather.example.net").exit_code, 60);
}

}  // namespace
}  // namespace tlscam
