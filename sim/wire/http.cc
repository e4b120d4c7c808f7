#include "sim/wire/http.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "sim/base/cursor.h"

namespace tlscam {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";

bool is_visible(char letter) {
  return letter > 0x20 && letter < 0x7f;
}

bool is_letter(char letter) {
  return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char one, char other) { return lower(one) == lower(other); });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes the text before the next `divider`, and the divider; none: it does not come.
std::optional<std::string_view> take_until(Cursor& in, std::string_view divider) {
  Cursor ahead = in;
  const std::size_t end = as_text(ahead.rest()).find(divider);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view text = as_text(in.take(end));
  in.skip(divider.size());
  return text;
}

// A whole number without a sign, and nothing else.
std::optional<std::size_t> read_number(std::string_view text, int base) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// A `Head` is the first line of a message, and its fields.
struct Head {
  std::string first_line;
  HttpHeaders headers;
};

// field-line = field-name ":" OWS field-value OWS (RFC 9112 section 5)
Result<HttpHeader> read_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return fail("a line of the head is not NAME: VALUE");
  const std::string_view name = line.substr(0, colon);
  if (!std::ranges::all_of(name, is_visible)) return fail("a name in the head has a blank");
  return HttpHeader{std::string(name), std::string(trimmed(line.substr(colon + 1)))};
}

Result<std::optional<Head>> read_head(Cursor& in) {
  Cursor ahead = in;
  const std::size_t size = as_text(ahead.rest()).find(kHeadEnd);
  if (size == std::string_view::npos ? in.remaining() > kLongestHttpHead : size > kLongestHttpHead)
    return fail("the head of the message is too long");
  if (size == std::string_view::npos) return std::nullopt;
  Cursor lines(in.take(size + kLineEnd.size()));
  in.skip(kLineEnd.size());
  Head head;
  head.first_line = *take_until(lines, kLineEnd);
  while (!lines.at_end()) {
    auto header = read_header(*take_until(lines, kLineEnd));
    if (!header) return tl::unexpected(header.error());
    head.headers.push_back(std::move(*header));
  }
  return head;
}

// chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF (RFC 9112 section 7.1)
Result<std::optional<Bytes>> read_chunks(Cursor& in) {
  Bytes content;
  while (true) {
    const auto line = take_until(in, kLineEnd);
    if (!line) return std::nullopt;
    const auto size = read_number(trimmed(line->substr(0, line->find(';'))), 16);
    if (!size) return fail("the size of a chunk is not a number");
    if (*size > kLongestHttpContent - content.size()) return fail("the content is too long");
    if (*size == 0) break;
    const ByteView chunk = in.take(*size);
    const ByteView end = in.take(kLineEnd.size());
    if (!in.ok()) return std::nullopt;
    if (as_text(end) != kLineEnd) return fail("a chunk is longer than its size");
    content.insert(content.end(), chunk.begin(), chunk.end());
  }
  // Trailer fields end with an empty line, as the head does.
  while (true) {
    const auto line = take_until(in, kLineEnd);
    if (!line) return std::nullopt;
    if (line->empty()) return content;
  }
}

// The content of a message whose length its head says; without one it is empty (RFC 9112 section 6.3).
Result<std::optional<Bytes>> read_content(Cursor& in, const HttpHeaders& headers) {
  if (const auto coding = find_header(headers, "Transfer-Encoding")) {
    if (!same_name(*coding, "chunked")) return fail("the transfer coding {} is not known", *coding);
    return read_chunks(in);
  }
  const auto stated = find_header(headers, "Content-Length");
  if (!stated) return Bytes{};
  const auto length = read_number(*stated, 10);
  if (!length) return fail("Content-Length is not a number");
  if (*length > kLongestHttpContent) return fail("the content is too long");
  const ByteView content = in.take(*length);
  if (!in.ok()) return std::nullopt;
  return Bytes(content.begin(), content.end());
}

Bytes emit(std::string head, const HttpHeaders& headers, ByteView content) {
  head += fmt::format("Content-Length: {}\r\n", content.size());
  for (const HttpHeader& header : headers) head += fmt::format("{}: {}\r\n", header.name, header.value);
  head += kLineEnd;
  Bytes message(head.begin(), head.end());
  message.insert(message.end(), content.begin(), content.end());
  return message;
}

// request-line = method SP request-target SP HTTP-version (RFC 9112 section 3)
Result<HttpRequest> read_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || !line.substr(last + 1).starts_with("HTTP/1."))
    return fail("this is not an HTTP/1 request");
  HttpRequest request;
  request.method = line.substr(0, first);
  request.target = line.substr(first + 1, last - first - 1);
  const bool good = !request.method.empty() && !request.target.empty() &&
                    std::ranges::all_of(request.method, is_visible) &&
                    std::ranges::all_of(request.target, is_visible);
  if (!good) return fail("this is not an HTTP/1 request");
  return request;
}

// status-line = HTTP-version SP status-code SP [ reason-phrase ] (RFC 9112 section 4)
Result<HttpResponse> read_status_line(std::string_view line) {
  constexpr std::size_t kVersionSize = std::string_view("HTTP/1.1 ").size();
  constexpr std::size_t kStatusSize = 3;
  if (!line.starts_with("HTTP/1.") || line.size() < kVersionSize + kStatusSize)
    return fail("this is not an HTTP/1 response");
  const auto status = read_number(line.substr(kVersionSize, kStatusSize), 10);
  if (!status || line[kVersionSize - 1] != ' ') return fail("this is not an HTTP/1 response");
  HttpResponse response;
  response.status = static_cast<int>(*status);
  response.reason = trimmed(line.substr(kVersionSize + kStatusSize));
  return response;
}

bool has_no_content(const HttpResponse& response, bool to_head) {
  return to_head || response.status == 204 || response.status == 304;
}

}  // namespace

std::optional<std::string_view> find_header(const HttpHeaders& headers, std::string_view name) {
  const auto found = std::ranges::find_if(
      headers, [name](const HttpHeader& header) { return same_name(header.name, name); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

Result<std::optional<HttpRequest>> parse_http_request(ByteView received) {
  // A client of something else, such as TLS, would wait for the end of its head for ever.
  if (!received.empty() && !is_letter(static_cast<char>(received.front())))
    return fail("this is not an HTTP/1 request");
  Cursor in(received);
  auto head = read_head(in);
  if (!head) return tl::unexpected(head.error());
  if (!*head) return std::nullopt;
  auto request = read_request_line((*head)->first_line);
  if (!request) return tl::unexpected(request.error());
  auto content = read_content(in, (*head)->headers);
  if (!content) return tl::unexpected(content.error());
  if (!*content) return std::nullopt;
  request->headers = std::move((*head)->headers);
  request->content = std::move(**content);
  return std::move(*request);
}

Result<std::optional<HttpResponse>> parse_http_response(ByteView received, bool ended, bool to_head) {
  Cursor in(received);
  auto head = read_head(in);
  if (!head) return tl::unexpected(head.error());
  if (!*head && ended) return fail("the response ends inside its head");
  if (!*head) return std::nullopt;
  auto response = read_status_line((*head)->first_line);
  if (!response) return tl::unexpected(response.error());
  response->headers = std::move((*head)->headers);
  if (has_no_content(*response, to_head)) return std::move(*response);
  const bool has_length =
      find_header(response->headers, "Transfer-Encoding") || find_header(response->headers, "Content-Length");
  if (!has_length) {
    if (in.remaining() > kLongestHttpContent) return fail("the content is too long");
    if (!ended) return std::nullopt;
    const ByteView content = in.rest();
    response->content.assign(content.begin(), content.end());
    return std::move(*response);
  }
  auto content = read_content(in, response->headers);
  if (!content) return tl::unexpected(content.error());
  if (!*content && ended) return fail("the response ends before its content does");
  if (!*content) return std::nullopt;
  response->content = std::move(**content);
  return std::move(*response);
}

Bytes emit_http(const HttpRequest& request) {
  return emit(fmt::format("{} {} HTTP/1.1\r\n", request.method, request.target), request.headers,
              request.content);
}

Bytes emit_http(const HttpResponse& response) {
  return emit(fmt::format("HTTP/1.1 {} {}\r\n", response.status, response.reason), response.headers,
              response.content);
}

}  // namespace tlscam
