#include "sim/lab/protocol/json_codec.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/base/base64.h"
#include "sim/lab/protocol/json_object.h"

namespace tlscam {
namespace {

using Json = nlohmann::json;

template <class Number>
Number load(const void* from) {
  Number number;
  std::memcpy(&number, from, sizeof number);
  return number;
}

template <class Number>
void store(void* to, auto value) {
  const auto number = static_cast<Number>(value);
  std::memcpy(to, &number, sizeof number);
}

std::int64_t load_signed(const void* from, std::size_t size) {
  switch (size) {
    case 1:
      return load<std::int8_t>(from);
    case 2:
      return load<std::int16_t>(from);
    case 4:
      return load<std::int32_t>(from);
    default:
      return load<std::int64_t>(from);
  }
}

std::uint64_t load_unsigned(const void* from, std::size_t size) {
  switch (size) {
    case 1:
      return load<std::uint8_t>(from);
    case 2:
      return load<std::uint16_t>(from);
    case 4:
      return load<std::uint32_t>(from);
    default:
      return load<std::uint64_t>(from);
  }
}

// For signed and unsigned numbers alike.
void store_number(void* to, std::size_t size, auto value) {
  switch (size) {
    case 1:
      return store<std::uint8_t>(to, value);
    case 2:
      return store<std::uint16_t>(to, value);
    case 4:
      return store<std::uint32_t>(to, value);
    default:
      return store<std::uint64_t>(to, value);
  }
}

double load_real(const void* from, std::size_t size) {
  return size == sizeof(float) ? load<float>(from) : load<double>(from);
}

void put_number(std::string& out, auto value) {
  const fmt::format_int digits(value);
  out.append(digits.data(), digits.size());
}

void put_structure(std::string& out, const ValueShape& shape, const void* value) {
  JsonObject object(out);
  for (const StructField& field : shape.fields) {
    object.begin(field.name);
    // The member of a value that is only read.
    put_json(out, field.shape(), field.member(const_cast<void*>(value)));
  }
}

void put_list(std::string& out, const ItemAccess& items, const void* value) {
  const std::size_t count = items.count(value);
  out += '[';
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ',';
    put_json(out, items.shape(), items.at(value, i));
  }
  out += ']';
}

std::string place_of(const std::string& owner, std::string_view name) {
  return owner.empty() ? std::string(name) : fmt::format("{}.{}", owner, name);
}

Result<void> read_structure(const Json& json, const std::string& place, const ValueShape& shape,
                            void* value) {
  if (!json.is_object()) return fail("{}: an object is wanted", place);
  std::size_t read = 0;
  for (const StructField& field : shape.fields) {
    const auto found = json.find(std::string(field.name));
    const ValueShape& member = field.shape();
    if (found == json.end() && member.kind == ValueKind::optional) continue;
    if (found == json.end()) return fail("{}: the key \"{}\" is missing", place, field.name);
    auto good = read_json(*found, place_of(place, field.name), member, field.member(value));
    if (!good) return good;
    ++read;
  }
  if (read == json.size()) return {};
  for (const auto& [key, unused] : json.items()) {
    const auto known = std::ranges::find(shape.fields, std::string_view(key), &StructField::name);
    if (known == shape.fields.end()) return fail("{}: there is no key \"{}\"", place, key);
  }
  return {};
}

Result<void> read_list(const Json& json, const std::string& place, const ItemAccess& items, void* value) {
  if (!json.is_array()) return fail("{}: an array is wanted", place);
  items.clear(value);
  for (std::size_t i = 0; i < json.size(); ++i) {
    auto good = read_json(json[i], fmt::format("{}[{}]", place, i), items.shape(), items.append(value));
    if (!good) return good;
  }
  return {};
}

Result<void> read_optional(const Json& json, const std::string& place, const ItemAccess& items, void* value) {
  items.clear(value);
  if (json.is_null()) return {};
  return read_json(json, place, items.shape(), items.append(value));
}

// As many bits as the number has, and no more. JavaScript writes whole numbers of any size without a point.
Result<std::int64_t> read_signed(const Json& json, const std::string& place, std::size_t size) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max() >> (64 - 8 * size);
  if (!json.is_number_integer()) return fail("{}: a whole number is wanted", place);
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(most))
    return fail("{}: {} is too large", place, json.get<std::uint64_t>());
  const auto number = json.get<std::int64_t>();
  if (number > most) return fail("{}: {} is too large", place, number);
  if (number < -most - 1) return fail("{}: {} is out of range", place, number);
  return number;
}

Result<std::uint64_t> read_unsigned(const Json& json, const std::string& place, std::size_t size) {
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max() >> (64 - 8 * size);
  if (!json.is_number_integer()) return fail("{}: a whole number is wanted", place);
  if (!json.is_number_unsigned() && json.get<std::int64_t>() < 0)
    return fail("{}: {} is out of range", place, json.get<std::int64_t>());
  const auto number = json.get<std::uint64_t>();
  if (number > most) return fail("{}: {} is too large", place, number);
  return number;
}

Result<void> read_real(const Json& json, const std::string& place, std::size_t size, void* value) {
  if (!json.is_number()) return fail("{}: a number is wanted", place);
  const auto number = json.get<double>();
  size == sizeof(float) ? store<float>(value, number) : store<double>(value, number);
  return {};
}

Result<void> read_microseconds(const Json& json, const std::string& place, Duration& value) {
  const auto number = read_signed(json, place, sizeof(std::int64_t));
  if (!number) return tl::unexpected(number.error());
  value = Duration(*number);
  return {};
}

Result<void> read_choice(const Json& json, const std::string& place, const ValueShape& shape, void* value) {
  const std::string name = json.is_string() ? json.get<std::string>() : "";
  const auto found = std::ranges::find(shape.choices, name);
  if (found == shape.choices.end())
    return fail("{}: one of {} is wanted", place, fmt::join(shape.choices, ", "));
  store_number(value, shape.size, found - shape.choices.begin());
  return {};
}

Result<void> read_bytes(const Json& json, const std::string& place, Bytes& value) {
  if (!json.is_string()) return fail("{}: base64 is wanted", place);
  auto bytes = from_base64(json.get_ref<const std::string&>());
  if (!bytes) return fail("{}: {}", place, bytes.error().text);
  value = std::move(*bytes);
  return {};
}

}  // namespace

void put_json(std::string& out, const ValueShape& shape, const void* value) {
  switch (shape.kind) {
    case ValueKind::structure:
      return put_structure(out, shape, value);
    case ValueKind::list:
      return put_list(out, *shape.items, value);
    case ValueKind::optional:
      if (shape.items->count(value) == 0)
        out += "null";
      else
        put_json(out, shape.items->shape(), shape.items->at(value, 0));
      return;
    case ValueKind::shared:
      return put_json(out, shape.items->shape(), shape.items->at(value, 0));
    case ValueKind::text:
      return put_json_text(out, *static_cast<const std::string*>(value));
    case ValueKind::bytes:
      out += '"';
      out += to_base64(*static_cast<const Bytes*>(value));
      out += '"';
      return;
    case ValueKind::flag:
      out += *static_cast<const bool*>(value) ? "true" : "false";
      return;
    case ValueKind::signed_number:
      return put_number(out, load_signed(value, shape.size));
    case ValueKind::unsigned_number:
      return put_number(out, load_unsigned(value, shape.size));
    case ValueKind::real_number:
      out += Json(load_real(value, shape.size)).dump();
      return;
    case ValueKind::instant:
      return put_number(out, std::int64_t{static_cast<const Instant*>(value)->time_since_epoch().count()});
    case ValueKind::duration:
      return put_number(out, std::int64_t{static_cast<const Duration*>(value)->count()});
    case ValueKind::choice:
      return put_json_text(out, shape.choices[load_unsigned(value, shape.size)]);
  }
}

Result<void> read_json(const Json& json, const std::string& place, const ValueShape& shape, void* value) {
  switch (shape.kind) {
    case ValueKind::structure:
      return read_structure(json, place, shape, value);
    case ValueKind::list:
      return read_list(json, place, *shape.items, value);
    case ValueKind::optional:
      return read_optional(json, place, *shape.items, value);
    case ValueKind::shared:
      return read_json(json, place, shape.items->shape(), shape.items->append(value));
    case ValueKind::text:
      if (!json.is_string()) return fail("{}: a text is wanted", place);
      *static_cast<std::string*>(value) = json.get_ref<const std::string&>();
      return {};
    case ValueKind::bytes:
      return read_bytes(json, place, *static_cast<Bytes*>(value));
    case ValueKind::flag:
      if (!json.is_boolean()) return fail("{}: true or false is wanted", place);
      *static_cast<bool*>(value) = json.get<bool>();
      return {};
    case ValueKind::signed_number: {
      const auto number = read_signed(json, place, shape.size);
      if (!number) return tl::unexpected(number.error());
      store_number(value, shape.size, *number);
      return {};
    }
    case ValueKind::unsigned_number: {
      const auto number = read_unsigned(json, place, shape.size);
      if (!number) return tl::unexpected(number.error());
      store_number(value, shape.size, *number);
      return {};
    }
    case ValueKind::real_number:
      return read_real(json, place, shape.size, value);
    case ValueKind::instant: {
      Duration since_1970{};
      auto good = read_microseconds(json, place, since_1970);
      if (good) *static_cast<Instant*>(value) = Instant(since_1970);
      return good;
    }
    case ValueKind::duration:
      return read_microseconds(json, place, *static_cast<Duration*>(value));
    case ValueKind::choice:
      return read_choice(json, place, shape, value);
  }
  return {};
}

}  // namespace tlscam
