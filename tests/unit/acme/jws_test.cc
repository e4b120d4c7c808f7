#include "sim/acme/jws.h"

#include <nlohmann/json.hpp>

#include "sim/base/base64.h"
#include "tests/unit/acme/golden.h"

namespace tlscam {
namespace {

using nlohmann::json;

AccountKey key_of(std::uint64_t seed) {
  Random random(seed);
  return AccountKey::make(random);
}

TEST(Jws, a_signed_request_is_read_and_verified) {
  Random random(3);
  const AccountKey key = key_of(1);
  const std::string text = sign_jws(key, {"nonce1", "https://ca.example/x", ""}, "{\"a\":1}", random);
  const auto jws = Jws::read(as_bytes(text));
  ASSERT_TRUE(jws) << jws.error().text;
  EXPECT_EQ(jws->nonce, "nonce1");
  EXPECT_EQ(jws->url, "https://ca.example/x");
  EXPECT_EQ(as_text(jws->payload), "{\"a\":1}");
  ASSERT_TRUE(jws->key);
  EXPECT_EQ(*jws->key, key.public_key());
  EXPECT_TRUE(jws->key->verifies(jws->signed_text, jws->signature));
  EXPECT_FALSE(key_of(2).public_key().verifies(jws->signed_text, jws->signature));
  EXPECT_FALSE(jws->key->verifies(jws->signed_text + "x", jws->signature));
}

TEST(Jws, refuses_what_acme_does_not_allow) {
  Random random(3);
  const json good = json::parse(sign_jws(key_of(1), {"n", "https://ca.example/x", ""}, "", random));
  ASSERT_TRUE(Jws::read(as_bytes(good.dump())));
  const auto refused = [&](const char* name, const json& value) {
    json changed = good;
    changed[name] = value;
    return !Jws::read(as_bytes(changed.dump()));
  };
  EXPECT_TRUE(refused("header", json::object()));
  EXPECT_TRUE(refused("signatures", json::array()));
  EXPECT_TRUE(refused("protected", "e30"));  // {}
  EXPECT_TRUE(refused("protected", "***"));
  EXPECT_TRUE(refused("payload", nullptr));
  EXPECT_TRUE(refused("signature", "a"));
  EXPECT_FALSE(Jws::read(as_bytes("[]")));
  EXPECT_FALSE(Jws::read(as_bytes("{")));
}

// The example of RFC 7638 section 3.1.
TEST(WebKey, has_the_thumbprint_of_the_rfc) {
  const auto key = WebKey::read(
      {{"kty", "RSA"},
       {"n",
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_"
        "BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_"
        "FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-"
        "bFTWhAI4vMQFh6WeZu0fM4lF"
        "d2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"},
       {"e", "AQAB"}});
  ASSERT_TRUE(key) << key.error().text;
  EXPECT_EQ(key->thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  EXPECT_EQ(key->algorithm(), "RS256");
}

// The key and the signature of RFC 7515 appendix A.3.
TEST(WebKey, verifies_the_signature_of_the_rfc) {
  const auto key = WebKey::read({{"kty", "EC"},
                                 {"crv", "P-256"},
                                 {"x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"},
                                 {"y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}});
  ASSERT_TRUE(key);
  const std::string text =
      "eyJhbGciOiJFUzI1NiJ9."
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
      "cnVlfQ";
  const auto signature = from_base64url(
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
  ASSERT_TRUE(signature);
  EXPECT_TRUE(key->verifies(text, *signature));
}

TEST(WebKey, refuses_keys_that_are_none) {
  const auto refused = [](const json& jwk) { return !WebKey::read(jwk); };
  EXPECT_TRUE(refused({{"kty", "oct"}}));
  EXPECT_TRUE(refused({{"kty", "EC"}, {"crv", "P-384"}, {"x", "AQ"}, {"y", "AQ"}}));
  EXPECT_TRUE(refused({{"kty", "EC"}, {"crv", "P-256"}, {"x", "AQ"}, {"y", "AQ"}}));
  EXPECT_TRUE(refused({{"kty", "RSA"}, {"n", "AQAB"}, {"e", "AQAB"}}));
  EXPECT_TRUE(refused(json::array()));
}

TEST(AccountKey, is_kept_in_a_file) {
  const AccountKey key = key_of(5);
  const auto read = AccountKey::read(as_bytes(key.to_pem()));
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(read->public_key(), key.public_key());
  EXPECT_FALSE(AccountKey::read(golden("rsa-key.der")));
  EXPECT_FALSE(AccountKey::read(as_bytes("hello")));
}

}  // namespace
}  // namespace tlscam
