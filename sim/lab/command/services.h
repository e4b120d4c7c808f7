#pragma once
#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

class SessionState;

/// Replaces what is wrong with a service.
struct SetServiceFaultsCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_service_faults";
  static constexpr CommandTraits kTraits{};
  std::string service;  ///< its id
  std::vector<ServiceFaultFields> faults;
};
template <std::same_as<SetServiceFaultsCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("service", &T::service), field("faults", &T::faults));
}
Result<SetServiceFaultsCommand::Reply> carry_out(SessionState& state, const SetServiceFaultsCommand& command);

}  // namespace tlscam
