#include "sim/lab/reader/field_json.h"

#include <nlohmann/json.hpp>

#include "sim/lab/protocol/json_object.h"

namespace tlscam {

void put_fields_json(std::string& out, FieldRange fields) {
  std::string value;
  bool first = true;
  out += '[';
  for (const Field& field : fields) {
    if (!first) out += ',';
    first = false;
    JsonObject object(out);
    value.clear();
    field.append_value(value);
    object.text("label", field.label());
    object.text("value", value);
    object.number("offset", field.offset);
    object.number("size", field.size);
    object.text("layer", to_text(field.layer));
    object.text("about", field.about());
    if (!field.rfc().empty()) object.text("rfc", field.rfc());
    if (field.broken) object.flag("broken", true);
    if (field.fields().empty()) continue;
    object.begin("fields");
    put_fields_json(out, field.fields());
  }
  out += ']';
}

nlohmann::ordered_json fields_json(FieldRange fields) {
  std::string text;
  put_fields_json(text, fields);
  return nlohmann::ordered_json::parse(text);
}

}  // namespace tlscam
