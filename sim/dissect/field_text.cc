#include "sim/dissect/field_text.h"

#include <fmt/format.h>

#include <iterator>

namespace tlscam {
namespace {

std::string range_text(const Field& field) {
  if (field.size == 0) return {};
  if (field.size == 1) return fmt::format("{}", field.offset);
  return fmt::format("{}-{}", field.offset, field.offset + field.size - 1);
}

void print(std::string& out, FieldRange fields, unsigned depth) {
  for (const Field& field : fields) {
    const std::string value = field.value();
    fmt::format_to(std::back_inserter(out), "{:>11}  {:{}}{}{}{}{}\n", range_text(field), "", depth * 2,
                   field.broken ? "(!) " : "", field.label(), value.empty() ? "" : ": ", value);
    print(out, field.fields(), depth + 1);
  }
}

}  // namespace

std::string field_text(FieldRange fields, unsigned indent) {
  std::string out;
  print(out, fields, indent);
  return out;
}

}  // namespace tlscam
