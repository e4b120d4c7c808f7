#include "sim/service/attack/learned_kind.h"

#include <algorithm>

namespace tlscam {
namespace {

struct KindRow {
  LearnedKind kind;
  std::string_view id;
};
constexpr KindRow kKinds[] = {
    {LearnedKind::text, "text"}, {LearnedKind::name, "name"},       {LearnedKind::certificate, "certificate"},
    {LearnedKind::size, "size"}, {LearnedKind::changed, "changed"}, {LearnedKind::refused, "refused"},
    {LearnedKind::file, "file"}, {LearnedKind::key, "key"},
};

}  // namespace

std::string_view learned_kind_id(LearnedKind kind) {
  return std::ranges::find(kKinds, kind, &KindRow::kind)->id;
}

bool read_learned_kind(std::string_view id, LearnedKind& kind) {
  const auto* const found = std::ranges::find(kKinds, id, &KindRow::id);
  if (found == std::end(kKinds)) return false;
  kind = found->kind;
  return true;
}

std::string learned_kind_ids() {
  std::string ids;
  for (const KindRow& row : kKinds) {
    if (!ids.empty()) ids += ", ";
    ids += row.id;
  }
  return ids;
}

}  // namespace tlscam
