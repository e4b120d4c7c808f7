#include "sim/scene/scene_json_value.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "sim/base/base64.h"

namespace tlscam {
namespace {

constexpr std::size_t kFarthestMeant = 2;  // edits between a key and what was meant

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

// Reads nothing; refuses what nlohmann::json::parse() would let pass and says where.
class StrictSyntax : public nlohmann::json::json_sax_t {
 public:
  explicit StrictSyntax(std::string_view text) : text_(text) {}

  const std::string& problem() const { return problem_; }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }

  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (open_.back().insert(name).second) return true;
    problem_ = fmt::format(": the key \"{}\" comes twice in the same object", name);
    return false;
  }

  bool parse_error(std::size_t position, const std::string& last_token,
                   const nlohmann::json::exception& error) override {
    const std::string_view before = text_.substr(0, std::min(position, text_.size()));
    const auto line = 1 + std::ranges::count(before, '\n');
    std::string_view reason =
        error.what();  // "[...] parse error at line 3, column 5: syntax error while ..."
    if (const auto colon = reason.find(": "); colon != std::string_view::npos)
      reason.remove_prefix(colon + 2);
    problem_ = fmt::format(":{}: this is not JSON: {}", line, reason);
    if (last_token.size() > 200) problem_ = fmt::format(":{}: this is not JSON", line);
    return false;
  }

 private:
  bool open() {
    if (open_.size() == kMaxSceneDepth) {
      problem_ = fmt::format(": nested more than {} deep; no scene is", kMaxSceneDepth);
      return false;
    }
    open_.emplace_back();
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::string_view text_;
  std::vector<std::set<std::string>> open_;
  std::string problem_;
};

}  // namespace

SceneValue SceneValue::member(const std::string& key, const nlohmann::json& value) const {
  return {context_, value, path_.empty() ? key : path_ + "." + key};
}

SceneValue SceneValue::entry(const std::string& key, const nlohmann::json& value) const {
  return {context_, value, fmt::format("{}[\"{}\"]", path_, key)};
}

SceneValue SceneValue::element(std::size_t index) const {
  return {context_, json_[index], fmt::format("{}[{}]", path_, index)};
}

tl::unexpected<Error> SceneValue::wrong_text(std::string text) const {
  if (path_.empty()) return fail("{}: {}", context_.file_name, text);
  return fail("{}: {}: {}", context_.file_name, path_, text);
}

tl::unexpected<Error> SceneValue::wrong_type(std::string_view wanted) const {
  return wrong("this must be {}, it is {}", wanted, json_.is_null() ? "null" : json_.type_name());
}

Result<std::string> SceneValue::text() const {
  if (!json_.is_string()) return wrong_type("a text");
  return json_.get<std::string>();
}

Result<bool> SceneValue::boolean() const {
  if (!json_.is_boolean()) return wrong_type("true or false");
  return json_.get<bool>();
}

Result<double> SceneValue::number() const {
  if (!json_.is_number()) return wrong_type("a number");
  return json_.get<double>();
}

Result<std::uint64_t> SceneValue::whole_number(std::uint64_t least, std::uint64_t most) const {
  if (!json_.is_number()) return wrong_type("a whole number");
  if (!json_.is_number_unsigned() || json_.get<std::uint64_t>() < least || json_.get<std::uint64_t>() > most)
    return wrong("{} is not a whole number from {} to {}", json_.dump(), least, most);
  return json_.get<std::uint64_t>();
}

Result<std::int64_t> SceneValue::integer(std::int64_t least, std::int64_t most) const {
  if (!json_.is_number()) return wrong_type("a whole number");
  // A number beyond int64 is kept as an unsigned one.
  const bool fits =
      json_.is_number_integer() && !(json_.is_number_unsigned() && json_.get<std::uint64_t>() > INT64_MAX);
  if (!fits || json_.get<std::int64_t>() < least || json_.get<std::int64_t>() > most)
    return wrong("{} is not a whole number from {} to {}", json_.dump(), least, most);
  return json_.get<std::int64_t>();
}

Result<Duration> SceneValue::duration() const {
  if (!json_.is_string()) return wrong_type("a text with a unit, such as \"10m\" or \"250ms\"");
  auto value = parse_duration(json_.get_ref<const std::string&>());
  if (!value) return wrong("{}", value.error().text);
  return *value;
}

Result<Duration> SceneValue::signed_duration() const {
  if (!json_.is_string()) return wrong_type("a text with a unit, such as \"-1h\" or \"2s\"");
  std::string_view written = json_.get_ref<const std::string&>();
  const bool negative = written.starts_with('-');
  if (negative) written.remove_prefix(1);
  auto value = parse_duration(written);
  if (!value) return wrong("{}", value.error().text);
  return negative ? -*value : *value;
}

Result<Instant> SceneValue::instant() const {
  if (!json_.is_string()) return wrong_type("a text such as \"2026-11-23 10:42:07\" or \"now\"");
  const auto& written = json_.get_ref<const std::string&>();
  if (written == "now") return context_.now;
  auto value = parse_instant(written);
  if (!value) return wrong("{}", value.error().text);
  return *value;
}

Result<Ipv4Address> SceneValue::ipv4() const {
  auto written = text();
  if (!written) return tl::unexpected(written.error());
  const auto value = parse_ipv4(*written);
  if (!value) return wrong("\"{}\" is not an IPv4 address such as 192.168.1.60", *written);
  return *value;
}

Result<LoopbackEndpoint> SceneValue::loopback() const {
  auto written = text();
  if (!written) return tl::unexpected(written.error());
  auto value = parse_loopback(*written);
  if (!value) return wrong("{}", value.error().text);
  return *value;
}

Result<std::string> SceneValue::file_path() const {
  auto path = text();
  if (!path) return path;
  if (auto checked = check_file_path(*path); !checked)
    return wrong("\"{}\": {}", *path, checked.error().text);
  return path;
}

Result<Bytes> SceneValue::content() const {
  if (json_.is_object()) {
    if (json_.size() != 1) return wrong("this must have one key: \"file\", \"text\" or \"base64\"");
    const std::string& kind = json_.begin().key();
    const nlohmann::json& given = json_.begin().value();
    const SceneValue inner = member(kind, given);
    if (kind == "file") return given.is_string() ? inner.content() : inner.wrong_type("a path");
    if (kind != "text" && kind != "base64")
      return inner.wrong("no such key{}", did_you_mean(kind, {"file", "text", "base64"}));
    auto written = inner.text();
    if (!written) return tl::unexpected(written.error());
    if (kind == "text") return Bytes(written->begin(), written->end());
    auto bytes = from_base64(*written);
    if (!bytes) return inner.wrong("{}", bytes.error().text);
    return bytes;
  }
  if (!json_.is_string()) return wrong_type("the path of a file beside the scene, or {\"text\": ...}");
  auto path = file_path();
  if (!path) return tl::unexpected(path.error());
  auto bytes = context_.reader(*path);
  if (!bytes) return wrong("{}", bytes.error().text);
  return bytes;
}

Result<FileMap> SceneValue::files() const {
  if (auto checked = expect_object(); !checked) return tl::unexpected(checked.error());
  FileMap files;
  for (const auto& [path, given] : json_.items()) {
    auto bytes = entry(path, given).content();
    if (!bytes) return tl::unexpected(bytes.error());
    files.emplace(path, std::move(*bytes));
  }
  return files;
}

Result<void> SceneValue::expect_object() const {
  if (!json_.is_object()) return wrong_type("an object, { ... }");
  return {};
}

Result<void> SceneValue::expect_array() const {
  if (!json_.is_array()) return wrong_type("a list, [ ... ]");
  return {};
}

std::string did_you_mean(std::string_view key, const std::vector<std::string>& known) {
  std::string_view best;
  std::size_t least = kFarthestMeant + 1;
  if (key.size() > 64) return {};
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(key, candidate);
    if (distance >= least || distance >= candidate.size()) continue;
    least = distance;
    best = candidate;
  }
  return best.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", best);
}

Result<nlohmann::json> parse_strictly(std::string_view text, const std::string& file_name) {
  if (text.size() > kMaxSceneBytes)
    return fail("{}: {} bytes; a scene has at most {}; put large files beside it", file_name, text.size(),
                kMaxSceneBytes);
  StrictSyntax syntax(text);
  if (!nlohmann::json::sax_parse(text, &syntax)) return fail("{}{}", file_name, syntax.problem());
  return nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
}

}  // namespace tlscam
