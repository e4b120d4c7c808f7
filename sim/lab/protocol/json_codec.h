#pragma once
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/base64.h"
#include "sim/base/result.h"
#include "sim/lab/protocol/fields.h"

// Structs with fields_of() as JSON and back. Instants and durations are numbers of microseconds, bytes are
// base64, enums their names; every field is there but optional ones, and none that is not known.

namespace tlscam {
namespace json_codec {

// What does not depend on the type is compiled once, in json_codec.cc: the page loads all of it.

void put(nlohmann::json& object, std::string_view name, nlohmann::json&& value);

/// Reads an object field by field; the first thing that is wrong ends it.
class ObjectReader {
 public:
  ObjectReader(const nlohmann::json& json, const std::string& place);

  /// The value of the next field; null when it is missing, which is wrong unless it is optional, or when
  /// something was wrong before.
  const nlohmann::json* next(std::string_view name, bool optional);
  /// Where the field of next() stands.
  std::string place() const;
  void note(Result<void> read) { result_ = std::move(read); }
  /// To be called behind the last field: a key that was not asked for is wrong.
  Result<void> finish();

 private:
  const nlohmann::json& json_;
  const std::string& place_;
  std::vector<std::string_view> names_;
  Result<void> result_;
};

/// As many bits as the number has, and no more.
Result<std::int64_t> read_signed(const nlohmann::json& json, const std::string& place, std::int64_t least,
                                 std::int64_t most);
Result<std::uint64_t> read_unsigned(const nlohmann::json& json, const std::string& place, std::uint64_t most);

/// The place of the text among the names.
Result<std::size_t> read_name(const nlohmann::json& json, const std::string& place,
                              std::span<const std::string_view> names);

}  // namespace json_codec

template <class T>
nlohmann::json to_json(const T& value) {
  using nlohmann::json;
  if constexpr (HasFields<T>) {
    json object = json::object();
    std::apply(
        [&](const auto&... fields) {
          (json_codec::put(object, fields.name, to_json(value.*fields.member)), ...);
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
  ObjectReader object(json, place);
  const auto read = [&](const auto& field) {
    using Field = std::remove_reference_t<decltype(value.*field.member)>;
    if (const nlohmann::json* found = object.next(field.name, IsOptional<Field>::value))
      object.note(from_json(*found, object.place(), value.*field.member));
  };
  std::apply([&](const auto&... fields) { (read(fields), ...); }, fields_of(std::type_identity<T>{}));
  return object.finish();
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
    return {};
  } else {
    using Limits = std::numeric_limits<Number>;
    const auto read = [&] {
      if constexpr (std::is_signed_v<Number>) {
        return read_signed(json, place, Limits::min(), Limits::max());
      } else {
        return read_unsigned(json, place, Limits::max());
      }
    }();
    if (!read) return tl::unexpected(read.error());
    value = static_cast<Number>(*read);
    return {};
  }
}

template <NamedEnum E>
Result<void> read_enum(const nlohmann::json& json, const std::string& place, E& value) {
  const auto index = read_name(json, place, enum_names(value));
  if (!index) return tl::unexpected(index.error());
  value = static_cast<E>(*index);
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
