#include "sim/client/curl_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

std::string error_of(const std::vector<std::string>& words) {
  const auto options = parse_curl_options(words);
  return options ? "no error" : options.error().text;
}

TEST(CurlOptions, are_read_as_curl_reads_them) {
  const auto options = parse_curl_options({"curl", "-sSo", "page", "-d", "a=1", "--data", "b=2", "-XPUT",
                                           "-H", "Accept: x", "--cacert", "ca.pem", "-m", "5", "https://a/"});
  ASSERT_TRUE(options) << options.error().text;
  EXPECT_TRUE(options->quiet && options->show_errors);
  EXPECT_EQ(options->output, "page");
  EXPECT_THAT(options->data, testing::ElementsAre("a=1", "b=2"));
  EXPECT_EQ(options->method, "PUT");
  EXPECT_EQ(options->headers.front().value, "x");
  EXPECT_EQ(options->roots, "ca.pem");
  EXPECT_EQ(options->timeout, std::chrono::seconds(5));
  EXPECT_EQ(options->url, "https://a/");
}

TEST(CurlOptions, say_what_is_wrong_with_them) {
  EXPECT_EQ(error_of({"curl"}), "no URL specified!");
  EXPECT_EQ(error_of({"curl", "--chunky", "a"}), "option --chunky: is unknown");
  EXPECT_EQ(error_of({"curl", "a", "-o"}), "option -o: requires parameter");
  EXPECT_EQ(error_of({"curl", "-m", "soon", "a"}), "option -m: expected a proper parameter, not \"soon\"");
  EXPECT_EQ(error_of({"curl", "--tls-max", "1.1", "a"}),
            "option --tls-max: expected a proper parameter, not \"1.1\"");
  EXPECT_EQ(error_of({"curl", "a", "b"}), "one URL at a time, and this is another: b");
}

}  // namespace
}  // namespace tlscam
