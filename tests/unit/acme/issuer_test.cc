#include "sim/acme/issuer.h"

#include "sim/certificate/certificate_facts.h"
#include "sim/certificate/chain.h"
#include "tests/unit/acme/golden.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

const Instant kNow = *parse_instant("2026-11-23 10:00:00");
const Validity kValidity{kNow - 1h, kNow + std::chrono::hours(24 * 45)};

Bytes issue(const std::string& request, std::uint64_t seed = 1) {
  Random random(seed);
  const auto certificate = golden_issuer().issue(*SigningRequest::read(golden(request)), kValidity, random);
  EXPECT_TRUE(certificate) << certificate.error().text;
  return certificate.value_or(Bytes{});
}

TEST(Issuer, a_camera_accepts_what_it_issues) {
  for (const char* request : {"one-name.der", "two-names.der", "rsa.der"}) {
    ChainQuestion question;
    question.presented = {issue(request)};
    question.anchors = {golden("authority.der")};
    question.clock = kNow;
    question.name = "cam.example.net";
    const auto verdict = verify_chain(question);
    ASSERT_TRUE(verdict) << verdict.error().text;
    EXPECT_TRUE(verdict->accepted) << request << ": " << verdict->exception;
  }
}

TEST(Issuer, the_certificate_says_what_public_ones_of_2026_say) {
  const auto facts = read_certificate(issue("two-names.der"));
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->subject, "CN=cam.example.net");
  EXPECT_EQ(facts->issuer, "O=tlscam tests, CN=Issuer");
  EXPECT_EQ(facts->dns_names, (std::vector<std::string>{"cam.example.net", "door.example.net"}));
  EXPECT_EQ(facts->extended_key_usage, std::vector<std::string>{"serverAuth"});
  EXPECT_EQ(facts->not_before, kValidity.from);
  EXPECT_EQ(facts->not_after, kValidity.to);
  EXPECT_FALSE(facts->is_ca);
}

TEST(Issuer, an_address_stands_in_the_san_alone) {
  const auto facts = read_certificate(issue("address.der"));
  ASSERT_TRUE(facts);
  EXPECT_TRUE(facts->subject.empty());
  EXPECT_EQ(facts->ip_addresses, std::vector<std::string>{"198.51.100.7"});
}

TEST(Issuer, serial_numbers_follow_from_the_seed) {
  EXPECT_EQ(issue("one-name.der", 7), issue("one-name.der", 7));
  EXPECT_NE(facts_of_issued(issue("one-name.der", 7)).serial,
            facts_of_issued(issue("one-name.der", 8)).serial);
}

TEST(Issuer, refuses_a_certificate_that_cannot_sign) {
  EXPECT_FALSE(Issuer::read({}, golden("authority-key.der"), ""));
  EXPECT_FALSE(Issuer::read({golden("authority.der")}, golden("one-name-key.der"), ""));
  EXPECT_FALSE(Issuer::read({issue("one-name.der")}, golden("one-name-key.der"), ""));
  EXPECT_FALSE(Issuer::read({golden("one-name.der")}, golden("authority-key.der"), ""));
}

}  // namespace
}  // namespace tlscam
