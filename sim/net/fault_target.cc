#include "sim/net/fault_target.h"

#include <algorithm>

namespace tlscam {
namespace {

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kFaultTargets.size(); ++i) {
    if (kFaultTargets[i].target != static_cast<FaultTarget>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

template <typename Type>
std::optional<FaultTarget> find(std::optional<Type> FaultTargetRow::*column, Type type) {
  const auto row = std::ranges::find(kFaultTargets, type, column);
  return row == kFaultTargets.end() ? std::nullopt : std::optional(row->target);
}

}  // namespace

std::string_view to_text(FaultTarget target) {
  return kFaultTargets[static_cast<std::size_t>(target)].name;
}

std::optional<FaultTarget> fault_target_of(TlsHandshakeType type) {
  return find(&FaultTargetRow::message, type);
}

std::optional<FaultTarget> fault_target_of(TlsContentType type) {
  return find(&FaultTargetRow::record, type);
}

}  // namespace tlscam
