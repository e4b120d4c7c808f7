#pragma once
#include <string_view>
#include <vector>

#include "sim/service/service.h"

namespace tlscam {

// Each service's file defines one of these.
ServiceForm ntp_service();
ServiceForm dhcp_service();
ServiceForm dns_service();
ServiceForm https_service();
ServiceForm echo_service();
ServiceForm counter_box();

/// Every kind of service, in the order in which people see them.
const std::vector<ServiceForm>& service_forms();

/// The form with this key; nullptr: there is none.
const ServiceForm* find_service(std::string_view key);

}  // namespace tlscam
