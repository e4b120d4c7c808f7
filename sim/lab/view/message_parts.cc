#include "sim/lab/view/message_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/words/part.h"

namespace tlscam {
namespace {

constexpr std::int32_t kNoField = -1;

bool has_fields_within(const std::vector<FieldView>& fields, std::size_t at) {
  return at + 1 < fields.size() && fields[at + 1].depth > fields[at].depth;
}

}  // namespace

std::string part_title(PartKind kind, const std::vector<std::uint64_t>& frames) {
  const std::string numbers = fmt::format("{}", fmt::join(frames, ", "));
  switch (kind) {
    case PartKind::frame:
      return words<"part.frame">({.frame = numbers});
    case PartKind::record:
      return words<"part.record">({.count = frames.size(), .frames = numbers});
    case PartKind::decrypted:
      return words<"part.decrypted">({.count = frames.size(), .frames = numbers});
    case PartKind::message:
      return words<"part.message">({.count = frames.size(), .frames = numbers});
    case PartKind::unreadable:
      return words<"part.unreadable">({.count = frames.size(), .frames = numbers});
    case PartKind::certificate:
      return "DER";
  }
  return {};
}

std::vector<ByteOwner> byte_owners(const std::vector<FieldView>& fields, std::size_t size) {
  std::vector<std::int32_t> owner(size, kNoField);
  for (std::size_t at = 0; at < fields.size(); ++at) {
    const FieldView& field = fields[at];
    if (field.size == 0 || field.offset >= size) continue;
    const std::int32_t around = owner[field.offset];
    const bool same_bytes =
        around != kNoField && fields[around].offset == field.offset && fields[around].size == field.size;
    if (same_bytes && !has_fields_within(fields, at)) continue;  // a note on the field before it
    const std::size_t end = std::min<std::size_t>(size, std::size_t{field.offset} + field.size);
    std::fill(owner.begin() + field.offset, owner.begin() + static_cast<std::ptrdiff_t>(end),
              static_cast<std::int32_t>(at));
  }
  std::vector<ByteOwner> runs;
  for (std::size_t i = 0; i < size; ++i) {
    if (runs.empty() || runs.back().field != owner[i])
      runs.push_back({static_cast<std::uint32_t>(i), owner[i]});
  }
  return runs;
}

void add_part_view(PartView& part) {
  part.title = part_title(part.kind, part.frames);
  part.owners = byte_owners(part.fields, part.bytes.size());
}

EavesdropperView eavesdropper_view(const MessageView& message) {
  EavesdropperView view;
  for (std::size_t i = 0; i < message.parts.size(); ++i) {
    if (!message.parts[i].decrypted) view.parts.push_back(static_cast<std::uint32_t>(i));
  }
  if (view.parts.size() == message.parts.size()) {
    view.part = message.part;
    view.field = message.field;
    return view;
  }
  if (view.parts.empty()) return view;
  view.part = view.parts.front();
  // Of a record, the sealed bytes are what is left to look at.
  const std::vector<FieldView>& fields = message.parts[view.part].fields;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    if (fields[at].depth != 1 || !has_fields_within(fields, at)) continue;
    view.field = static_cast<std::uint32_t>(at);
    break;
  }
  return view;
}

}  // namespace tlscam
