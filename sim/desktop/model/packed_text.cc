#include "sim/desktop/model/packed_text.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "sim/base/base64.h"
#include "sim/words/notice.h"

namespace tlscam {
namespace {

constexpr std::size_t kLargest = 4u << 20;  // bytes of text: a stranger's link may swell a thousandfold
constexpr int kRaw = -MAX_WBITS;            // deflate without a header (RFC 1951)
constexpr int kMostMemory = 9;

tl::unexpected<Error> cut() {
  return tl::unexpected(Error{words<"notice.link_incomplete">()});
}

Result<std::string> inflated(ByteView packed) {
  z_stream stream{};
  if (inflateInit2(&stream, kRaw) != Z_OK) return cut();
  stream.next_in = const_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string text;
  std::array<Bytef, 16384> piece{};
  int done = Z_OK;
  while (done == Z_OK && text.size() <= kLargest) {
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    done = inflate(&stream, Z_NO_FLUSH);
    text.append(reinterpret_cast<const char*>(piece.data()), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (text.size() > kLargest) return tl::unexpected(Error{words<"notice.link_too_large">()});
  if (done != Z_STREAM_END) return cut();
  return text;
}

Bytes deflated(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kRaw, kMostMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  Bytes packed(deflateBound(&stream, static_cast<uLong>(text.size())));
  const ByteView bytes = as_bytes(text);
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// The part before the next dot, which is taken off; all of it when there is none.
std::string_view take_part(std::string_view& text) {
  const std::size_t end = std::min(text.find('.'), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

std::string pack_text(std::string_view version, std::string_view text) {
  const std::string data = to_base64url(deflated(text));
  return std::string(version) + "." + std::to_string(data.size()) + "." + data;
}

Result<std::string> unpack_text(std::string_view version, std::string_view packed, std::size_t longest) {
  const std::string_view found = take_part(packed);
  if (found != version && is_number(found)) return tl::unexpected(Error{words<"notice.link_version">()});
  const std::string_view length = take_part(packed);
  std::size_t size = 0;
  const auto read = std::from_chars(length.data(), length.data() + length.size(), size);
  if (found != version || read.ec != std::errc() || !is_number(length) || size != packed.size() ||
      size > longest)
    return cut();
  const auto bytes = from_base64url(packed);
  return bytes ? inflated(*bytes) : cut();
}

}  // namespace tlscam
