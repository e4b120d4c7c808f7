#pragma once
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/protocol/saved_world.h"
#include "sim/lab/protocol/snapshot.h"
#include "sim/net/link.h"
#include "sim/service/service.h"

// Values of links and services as the protocol writes them, and back.

namespace tlscam {

ServiceFaultFields to_fields(const ServiceFault& fault);
std::vector<ServiceFaultFields> to_fields(const std::vector<ServiceFault>& faults);

/// Reads faults and checks that a service can have them. The message names the member that is wrong.
Result<std::vector<ServiceFault>> read_service_faults(const ServiceForm& form,
                                                      const std::vector<ServiceFaultFields>& fields);

LinkConditions to_conditions(const SavedLink& saved);

}  // namespace tlscam
