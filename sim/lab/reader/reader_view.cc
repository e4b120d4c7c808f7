#include "sim/lab/reader/reader_view.h"

namespace tlscam {
namespace {

void add(std::vector<FieldView>& row, FieldRange fields, std::uint32_t depth) {
  for (const Field& field : fields) {
    row.push_back({std::string(field.label()), field.value(), depth, field.offset, field.size,
                   std::string(field.rfc()), std::string(field.about()), field.layer, field.broken});
    add(row, field.fields(), depth + 1);
  }
}

PartKind kind_of(const DissectedPart& part) {
  switch (part.kind) {
    case DissectedPart::Kind::record:
      return PartKind::record;
    case DissectedPart::Kind::decrypted:
      return PartKind::decrypted;
    case DissectedPart::Kind::packet:
    case DissectedPart::Kind::message:
      return PartKind::message;
    case DissectedPart::Kind::unreadable:
      return PartKind::unreadable;
  }
  return PartKind::unreadable;
}

}  // namespace

std::vector<FieldView> flatten(FieldRange fields) {
  std::vector<FieldView> row;
  add(row, fields, 0);
  return row;
}

PartView to_view(const DissectedPart& part) {
  return {kind_of(part), part.decrypted, part.frames, part.bytes, flatten(part.fields)};
}

}  // namespace tlscam
