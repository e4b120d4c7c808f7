#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "sim/base/result.h"
#include "sim/lab/protocol/fields.h"

// Values with a shape (fields.h) as JSON and back. Instants and durations are numbers of microseconds, bytes
// are base64, enums their names, an empty optional is null. Fields come in the order of their struct.

namespace tlscam {

/// Appends a value as JSON. Text that is not UTF-8 is replaced in places: cameras print what they like.
void put_json(std::string& out, const ValueShape& shape, const void* value);

/// Reads a value. Every field must be there except optional ones, and no other key; the first thing that is
/// wrong is the error. `place` is where the value stands, for messages: "scene.cameras[1].name".
Result<void> read_json(const nlohmann::json& json, const std::string& place, const ValueShape& shape,
                       void* value);

template <class T>
std::string to_json(const T& value) {
  std::string out;
  put_json(out, shape_of<T>(), &value);
  return out;
}

template <class T>
Result<void> from_json(const nlohmann::json& json, const std::string& place, T& value) {
  return read_json(json, place, shape_of<T>(), &value);
}

}  // namespace tlscam
