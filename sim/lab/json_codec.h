#pragma once
#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "sim/base/base64.h"
#include "sim/base/result.h"
#include "sim/lab/fields.h"

// Structs with fields_of() as JSON and back. Instants and durations are numbers of microseconds, bytes are
// base64, enums their names; every field is there, and none that is not known.

namespace tlscam {

template <class T>
nlohmann::json to_json(const T& value) {
  using nlohmann::json;
  if constexpr (HasFields<T>) {
    json object = json::object();
    std::apply(
        [&](const auto&... fields) {
          ((object[std::string(fields.name)] = to_json(value.*fields.member)), ...);
        },
        fields_of(std::type_identity<T>{}));
    return object;
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return to_base64(value);
  } else if constexpr (IsVector<T>::value) {
    json array = json::array();
    for (const auto& item : value) array.push_back(to_json(item));
    return array;
  } else if constexpr (IsOptional<T>::value) {
    return value ? to_json(*value) : json(nullptr);
  } else if constexpr (std::is_same_v<T, Instant>) {
    return value.time_since_epoch().count();
  } else if constexpr (std::is_same_v<T, Duration>) {
    return value.count();
  } else if constexpr (NamedEnum<T>) {
    return std::string(name_of(value));
  } else {
    return value;
  }
}

template <class T>
Result<void> from_json(const nlohmann::json& json, const std::string& place, T& value);

namespace json_codec {

template <class T>
Result<void> read_fields(const nlohmann::json& json, const std::string& place, T& value) {
  if (!json.is_object()) return fail("{}: an object is wanted", place);
  Result<void> result;
  std::size_t known = 0;
  const auto read = [&](const auto& field) {
    if (!result) return;
    const std::string name(field.name);
    const auto found = json.find(name);
    if (found == json.end()) {
      result = fail("{}: the key \"{}\" is missing", place, name);
      return;
    }
    ++known;
    result = from_json(*found, place.empty() ? name : place + "." + name, value.*field.member);
  };
  std::apply([&](const auto&... fields) { (read(fields), ...); }, fields_of(std::type_identity<T>{}));
  if (!result || known == json.size()) return result;
  const auto is_known = [](const std::string& key) {
    return std::apply([&](const auto&... fields) { return ((fields.name == key) || ...); },
                      fields_of(std::type_identity<T>{}));
  };
  for (const auto& [key, unused] : json.items()) {
    if (!is_known(key)) return fail("{}: there is no key \"{}\"", place, key);
  }
  return result;
}

template <class T>
Result<void> read_items(const nlohmann::json& json, const std::string& place, std::vector<T>& value) {
  if (!json.is_array()) return fail("{}: an array is wanted", place);
  value.clear();
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (auto read = from_json(json[i], fmt::format("{}[{}]", place, i), value.emplace_back()); !read)
      return read;
  }
  return {};
}

template <class Number>
Result<void> read_number(const nlohmann::json& json, const std::string& place, Number& value) {
  if constexpr (std::is_floating_point_v<Number>) {
    if (!json.is_number()) return fail("{}: a number is wanted", place);
    value = json.get<Number>();
  } else {
    // JavaScript writes whole numbers of any size without a point.
    if (!json.is_number_integer()) return fail("{}: a whole number is wanted", place);
    if (json.is_number_unsigned()) {
      const auto read = json.get<std::uint64_t>();
      if (!std::in_range<Number>(read)) return fail("{}: {} is too large", place, read);
      value = static_cast<Number>(read);
    } else {
      const auto read = json.get<std::int64_t>();
      if (!std::in_range<Number>(read)) return fail("{}: {} is out of range", place, read);
      value = static_cast<Number>(read);
    }
  }
  return {};
}

template <NamedEnum E>
Result<void> read_enum(const nlohmann::json& json, const std::string& place, E& value) {
  const auto names = enum_names(value);
  const std::string name = json.is_string() ? json.get<std::string>() : "";
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return fail("{}: one of {} is wanted", place, fmt::join(names, ", "));
  value = static_cast<E>(found - names.begin());
  return {};
}

}  // namespace json_codec

/// `place` is where the value stands, for messages: "scene.cameras[1].name".
template <class T>
Result<void> from_json(const nlohmann::json& json, const std::string& place, T& value) {
  if constexpr (HasFields<T>) {
    return json_codec::read_fields(json, place, value);
  } else if constexpr (std::is_same_v<T, Bytes>) {
    if (!json.is_string()) return fail("{}: base64 is wanted", place);
    auto bytes = from_base64(json.get_ref<const std::string&>());
    if (!bytes) return fail("{}: {}", place, bytes.error().text);
    value = std::move(*bytes);
    return {};
  } else if constexpr (IsVector<T>::value) {
    return json_codec::read_items(json, place, value);
  } else if constexpr (IsOptional<T>::value) {
    value.reset();
    return json.is_null() ? Result<void>() : from_json(json, place, value.emplace());
  } else if constexpr (std::is_same_v<T, Instant> || std::is_same_v<T, Duration>) {
    std::int64_t microseconds = 0;
    auto read = json_codec::read_number(json, place, microseconds);
    value = T(Duration(microseconds));
    return read;
  } else if constexpr (NamedEnum<T>) {
    return json_codec::read_enum(json, place, value);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!json.is_boolean()) return fail("{}: true or false is wanted", place);
    value = json.get<bool>();
    return {};
  } else if constexpr (std::is_arithmetic_v<T>) {
    return json_codec::read_number(json, place, value);
  } else {
    if (!json.is_string()) return fail("{}: a text is wanted", place);
    value = json.get<std::string>();
    return {};
  }
}

}  // namespace tlscam
