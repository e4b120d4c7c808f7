#include "sim/service/site_certificates.h"

#include <gtest/gtest.h>

#include "sim/base/file.h"
#include "sim/service/gateway.h"
#include "sim/stack/tls_connection.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Ipv4Address kServer{{203, 0, 113, 10}};
constexpr Ipv4Address kClient{{192, 168, 1, 2}};

Bytes file(const std::string& name) {
  return read_file(TLSCAM_SOURCE_DIR "/assets/internet/public/" + name).value();
}

std::vector<Bytes> chain(const std::string& leaf, const std::string& authority) {
  return {file("sites/" + leaf), file("authorities/" + authority + ".der"), file("authorities/ye-by-x2.der"),
          file("authorities/x2-by-x1.der")};
}

// A server whose certificate is renewed on 2026-10-09 and 2026-12-08.
class SiteCertificatesTest : public testing::Test {
 protected:
  SiteCertificatesTest() {
    EXPECT_TRUE(gateway.add_host(kServer));
    EXPECT_TRUE(gateway.stack().add_address("workstation", kClient));
    auto made = SiteCertificates::create({gateway, "host", kServer, 9}, settings());
    EXPECT_TRUE(made) << made.error().text;
    site = std::move(*made);
    EXPECT_TRUE(gateway.stack().listen_tcp(kServer, 443, [this](std::shared_ptr<TcpConnection> tcp) {
      TlsConnection::start(site->endpoint().value(), std::move(tcp), {});
    }));
  }

  static Settings settings() {
    return {{"certificates", chain("api-02.der", "ye2")},
            {"key", file("sites/api-key.der")},
            {"renewals", std::vector{chain("api-03.der", "ye1"), chain("api-04.der", "ye2")}}};
  }

  // How a client that trusts a root finds the server: who has signed its certificate, or "refused".
  std::string issuer(const std::string& root = "x1") {
    const auto endpoint =
        TlsEndpoint::create(events, 3, {.is_server = false, .anchors = {file("roots/" + root + ".der")}})
            .value();
    const auto tcp = gateway.stack().connect_tcp(kServer, 443, {}, kClient).value();
    bool ready = false;
    const auto tls = TlsConnection::start(endpoint, tcp, {.ready = [&] { ready = true; }}, "api.example.com");
    events.run_until(events.now() + 20s);
    const std::string name = ready && !tls->verified().empty() ? tls->verified().back().issuer : "refused";
    tls->reset();
    events.run_until(events.now() + 5s);  // the server hears of it
    return name;
  }

  void fault(const std::string& kind) { site->set_faults({{.kind = kind}}); }

  EventQueue events{*parse_instant("2026-11-23 10:00:00")};
  Switch network{events, 1};
  Gateway gateway{network, {.link = {}, .seed = 5}};
  std::unique_ptr<SiteCertificates> site;
};

constexpr const char* kYe1 = "O=Example Trust, CN=YE1";
constexpr const char* kYe2 = "O=Example Trust, CN=YE2";

TEST_F(SiteCertificatesTest, a_renewal_is_shown_from_its_first_day_on) {
  EXPECT_EQ(issuer(), kYe1);
  events.set_true_time(*parse_instant("2026-12-09"));
  EXPECT_EQ(issuer(), kYe2);
  events.set_true_time(*parse_instant("2026-09-01"));
  EXPECT_EQ(issuer(), kYe2);  // the first
  events.set_true_time(*parse_instant("2027-04-01"));
  EXPECT_EQ(issuer(), "refused");  // nobody has renewed it
}

TEST_F(SiteCertificatesTest, who_forgets_to_renew_is_refused_once_the_certificate_has_ended) {
  fault("not_renewed");
  events.set_true_time(*parse_instant("2026-12-20"));
  EXPECT_EQ(issuer(), kYe1);
  events.set_true_time(*parse_instant("2027-01-07"));
  EXPECT_EQ(issuer(), "refused");
  site->set_faults({});
  EXPECT_EQ(issuer(), kYe2);
}

TEST_F(SiteCertificatesTest, an_expired_certificate_can_be_shown_at_any_time) {
  events.set_true_time(*parse_instant("2026-12-09"));
  fault("expired");
  EXPECT_EQ(issuer(), "refused");
}

TEST_F(SiteCertificatesTest, what_is_left_out_of_the_chain_has_to_be_known) {
  fault("leaf_only");
  EXPECT_EQ(issuer(), "refused");
  fault("no_cross_signs");
  EXPECT_EQ(issuer("x1"), "refused");
  EXPECT_EQ(issuer("ye"), kYe1);
}

TEST_F(SiteCertificatesTest, contradictions_are_refused) {
  const auto error = [this](const std::string& key, SettingValue value) {
    Settings wrong = settings();
    wrong[key] = std::move(value);
    const auto made = SiteCertificates::create({gateway, "host", kServer, 9}, wrong);
    return made ? "no error" : made.error().text;
  };
  EXPECT_EQ(error("renewals", std::vector<std::vector<Bytes>>{chain("api-01.der", "ye2")}),
            "renewals[0]: it does not begin after the one before");
  EXPECT_EQ(error("certificates", std::vector<Bytes>{}), "certificates: there is none");
  EXPECT_EQ(error("renewals", std::vector<std::vector<Bytes>>{{Bytes{1, 2}}}),
            "renewals[0][0]: this is not a certificate");
  EXPECT_EQ(error("key", file("sites/web-key.der")), "key: this is not the key of the first certificate");
  EXPECT_EQ(error("versions", std::vector<std::string>{"1.1"}),
            "versions: \"1.1\" is neither \"1.2\" nor \"1.3\"");
}

}  // namespace
}  // namespace tlscam
