#include "sim/dissect/field_text.h"

#include <fmt/format.h>

#include <cstdint>

namespace tlscam {
namespace {

constexpr std::size_t kRangeWidth = 11;

/// The bytes of the field, at the end of a column. Written by hand: a tree has as many lines as fields, and a
/// capture millions of them.
void put_range(std::string& out, const Field& field) {
  const std::size_t begin = out.size();
  if (field.size > 0) out += fmt::format_int(field.offset).c_str();
  if (field.size > 1) {
    out += '-';
    out += fmt::format_int(std::uint64_t{field.offset} + field.size - 1).c_str();
  }
  const std::size_t width = out.size() - begin;
  if (width < kRangeWidth) out.insert(begin, kRangeWidth - width, ' ');
}

void print(std::string& out, FieldRange fields, unsigned depth) {
  for (const Field& field : fields) {
    put_range(out, field);
    out.append(2 + std::size_t{depth} * 2, ' ');
    if (field.broken) out += "(!) ";
    out += field.label();
    const std::size_t behind_label = out.size();
    out += ": ";
    field.append_value(out);
    if (out.size() == behind_label + 2) out.resize(behind_label);
    out += '\n';
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
