// This firmware or this computer cannot produce these rows of the table of failures, each for the given
// reason. Their messages are diagnosed all the same when somebody pastes them:
// tests/unit/diagnose/pasted_text_test.cc.
#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(NotHere, N2_an_ipv6_address_as_the_first_answer) {
  GTEST_SKIP()
      << "the firmware's lwIP is built without IPv6, as that of the cameras: getaddrinfo() never gives an "
         "IPv6 address, so that no socket can refuse it with OSError 97";
}

TEST(NotHere, T2_an_ec_key_as_der_for_openssl111) {
  GTEST_SKIP()
      << "openssl 1.1.1 says \"no start line\"; openssl 3, here and in the page, reads DER by itself";
}

TEST(NotHere, P9_pem_without_its_end) {
  GTEST_SKIP()
      << "-0x2780 comes from firmware that reads PEM; this one reads DER alone and refuses any PEM file with "
         "-0x2180 (row 26)";
}

TEST(NotHere, P10_an_encrypted_key_as_pem) {
  GTEST_SKIP()
      << "-0x3C00 comes from firmware that reads PEM; this one refuses any PEM key with -0x3D00, and the "
         "diagnosis says that it is encrypted besides (Row/Loading.IsDiagnosed/P10)";
}

}  // namespace
}  // namespace tlscam
