#include "sim/dissect/decrypt/key_log.h"

#include <algorithm>
#include <optional>

namespace tlscam {
namespace {

/// The longest secret is as long as a hash of SHA-512. A master secret has 48 bytes.
constexpr std::size_t kLongestSecret = 64;

constexpr std::string_view kLabels[] = {"CLIENT_RANDOM",
                                        "CLIENT_EARLY_TRAFFIC_SECRET",
                                        "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
                                        "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                                        "CLIENT_TRAFFIC_SECRET_0",
                                        "SERVER_TRAFFIC_SECRET_0"};
/// The format has these labels too, and no record needs them.
constexpr std::string_view kOtherLabels[] = {"RSA", "EARLY_EXPORTER_SECRET", "EXPORTER_SECRET", "ECH_SECRET",
                                             "ECH_CONFIG"};

std::optional<std::uint8_t> digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

/// Whether `text` is exactly as many bytes in hexadecimal as `out` has.
template <class Container>
bool read_hex(std::string_view text, Container& out) {
  if (text.size() != out.size() * 2) return false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto high = digit(text[2 * i]);
    const auto low = digit(text[2 * i + 1]);
    if (!high || !low) return false;
    out[i] = static_cast<std::uint8_t>(*high << 4 | *low);
  }
  return true;
}

/// Takes the next word from the front of the line.
std::string_view take_word(std::string_view& line) {
  const std::size_t size = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, size);
  line.remove_prefix(std::min(size + 1, line.size()));
  return word;
}

}  // namespace

std::string_view to_text(KeyLog::Label label) {
  return kLabels[static_cast<std::size_t>(label)];
}

std::size_t KeyLog::add(std::string_view lines) {
  std::size_t bad = 0;
  while (!lines.empty()) {
    const std::size_t size = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, size);
    lines.remove_prefix(std::min(size + 1, lines.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!add_line(line)) ++bad;
  }
  return bad;
}

bool KeyLog::add_line(std::string_view line) {
  const std::string_view word = take_word(line);
  if (std::ranges::find(kOtherLabels, word) != std::end(kOtherLabels)) return true;
  const auto* const label = std::ranges::find(kLabels, word);
  if (label == std::end(kLabels)) return false;
  Random random;
  if (!read_hex(take_word(line), random)) return false;
  if (line.empty() || line.size() > 2 * kLongestSecret) return false;
  Bytes secret(line.size() / 2);
  if (!read_hex(line, secret)) return false;
  secrets_[{random, static_cast<Label>(label - kLabels)}] = std::move(secret);
  return true;
}

ByteView KeyLog::find(Label label, ByteView client_random) const {
  std::pair<Random, Label> key{{}, label};
  if (client_random.size() != key.first.size()) return {};
  std::ranges::copy(client_random, key.first.begin());
  const auto found = secrets_.find(key);
  return found == secrets_.end() ? ByteView() : ByteView(found->second);
}

}  // namespace tlscam
