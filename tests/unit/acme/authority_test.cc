#include "sim/acme/authority.h"

#include <map>
#include <nlohmann/json.hpp>

#include "sim/acme/client.h"
#include "sim/certificate/certificate_facts.h"
#include "tests/unit/acme/golden.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr const char* kUrl = "https://ca.example";

// Looks into pages and records that a test has made.
class Pages : public AcmeProber {
 public:
  void fetch_page(const std::string& host, const std::string& path, Found found) override {
    answer(host + path, found);
  }
  void look_up_texts(const std::string& name, Found found) override { answer(name, found); }

  std::map<std::string, std::string> shown;

 private:
  void answer(const std::string& place, const Found& found) const {
    const auto page = shown.find(place);
    if (page == shown.end()) return found(refuse("connection", place + " does not answer"));
    found(std::vector<std::string>{page->second});
  }
};

// Carries requests straight to the authority.
class Direct : public AcmeCourier {
 public:
  Direct(AcmeAuthority& authority, EventQueue& events) : authority_(authority), events_(events) {}

  Task<Result<HttpResponse>> carry(std::string url, HttpRequest request) override {
    request.target = url.substr(std::string_view(kUrl).size());
    co_return authority_.answer(request, events_.now());
  }

 private:
  AcmeAuthority& authority_;
  EventQueue& events_;
};

class Acme : public testing::Test {
 protected:
  using Type = AcmeChallenge::Type;

  template <class T>
  T finish(Task<T> task) {
    task.start();
    while (!task.done() && events_.step(kNever)) {
    }
    EXPECT_TRUE(task.done());
    return task.take();
  }

  AcmeClient client(std::uint64_t seed = 9, bool agrees = true) {
    Random random(seed);
    return AcmeClient(courier_, events_, random_, AccountKey::make(random),
                      {std::string(kUrl) + "/directory", "mailto:you@example.net", agrees},
                      [this](const std::string& step) { said_.push_back(step); });
  }

  AcmeClient::Show show(bool correctly = true) {
    return [this, correctly](AcmeProof proof) -> Task<Result<void>> {
      const bool by_page = proof.type == Type::http_01;
      pages_.shown[by_page ? proof.name + proof.place : proof.place] =
          correctly ? proof.content + "\n" : "something else";
      co_return Result<void>{};
    };
  }

  Result<std::string> order(const std::string& request, Type type = Type::http_01,
                            const std::string& profile = "", bool correctly = true) {
    AcmeClient one = client();
    const auto read = SigningRequest::read(golden(request));
    if (!read) return tl::unexpected(read.error());
    return finish(one.order(*read, profile, type, show(correctly)));
  }

  Pages pages_;
  EventQueue events_{*parse_instant("2026-11-23 10:00:00")};
  Random random_{4};
  AcmeAuthority authority_{kUrl, golden_issuer(), profiles_of_2026(), pages_, 1};
  Direct courier_{authority_, events_};
  std::vector<std::string> said_;
};

CertificateFacts first_of(const AcmeAuthority& authority) {
  return *read_certificate(authority.certificates().front().der);
}

TEST_F(Acme, a_name_that_is_proved_gets_a_certificate) {
  const auto chain = order("two-names.der");
  ASSERT_TRUE(chain) << chain.error().text;
  EXPECT_TRUE(chain->starts_with("-----BEGIN CERTIFICATE-----\n"));
  EXPECT_EQ(first_of(authority_).dns_names,
            (std::vector<std::string>{"cam.example.net", "door.example.net"}));
  EXPECT_EQ(first_of(authority_).not_after - first_of(authority_).not_before, std::chrono::days(90) - 1s);
  EXPECT_EQ(authority_.account_count(), 1u);
}

TEST_F(Acme, profiles_decide_how_long_it_lasts) {
  ASSERT_TRUE(order("one-name.der", Type::http_01, "tlsserver"));
  EXPECT_EQ(first_of(authority_).not_after - first_of(authority_).not_before, std::chrono::days(45) - 1s);
  EXPECT_FALSE(order("one-name.der", Type::http_01, "forever"));
}

TEST_F(Acme, an_address_gets_a_short_one_alone) {
  EXPECT_FALSE(order("address.der"));
  ASSERT_TRUE(order("address.der", Type::http_01, "shortlived"));
  EXPECT_EQ(first_of(authority_).not_after - first_of(authority_).not_before, 160h - 1s);
}

TEST_F(Acme, a_wildcard_is_proved_by_dns_alone) {
  EXPECT_FALSE(order("wildcard.der"));
  ASSERT_TRUE(order("wildcard.der", Type::dns_01));
  EXPECT_TRUE(pages_.shown.contains("_acme-challenge.example.net"));
}

TEST_F(Acme, the_wrong_proof_gets_none) {
  const auto refused = order("one-name.der", Type::http_01, "", false);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text.find("something else"), std::string::npos) << refused.error().text;
  EXPECT_TRUE(authority_.certificates().empty());
}

TEST_F(Acme, weak_keys_and_terms_that_are_not_agreed_to_get_none) {
  EXPECT_NE(order("weak.der").error().text.find("badCSR"), std::string::npos);
  AcmeClient other = client(10, false);
  EXPECT_NE(finish(other.register_account()).error().text.find("userActionRequired"), std::string::npos);
}

TEST_F(Acme, names_that_nobody_owns_are_rejected) {
  for (const char* name : {"openmv", "openmv.local", "cam.home.arpa", "a..b", "-a.example.net", ""})
    EXPECT_FALSE(check_public({AcmeIdentifier::Type::dns, name})) << name;
  for (const char* address : {"192.168.1.50", "10.0.0.1", "172.16.0.1", "127.0.0.1", "cam", "1.2.3"})
    EXPECT_FALSE(check_public({AcmeIdentifier::Type::ip, address})) << address;
  EXPECT_TRUE(check_public({AcmeIdentifier::Type::dns, "cam.example.net"}));
  EXPECT_TRUE(check_public({AcmeIdentifier::Type::ip, "198.51.100.7"}));
}

TEST_F(Acme, a_certificate_is_revoked_once_and_stands_in_the_list) {
  AcmeClient one = client();
  ASSERT_TRUE(finish(one.order(*SigningRequest::read(golden("one-name.der")), "", Type::http_01, show())));
  const Bytes certificate = authority_.certificates().front().der;
  const Bytes before = authority_.revocation_list(events_.now());
  ASSERT_TRUE(finish(one.revoke(certificate)));
  EXPECT_TRUE(authority_.certificates().front().revoked);
  EXPECT_GT(authority_.revocation_list(events_.now()).size(), before.size());
  EXPECT_NE(finish(one.revoke(certificate)).error().text.find("alreadyRevoked"), std::string::npos);
  AcmeClient other = client(10);
  EXPECT_NE(finish(other.revoke(certificate)).error().text.find("unauthorized"), std::string::npos);
}

TEST_F(Acme, a_nonce_is_good_once) {
  Random random(9);
  const AccountKey key = AccountKey::make(random);
  const auto nonce_of = [](const HttpResponse& response) {
    return std::string(find_header(response.headers, "Replay-Nonce").value_or(""));
  };
  const auto post = [&](const std::string& nonce) {
    const std::string url = std::string(kUrl) + "/acme/new-account";
    const std::string content = sign_jws(key, {nonce, url, ""}, R"({"termsOfServiceAgreed":true})", random);
    return authority_.answer({.method = "POST",
                              .target = "/acme/new-account",
                              .headers = {{"Content-Type", "application/jose+json"}},
                              .content = Bytes(content.begin(), content.end())},
                             events_.now());
  };
  const std::string nonce = nonce_of(authority_.answer(
      {.method = "HEAD", .target = "/acme/new-nonce", .headers = {}, .content = {}}, events_.now()));
  ASSERT_FALSE(nonce.empty());
  EXPECT_EQ(post(nonce).status, 201);
  const HttpResponse again = post(nonce);
  EXPECT_EQ(again.status, 400);
  EXPECT_NE(as_text(again.content).find("badNonce"), std::string_view::npos);
  EXPECT_EQ(post(nonce_of(again)).status, 200);
}

TEST_F(Acme, what_is_asked_for_without_a_signature_is_refused) {
  for (const char* target : {"/acme/order/0", "/acme/certificate/0", "/other"}) {
    EXPECT_EQ(
        authority_.answer({.method = "GET", .target = target, .headers = {}, .content = {}}, events_.now())
            .status,
        405);
    EXPECT_GE(
        authority_.answer({.method = "POST", .target = target, .headers = {}, .content = {}}, events_.now())
            .status,
        404);
  }
}

}  // namespace
}  // namespace tlscam
