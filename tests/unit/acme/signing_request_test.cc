#include "sim/acme/signing_request.h"

#include "tests/unit/acme/golden.h"

namespace tlscam {
namespace {

TEST(SigningRequest, names_come_from_the_san_and_the_cn) {
  const auto request = SigningRequest::read(golden("two-names.der"));
  ASSERT_TRUE(request) << request.error().text;
  EXPECT_EQ(request->names, (std::vector<std::string>{"cam.example.net", "door.example.net"}));
  EXPECT_FALSE(request->has_rsa_key);
  EXPECT_FALSE(request->is_weak);
  EXPECT_EQ(request->der, golden("two-names.der"));
}

TEST(SigningRequest, pem_and_der_are_the_same) {
  const auto pem = SigningRequest::read(golden("one-name.pem"));
  ASSERT_TRUE(pem);
  EXPECT_EQ(pem->der, golden("one-name.der"));
}

TEST(SigningRequest, tells_keys_apart) {
  EXPECT_TRUE(SigningRequest::read(golden("rsa.der"))->has_rsa_key);
  EXPECT_TRUE(SigningRequest::read(golden("weak.der"))->is_weak);
  const auto address = SigningRequest::read(golden("address.der"));
  ASSERT_TRUE(address);
  EXPECT_TRUE(address->names.empty());
  EXPECT_EQ(address->addresses, (std::vector<Ipv4Address>{{{198, 51, 100, 7}}}));
}

TEST(SigningRequest, refuses_what_no_ca_takes) {
  EXPECT_FALSE(SigningRequest::read(golden("ed25519.der")));
  EXPECT_FALSE(SigningRequest::read(golden("mail.der")));
  EXPECT_FALSE(SigningRequest::read(golden("authority.der")));
  EXPECT_FALSE(SigningRequest::read({}));
  Bytes changed = golden("one-name.der");
  changed[changed.size() - 10] ^= 1;
  EXPECT_FALSE(SigningRequest::read(changed)) << "the signature is of other bytes";
}

}  // namespace
}  // namespace tlscam
