#include "sim/certificate/verify_flags.h"

#include <gtest/gtest.h>
#include <mbedtls/x509_crt.h>

#include <set>

namespace tlscam {
namespace {

TEST(VerifyFlags, nothing_is_wrong_without_a_flag) {
  EXPECT_TRUE(problems_in(0).empty());
}

TEST(VerifyFlags, several_are_all_told) {
  EXPECT_EQ(problems_in(MBEDTLS_X509_BADCERT_FUTURE | MBEDTLS_X509_BADCERT_CN_MISMATCH),
            (std::vector<std::string>{"not for the name that the camera asked for",
                                      "not valid yet by the camera's clock"}));
}

// mbedTLS has a text for each flag that it knows; ours covers all of them except those of revocation lists.
TEST(VerifyFlags, each_flag_that_mbedtls_sets_has_a_text_of_its_own) {
  std::set<std::string> texts;
  for (std::uint32_t bit = 1; bit != 0; bit <<= 1) {
    char text[200];
    const bool unknown = mbedtls_x509_crt_verify_info(text, sizeof(text), "", bit) < 0 ||
                         std::string(text).find("Unknown reason") == 0;
    const bool of_lists =
        std::string(text).find("CRL") != std::string::npos || bit == MBEDTLS_X509_BADCERT_REVOKED;
    const auto problems = problems_in(bit);
    ASSERT_EQ(problems.size(), unknown || of_lists ? 0u : 1u) << text;
    for (const std::string& problem : problems) EXPECT_TRUE(texts.insert(problem).second) << problem;
  }
  EXPECT_EQ(texts.size(), 13u);
}

}  // namespace
}  // namespace tlscam
