#include "sim/lab/reader/field_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sim/lab/protocol/json_object.h"

namespace tlscam {
namespace {

void put_number(std::string& out, std::uint64_t number) {
  const fmt::format_int digits(number);
  out.append(digits.data(), digits.size());
}

// The value is put where it belongs, and again with escapes when it needs some.
void put_value(std::string& out, const Field& field) {
  out += R"(","value":)";
  const std::size_t before = out.size();
  out += '"';
  field.append_value(out);
  if (is_plain_json(std::string_view(out).substr(before + 1))) {
    out += '"';
    return;
  }
  const std::string value = out.substr(before + 1);
  out.resize(before);
  put_json_text(out, value);
}

}  // namespace

// A capture has millions of fields. Labels, ids and sections are literals of ours, which need no escape.
void put_fields_json(std::string& out, FieldRange fields) {
  std::string_view begin = R"([{"label":")";
  for (const Field& field : fields) {
    out += begin;
    begin = R"(,{"label":")";
    out += field.label();
    put_value(out, field);
    out += R"(,"offset":)";
    put_number(out, field.offset);
    out += R"(,"size":)";
    put_number(out, field.size);
    out += R"(,"layer":")";
    out += to_text(field.layer);
    out += R"(","about":")";
    out += field.about();
    if (!field.rfc().empty()) {
      out += R"(","rfc":")";
      out += field.rfc();
    }
    out += field.broken ? R"(","broken":true)" : R"(")";
    if (!field.fields().empty()) {
      out += R"(,"fields":)";
      put_fields_json(out, field.fields());
    }
    out += '}';
  }
  out += fields.empty() ? "[]" : "]";
}

nlohmann::ordered_json fields_json(FieldRange fields) {
  std::string text;
  put_fields_json(text, fields);
  return nlohmann::ordered_json::parse(text);
}

}  // namespace tlscam
