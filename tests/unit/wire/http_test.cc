#include "sim/wire/http.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

const std::string kGet = "GET /a?b HTTP/1.1\r\nHost: shop.example\r\n\r\n";
const std::string kPost =
    "POST /order HTTP/1.1\r\nhost:ca.example\r\nContent-Type: \t application/jose+json \r\nContent-Length: "
    "4\r\n\r\nbody";
const std::string kChunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\nA;name=value\r\npedia "
    "in\r\n\r\n0\r\nX: y\r\n\r\n";

ByteView bytes(std::string_view text) {
  return as_bytes(text);
}

TEST(Http, a_request_is_read_once_it_is_complete) {
  for (const std::string& text : {kGet, kPost})
    for (std::size_t size = 0; size < text.size(); ++size) {
      const auto part = parse_http_request(bytes(std::string_view(text).substr(0, size)));
      ASSERT_TRUE(part) << size;
      EXPECT_FALSE(*part) << size;
    }
  const auto request = parse_http_request(bytes(kGet + "content"));
  ASSERT_TRUE(request && *request);
  EXPECT_EQ((*request)->method, "GET");
  EXPECT_EQ((*request)->target, "/a?b");
  EXPECT_TRUE((*request)->content.empty());
}

TEST(Http, a_request_has_fields_and_content) {
  const auto request = parse_http_request(bytes(kPost));
  ASSERT_TRUE(request && *request);
  EXPECT_EQ(find_header((*request)->headers, "content-type"), "application/jose+json");
  EXPECT_EQ(find_header((*request)->headers, "Host"), "ca.example");
  EXPECT_FALSE(find_header((*request)->headers, "Accept"));
  EXPECT_EQ(as_text((*request)->content), "body");
}

TEST(Http, refuses_a_request_that_is_none) {
  for (const char* text :
       {"\r\n\r\n", "GET /\r\n\r\n", "GET  HTTP/1.1\r\n\r\n", "GET / SMTP\r\n\r\n", "G\tT / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\n: empty\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabcd"})
    EXPECT_FALSE(parse_http_request(bytes(text))) << text;
  EXPECT_FALSE(parse_http_request(Bytes(kLongestHttpHead + 1, 'a')));
}

TEST(Http, a_response_lasts_as_long_as_it_says) {
  for (const std::string& text : {std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"), kChunked})
    for (std::size_t size = 0; size < text.size(); ++size) {
      const auto part = parse_http_response(bytes(std::string_view(text).substr(0, size)), false);
      ASSERT_TRUE(part) << size;
      EXPECT_FALSE(*part) << size;
      EXPECT_FALSE(parse_http_response(bytes(std::string_view(text).substr(0, size)), true)) << size;
    }
  const auto response = parse_http_response(bytes(kChunked), false);
  ASSERT_TRUE(response && *response);
  EXPECT_EQ(as_text((*response)->content), "Wikipedia in\r\n");
}

TEST(Http, a_response_without_a_length_lasts_until_the_end) {
  const std::string text = "HTTP/1.0 404 Not Found\r\n\r\nno such page";
  const auto part = parse_http_response(bytes(text), false);
  ASSERT_TRUE(part);
  EXPECT_FALSE(*part);
  const auto whole = parse_http_response(bytes(text), true);
  ASSERT_TRUE(whole && *whole);
  EXPECT_EQ((*whole)->status, 404);
  EXPECT_EQ((*whole)->reason, "Not Found");
  EXPECT_EQ(as_text((*whole)->content), "no such page");
}

TEST(Http, some_responses_have_no_content) {
  const auto none = parse_http_response(bytes("HTTP/1.1 204 \r\nContent-Length: 9\r\n\r\n"), false);
  ASSERT_TRUE(none && *none);
  const auto to_head =
      parse_http_response(bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), false, true);
  ASSERT_TRUE(to_head && *to_head);
  EXPECT_EQ(find_header((*to_head)->headers, "Content-Length"), "9");
}

TEST(Http, emitted_messages_are_read_again) {
  EXPECT_EQ(as_text(emit_http(HttpResponse{.headers = {{"Connection", "close"}}, .content = {'h', 'i'}})),
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
  const HttpRequest sent{
      .method = "POST", .target = "/x", .headers = {{"Host", "a.example"}}, .content = {1, 2, 3}};
  const auto read = parse_http_request(emit_http(sent));
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->content, sent.content);
  EXPECT_EQ(find_header((*read)->headers, "host"), "a.example");
}

}  // namespace
}  // namespace tlscam
