#include "sim/lab/field_json.h"

namespace tlscam {

nlohmann::ordered_json fields_json(FieldRange fields) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const Field& field : fields) {
    Json& object = list.emplace_back(Json{{"label", field.label()}, {"value", field.value()}});
    object["offset"] = field.offset;
    object["size"] = field.size;
    object["layer"] = to_text(field.layer);
    object["about"] = field.about();
    if (!field.rfc().empty()) object["rfc"] = field.rfc();
    if (field.broken) object["broken"] = true;
    if (!field.fields().empty()) object["fields"] = fields_json(field.fields());
  }
  return list;
}

}  // namespace tlscam
