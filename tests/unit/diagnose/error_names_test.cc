#include "sim/diagnose/error_names.h"

#include <gtest/gtest.h>
#include <mbedtls/pk.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509.h>

#include <fstream>
#include <regex>

#include "sim/diagnose/error_number.h"

namespace tlscam {
namespace {

TEST(ErrorNames, are_those_that_a_camera_raises) {
  const auto alert = error_name(-30592);
  ASSERT_TRUE(alert);
  EXPECT_EQ(alert->name, "MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE");
  EXPECT_EQ(alert->meaning, "SSL - A fatal alert message was received from our peer");
  EXPECT_EQ(error_name(104)->name, "ECONNRESET");
  EXPECT_EQ(error_name(-2)->name, "EAI_NONAME");
  EXPECT_FALSE(error_name(0));
  EXPECT_FALSE(error_name(4711));
  EXPECT_FALSE(error_name(-0x7FFF));
  EXPECT_FALSE(error_name(-2'000'000'000));
}

TEST(ErrorNames, of_two_parts_are_both) {
  const auto both = error_name(MBEDTLS_ERR_X509_INVALID_FORMAT + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->name, "MBEDTLS_ERR_X509_INVALID_FORMAT+MBEDTLS_ERR_ASN1_UNEXPECTED_TAG");
  EXPECT_EQ(high_level_of(both->number), MBEDTLS_ERR_X509_INVALID_FORMAT);
  EXPECT_EQ(high_level_of(MBEDTLS_ERR_SSL_TIMEOUT), MBEDTLS_ERR_SSL_TIMEOUT);
  EXPECT_EQ(high_level_of(-2), -2);
  EXPECT_EQ(high_level_of(104), 104);
}

// This checks every number that mbedTLS's own header for TLS defines.
TEST(ErrorNames, are_there_for_every_error_of_tls) {
  std::ifstream header(TLSCAM_MBEDTLS_DIR "/include/mbedtls/ssl.h");
  const std::regex definition(R"(#define (MBEDTLS_ERR_SSL_\w+)\s+-(0x[0-9A-F]+))");
  int found = 0;
  for (std::string line; std::getline(header, line);) {
    std::smatch match;
    if (!std::regex_search(line, match, definition)) continue;
    const int number = -std::stoi(match[2], nullptr, 16);
    const auto named = error_name(number);
    if (!named) {
      // MicroPython's table is older than the last of them; those remain numbers there, and here.
      EXPECT_TRUE(number == MBEDTLS_ERR_SSL_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME ||
                  match[1].str().find("EARLY_DATA") != std::string::npos)
          << line;
      continue;
    }
    ++found;
    EXPECT_EQ(named->name, match[1]);
    EXPECT_EQ(error_by_name(named->name)->number, number);
  }
  EXPECT_GT(found, 30);
}

TEST(ErrorNumber, is_found_in_every_form_that_micro_python_prints) {
  EXPECT_EQ(error_number("OSError: [Errno 12] ENOMEM"), 12);
  EXPECT_EQ(error_number("OSError(12,)"), 12);
  EXPECT_EQ(error_number("OSError: (-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')"), -30592);
  EXPECT_EQ(error_number("OSError: -2"), -2);
  EXPECT_EQ(error_number("OSError(-2,)"), -2);
  EXPECT_EQ(error_number("OSError: "), std::nullopt);
  EXPECT_EQ(error_number("ValueError: 12"), std::nullopt);
}

}  // namespace
}  // namespace tlscam
