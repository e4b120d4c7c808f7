#include "sim/lab/command/services.h"

#include "sim/lab/session/network_values.h"
#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<Nothing> carry_out(SessionState& state, const SetServiceFaultsCommand& command) {
  RunningService* const service = state.world().services().find(command.service);
  if (service == nullptr) return fail("there is no service named {}", command.service);
  auto faults = read_service_faults(*service->form, command.faults);
  if (!faults) return tl::unexpected(faults.error());
  if (auto set = RunningServices::set_faults(*service, std::move(*faults)); !set)
    return tl::unexpected(set.error());
  return Nothing{};
}

}  // namespace tlscam
