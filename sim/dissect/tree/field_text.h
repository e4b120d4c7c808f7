#pragma once
#include <functional>
#include <string>
#include <vector>

#include "sim/dissect/tree/field.h"

namespace tlscam {

/// Paragraphs to print below a field; none: nothing.
using FieldNotes = std::function<std::vector<std::string>(const Field&)>;

/// A line for each field: its bytes ("14-33"), and indented its label and value. Broken ones are marked with
/// "(!)". `notes` stand below their field, between bars.
std::string field_text(FieldRange fields, unsigned indent = 0);
/// The same, behind other text.
void put_field_text(std::string& out, FieldRange fields, unsigned indent = 0, const FieldNotes& notes = {});

}  // namespace tlscam
