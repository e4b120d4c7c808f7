#pragma once
#include <fmt/format.h>

#include <string>
#include <vector>

#include "sim/dissect/packet_dissector.h"
#include "sim/dissect/tree/dissected_packet.h"
#include "sim/dissect/tree/field_text.h"
#include "tests/unit/dissect/recorded_frames.h"

namespace tlscam {

/// A packet with its parts, as tests/golden/trees has it.
inline std::string packet_text(const DissectedPacket& packet) {
  std::string text = fmt::format("frame {}\n{}", packet.number, field_text(packet.fields));
  for (const DissectedPart& part : packet.parts) {
    text += fmt::format("  {} from the {}, in frames {}\n{}", to_text(part.kind),
                        part.from_client ? "client" : "server", fmt::join(part.frames, " "),
                        field_text(part.fields, 1));
  }
  return text;
}

/// The trees of a recording as tests/golden/trees has them: what the nodes sent, each frame once.
inline std::string recorded_trees(const std::string& recording) {
  PacketDissector dissector;
  std::string text;
  play_recorded(recording, [&](const TapEvent& event) {
    if (event.direction != Direction::from_node) return;
    text += packet_text(dissector.dissect(event.frame, event.sent_at));
  });
  return text;
}

inline bool has_broken(FieldRange fields) {
  for (const Field& field : fields) {
    if (field.broken || has_broken(field.fields())) return true;
  }
  return false;
}

/// `problem_of` says what is wrong with the ranges of a tree about `size` bytes; empty if nothing is. Each
/// field lies in the one around it, and each has a label and the id of an explanation.
inline std::string problem_of(FieldRange fields, std::size_t size, std::size_t begin = 0) {
  for (const Field& field : fields) {
    const std::size_t end = std::size_t{field.offset} + field.size;
    if (field.offset < begin || end > size) {
      return fmt::format("{} {}-{} is outside of {}-{}", field.label(), field.offset, end, begin, size);
    }
    if (field.label().empty() || field.about().empty()) return "a field without a label or explanation";
    if (const auto inner = problem_of(field.fields(), end, field.offset); !inner.empty()) return inner;
  }
  return {};
}

/// How many of the bytes from `begin` are in fields, one after another, at every depth.
inline std::size_t covered(FieldRange fields, std::size_t begin = 0) {
  std::size_t at = begin;
  for (const Field& field : fields) {
    if (field.offset != at) return at;
    at += field.size;
    // A field of several parts is made of them, unless they are notes about the same bytes.
    const bool notes = !field.fields().empty() && field.fields().front().size == field.size;
    const std::size_t inner = covered(field.fields(), field.offset);
    if (!field.fields().empty() && !notes && inner != at) return inner;
  }
  return at;
}

/// The first field with this explanation, anywhere in the tree, or nullptr.
inline const Field* find_field(FieldRange fields, std::string_view about) {
  for (const Field& field : fields) {
    if (field.about() == about) return &field;
    if (const Field* inner = find_field(field.fields(), about)) return inner;
  }
  return nullptr;
}

}  // namespace tlscam
