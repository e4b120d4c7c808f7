#pragma once
#include <string>

#include "sim/dissect/field.h"

namespace tlscam {

/// A line for each field: its bytes ("14-33"), and indented its label and value. Broken ones are marked with
/// "(!)".
std::string field_text(FieldRange fields, unsigned indent = 0);

}  // namespace tlscam
