#pragma once
#include <concepts>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scene/scene_json.h"

// This header is how scene_json.cc reads one value, and one object by a table of its keys.

namespace tlscam {

struct SceneContext {
  const std::string& file_name;
  const std::string& base_folder;
  const FileReader& reader;
  Instant now;
  const Scene& scene;  ///< the part of the scene read so far
};

/// `SceneValue` is a JSON value and its place in the scene. Every reading function fails with a message that
/// names the place.
class SceneValue {
 public:
  SceneValue(const SceneContext& context, const nlohmann::json& json, std::string path)
      : context_(context), json_(json), path_(std::move(path)) {}

  const SceneContext& context() const { return context_; }
  const nlohmann::json& json() const { return json_; }

  SceneValue member(const std::string& key, const nlohmann::json& value) const;
  /// A member whose key is the learner's own, such as a file's path: workstation.files["certs/ca.der"].
  SceneValue entry(const std::string& key, const nlohmann::json& value) const;
  SceneValue element(std::size_t index) const;

  template <class... Args>
  tl::unexpected<Error> wrong(fmt::format_string<Args...> text, Args&&... args) const {
    return wrong_text(fmt::format(text, std::forward<Args>(args)...));
  }

  Result<std::string> text() const;
  Result<bool> boolean() const;
  Result<double> number() const;
  Result<std::uint64_t> whole_number(std::uint64_t least, std::uint64_t most) const;
  Result<std::int64_t> integer(std::int64_t least, std::int64_t most) const;
  Result<Duration> duration() const;
  Result<Duration> signed_duration() const;
  Result<Instant> instant() const;
  Result<Ipv4Address> ipv4() const;
  Result<LoopbackEndpoint> loopback() const;
  Result<std::string> file_path() const;
  /// A file beside the scene (its path as text), {"file": path}, {"text": ...} or {"base64": ...}.
  Result<Bytes> content() const;
  Result<FileMap> files() const;
  Result<void> expect_object() const;
  Result<void> expect_array() const;

 private:
  tl::unexpected<Error> wrong_text(std::string text) const;
  tl::unexpected<Error> wrong_type(std::string_view wanted) const;

  const SceneContext& context_;
  const nlohmann::json& json_;
  std::string path_;
};

/// This stores the value, or passes on why it could not be read.
template <class Into, class From>
Result<void> store(Into& into, Result<From> value) {
  if (!value) return tl::unexpected(std::move(value.error()));
  into = static_cast<std::conditional_t<std::is_arithmetic_v<Into>, Into, From>>(std::move(*value));
  return {};
}

/// `SceneKey` is one key that an object may have.
template <class T>
struct SceneKey {
  const char* name;
  Result<void> (*read)(T& into, const SceneValue& value);
  bool required = false;
};

/// `key`, or what it may have been meant to be, for messages: `; did you mean "clock"?`; empty if nothing is
/// near.
std::string did_you_mean(std::string_view key, const std::vector<std::string>& known);

/// Reads an object by the table of its keys, in the order of the table. The tables live as long as the
/// program.
template <class T, std::size_t N>
Result<void> read_object(const SceneKey<T> (&keys)[N], T& into, const SceneValue& value) {
  if (auto checked = value.expect_object(); !checked) return checked;
  std::vector<std::string> known;
  for (const auto& key : keys) known.emplace_back(key.name);
  for (const auto& [name, member] : value.json().items())
    if (std::ranges::find(known, name) == known.end())
      return value.member(name, member).wrong("no such key{}", did_you_mean(name, known));

  for (const auto& key : keys) {
    const auto found = value.json().find(key.name);
    if (found == value.json().end()) {
      if (key.required) return value.wrong("the key \"{}\" is missing", key.name);
      continue;
    }
    if (auto read = key.read(into, value.member(key.name, *found)); !read) return read;
  }
  return {};
}

/// Reads an array of objects into the end of `into`.
template <class T, std::size_t N>
Result<void> read_objects(const SceneKey<T> (&keys)[N], std::vector<T>& into, const SceneValue& value) {
  if (auto checked = value.expect_array(); !checked) return checked;
  for (std::size_t i = 0; i < value.json().size(); ++i)
    if (auto read = read_object(keys, into.emplace_back(), value.element(i)); !read) return read;
  return {};
}

/// Checks syntax, depth and that no key comes twice in an object, then hands out the tree.
Result<nlohmann::json> parse_strictly(std::string_view text, const std::string& file_name);

}  // namespace tlscam
