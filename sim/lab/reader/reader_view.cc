#include "sim/lab/reader/reader_view.h"

#include <utility>

#include "sim/lab/view/message_parts.h"

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

PartView view_part(PartKind kind, bool decrypted, std::vector<std::uint64_t> frames, Bytes bytes,
                   FieldRange fields) {
  PartView part;
  part.kind = kind;
  part.decrypted = decrypted;
  part.frames = std::move(frames);
  part.bytes = std::move(bytes);
  part.fields = flatten(fields);
  add_part_view(part);
  return part;
}

std::vector<FieldView> flatten(FieldRange fields) {
  std::vector<FieldView> row;
  add(row, fields, 0);
  return row;
}

PartView to_view(const DissectedPart& part) {
  return view_part(kind_of(part), part.decrypted, part.frames, part.bytes, part.fields);
}

}  // namespace tlscam
