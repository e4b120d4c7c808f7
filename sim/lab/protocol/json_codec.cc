#include "sim/lab/protocol/json_codec.h"

#include <algorithm>

namespace tlscam::json_codec {

using Json = nlohmann::json;

void put(Json& object, std::string_view name, Json&& value) {
  object[std::string(name)] = std::move(value);
}

ObjectReader::ObjectReader(const Json& json, const std::string& place) : json_(json), place_(place) {
  if (!json.is_object()) result_ = fail("{}: an object is wanted", place);
}

const Json* ObjectReader::next(std::string_view name, bool optional) {
  if (!result_) return nullptr;
  const auto found = json_.find(std::string(name));
  if (found == json_.end() && optional) return nullptr;
  if (found == json_.end()) {
    result_ = fail("{}: the key \"{}\" is missing", place_, name);
    return nullptr;
  }
  names_.push_back(name);
  return &*found;
}

std::string ObjectReader::place() const {
  const std::string name(names_.back());
  return place_.empty() ? name : place_ + "." + name;
}

Result<void> ObjectReader::finish() {
  if (!result_ || names_.size() == json_.size()) return result_;
  for (const auto& [key, unused] : json_.items())
    if (std::ranges::find(names_, key) == names_.end())
      return fail("{}: there is no key \"{}\"", place_, key);
  return {};
}

// JavaScript writes whole numbers of any size without a point.
Result<std::int64_t> read_signed(const Json& json, const std::string& place, std::int64_t least,
                                 std::int64_t most) {
  if (!json.is_number_integer()) return fail("{}: a whole number is wanted", place);
  if (json.is_number_unsigned()) {
    const auto read = json.get<std::uint64_t>();
    if (!std::in_range<std::int64_t>(read) || static_cast<std::int64_t>(read) > most)
      return fail("{}: {} is too large", place, read);
    return static_cast<std::int64_t>(read);
  }
  const auto read = json.get<std::int64_t>();
  if (read < least) return fail("{}: {} is out of range", place, read);
  return read;
}

Result<std::uint64_t> read_unsigned(const Json& json, const std::string& place, std::uint64_t most) {
  if (!json.is_number_integer()) return fail("{}: a whole number is wanted", place);
  if (!json.is_number_unsigned() && json.get<std::int64_t>() < 0)
    return fail("{}: {} is out of range", place, json.get<std::int64_t>());
  const auto read = json.get<std::uint64_t>();
  if (read > most) return fail("{}: {} is too large", place, read);
  return read;
}

Result<std::size_t> read_name(const Json& json, const std::string& place,
                              std::span<const std::string_view> names) {
  const std::string name = json.is_string() ? json.get<std::string>() : "";
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return fail("{}: one of {} is wanted", place, fmt::join(names, ", "));
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace tlscam::json_codec
