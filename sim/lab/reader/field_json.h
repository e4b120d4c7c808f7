#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "sim/dissect/tree/field.h"

namespace tlscam {

/// Appends a tree as JSON: a list of objects, with those within in "fields".
void put_fields_json(std::string& out, FieldRange fields);
/// The same as a value.
nlohmann::ordered_json fields_json(FieldRange fields);

}  // namespace tlscam
