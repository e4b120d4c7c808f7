#include "sim/client/url.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(Url, has_the_parts_of_its_text) {
  const auto url = parse_url("https://api.example.com:8443/status?now#part");
  ASSERT_TRUE(url) << url.error().text;
  EXPECT_TRUE(url->tls);
  EXPECT_EQ(url->host, "api.example.com");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->target, "/status?now");
}

TEST(Url, has_the_usual_parts_without_them) {
  const auto plain = parse_url("www.example.com");
  ASSERT_TRUE(plain);
  EXPECT_FALSE(plain->tls);
  EXPECT_EQ(plain->port, 80);
  EXPECT_EQ(plain->target, "/");
  EXPECT_EQ(parse_url("https://a")->port, 443);
  EXPECT_EQ(parse_url("http://a?b")->target, "/?b");
}

TEST(Url, is_refused_with_the_reason) {
  EXPECT_EQ(parse_url("ftp://a").error().text, "protocol \"ftp\" not supported");
  EXPECT_EQ(parse_url("https://").error().text, "it names no host");
  EXPECT_EQ(parse_url("http://me@a/").error().text, "it names a user, which is not supported here");
  for (const char* text : {"http://a:0/", "http://a:70000/", "http://a:b/", "http://a:/"})
    EXPECT_EQ(parse_url(text).error().text, "its port is not a number from 1 to 65535") << text;
  EXPECT_FALSE(parse_url("http://a b/"));
}

}  // namespace
}  // namespace tlscam
