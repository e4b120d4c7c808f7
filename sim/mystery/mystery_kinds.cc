#include "sim/mystery/mystery_kinds.h"

#include <algorithm>

namespace tlscam {

std::span<const MysteryKind> mystery_kinds() {
  static const std::vector<MysteryKind> kKinds = [] {
    std::vector<MysteryKind> all;
    for (auto* const group : {certificate_mysteries, file_mysteries, script_mysteries, network_mysteries}) {
      std::vector<MysteryKind> kinds = group();
      all.insert(all.end(), kinds.begin(), kinds.end());
    }
    return all;
  }();
  return kKinds;
}

const MysteryKind* find_mystery_kind(std::string_view id) {
  const auto kinds = mystery_kinds();
  const auto found = std::ranges::find(kinds, id, &MysteryKind::id);
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace tlscam
