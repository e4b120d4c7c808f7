#include "sim/lab/view/field_tree.h"

#include <algorithm>
#include <cctype>
#include <limits>

namespace tlscam {
namespace {

bool has_rows_within(const std::vector<FieldView>& fields, std::size_t at) {
  return at + 1 < fields.size() && fields[at + 1].depth > fields[at].depth;
}

const std::vector<FieldView>& fields_of_part(const MessageView& message, std::uint32_t part) {
  static const std::vector<FieldView> kNone;
  return part < message.parts.size() ? message.parts[part].fields : kNone;
}

}  // namespace

std::vector<FieldRow> rows_of(const MessageView& message, const OpenFields& open) {
  constexpr std::uint32_t kAll = std::numeric_limits<std::uint32_t>::max();
  std::vector<FieldRow> rows;
  for (std::uint32_t part = 0; part < message.parts.size(); ++part) {
    const std::vector<FieldView>& fields = message.parts[part].fields;
    const FieldPlace whole{part, -1};
    const bool part_is_open = open.contains(whole);
    rows.push_back({whole, 0, !fields.empty(), part_is_open});
    if (!part_is_open) continue;
    std::uint32_t deepest = kAll;  // what is below this depth lies in a field that is closed
    for (std::size_t at = 0; at < fields.size(); ++at) {
      if (fields[at].depth > deepest) continue;
      const FieldPlace place{part, static_cast<std::int32_t>(at)};
      const bool opens = has_rows_within(fields, at);
      const bool is_open = open.contains(place);
      deepest = opens && !is_open ? fields[at].depth : kAll;
      rows.push_back({place, fields[at].depth + 1, opens, is_open});
    }
  }
  return rows;
}

std::int32_t parent_of(const std::vector<FieldView>& fields, std::int32_t field) {
  if (field < 0 || static_cast<std::size_t>(field) >= fields.size()) return -1;
  const std::uint32_t depth = fields[static_cast<std::size_t>(field)].depth;
  for (std::int32_t above = field - 1; above >= 0; --above)
    if (fields[static_cast<std::size_t>(above)].depth < depth) return above;
  return -1;
}

void reveal(FieldPlace place, const MessageView& message, OpenFields& open) {
  const std::vector<FieldView>& fields = fields_of_part(message, place.part);
  for (std::int32_t at = place.field; at >= 0;) {
    at = parent_of(fields, at);
    open.insert({place.part, at});
  }
}

OpenFields first_open(const MessageView& message) {
  const FieldPlace place{message.part, static_cast<std::int32_t>(message.field)};
  OpenFields open;
  reveal(place, message, open);
  open.insert(place);
  return open;
}

MessageView as_eavesdropper(const MessageView& message) {
  MessageView seen;
  for (const std::uint32_t at : message.eavesdropper.parts) {
    if (at >= message.parts.size()) continue;
    if (at == message.eavesdropper.part) seen.part = static_cast<std::uint32_t>(seen.parts.size());
    seen.parts.push_back(message.parts[at]);
  }
  seen.field = message.eavesdropper.field;
  seen.left_out = message.left_out;
  seen.eavesdropper = message.eavesdropper;
  return seen;
}

std::vector<std::int32_t> fields_of_bytes(const PartView& part) {
  std::vector<std::int32_t> fields(part.bytes.size(), -1);
  for (std::size_t run = 0; run < part.owners.size(); ++run) {
    const std::size_t end =
        run + 1 < part.owners.size() ? std::size_t{part.owners[run + 1].offset} : fields.size();
    for (std::size_t at = part.owners[run].offset; at < std::min(end, fields.size()); ++at)
      fields[at] = part.owners[run].field;
  }
  return fields;
}

std::string rfc_of(const std::vector<FieldView>& fields, std::int32_t field) {
  for (std::int32_t at = field; at >= 0; at = parent_of(fields, at)) {
    if (static_cast<std::size_t>(at) >= fields.size()) return {};
    if (!fields[static_cast<std::size_t>(at)].rfc.empty()) return fields[static_cast<std::size_t>(at)].rfc;
  }
  return {};
}

std::string rfc_address(const std::string& rfc) {
  const std::string site = "https://www.rfc-editor.org/";
  if (!rfc.starts_with("RFC ")) return site;
  const std::size_t end = std::min(rfc.find_first_not_of("0123456789", 4), rfc.size());
  if (end == 4) return site;
  const std::string page = site + "rfc/rfc" + rfc.substr(4, end - 4);
  if (rfc.compare(end, 2, ", ") != 0) return page;
  std::string section = rfc.substr(end + 2);
  if (section.starts_with("appendix ")) section.erase(0, 9);
  section.erase(std::find_if_not(section.begin(), section.end(),
                                 [](unsigned char letter) { return std::isalnum(letter) || letter == '.'; }),
                section.end());
  if (section.empty()) return page;
  return page + (std::isdigit(static_cast<unsigned char>(section.front())) ? "#section-" : "#appendix-") +
         section;
}

}  // namespace tlscam
