#pragma once
#include <nlohmann/json.hpp>

#include "sim/dissect/field.h"

namespace tlscam {

/// A tree as a list of objects, with those within in "fields". Values may be no UTF-8: dump with replacement.
nlohmann::ordered_json fields_json(FieldRange fields);

}  // namespace tlscam
