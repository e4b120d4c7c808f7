#pragma once
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

class SessionState;

/// Sets what is wrong with the services of the world.
struct SetServicesCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_services";
  static constexpr CommandTraits kTraits{};
  ServicesSnapshot services;
};
constexpr auto fields_of(std::type_identity<SetServicesCommand>) {
  using T = SetServicesCommand;
  return std::tuple(field("services", &T::services));
}
Result<SetServicesCommand::Reply> carry_out(SessionState& state, const SetServicesCommand& command);

/// Sets what is wrong with the services of the present world, without checks.
void apply(SessionState& state, const ServicesSnapshot& services);

}  // namespace tlscam
