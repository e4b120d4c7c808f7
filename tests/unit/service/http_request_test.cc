#include "sim/service/http_request.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(HttpRequestTest, reads_a_request_once_its_head_is_complete) {
  const std::string text = "GET /a?b HTTP/1.1\r\nHost: shop.example\r\n\r\n";
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto part = parse_http_request(as_bytes(std::string_view(text).substr(0, size)));
    ASSERT_TRUE(part) << size;
    EXPECT_FALSE(*part) << size;
  }
  const auto request = parse_http_request(as_bytes(text + "content"));
  ASSERT_TRUE(request && *request);
  EXPECT_EQ((*request)->method, "GET");
  EXPECT_EQ((*request)->target, "/a?b");
}

TEST(HttpRequestTest, refuses_what_is_not_a_request) {
  for (const char* text : {"\r\n\r\n", "GET /\r\n\r\n", "GET  HTTP/1.1\r\n\r\n", "GET / SMTP\r\n\r\n",
                           "G\tT / HTTP/1.1\r\n\r\n"})
    EXPECT_FALSE(parse_http_request(as_bytes(text))) << text;
  EXPECT_FALSE(parse_http_request(Bytes(kLongestHttpHead + 1, 'a')));
}

TEST(HttpRequestTest, a_response_says_how_long_it_is) {
  EXPECT_EQ(
      as_text(emit_http_response(200, "OK", as_bytes("hi"))),
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nhi");
}

}  // namespace
}  // namespace tlscam
