#include "sim/client/url.h"

#include <algorithm>
#include <charconv>

namespace tlscam {
namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;

bool is_visible(char letter) {
  return letter > 0x20 && letter < 0x7f;
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  if (!std::ranges::all_of(text, is_visible)) return fail("it has a blank or a control character");
  Url url;
  const std::size_t scheme = text.find("://");
  const std::string_view name = scheme == text.npos ? "http" : text.substr(0, scheme);
  if (name != "http" && name != "https") return fail("protocol \"{}\" not supported", name);
  url.tls = name == "https";
  url.port = url.tls ? kHttpsPort : kHttpPort;
  if (scheme != text.npos) text.remove_prefix(scheme + 3);
  text = text.substr(0, text.find('#'));
  const std::size_t path = std::min(text.find_first_of("/?"), text.size());
  if (path < text.size()) url.target = (text[path] == '?' ? "/" : "") + std::string(text.substr(path));
  const std::string_view place = text.substr(0, path);
  if (place.find('@') != place.npos) return fail("it names a user, which is not supported here");
  const std::size_t colon = place.find(':');
  url.host = place.substr(0, colon);
  if (url.host.empty()) return fail("it names no host");
  if (colon == place.npos) return url;
  const std::string_view port = place.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), url.port);
  if (error != std::errc{} || end != port.data() + port.size() || url.port == 0)
    return fail("its port is not a number from 1 to 65535");
  return url;
}

}  // namespace tlscam
