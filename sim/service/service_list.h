#pragma once
#include <string_view>
#include <vector>

#include "sim/service/service.h"

namespace tlscam {

// Each service's file defines one of these.
ServiceForm ntp_service();
ServiceForm dhcp_service();
ServiceForm dns_service();
ServiceForm http_service();
ServiceForm https_service();
ServiceForm mqtt_service();
ServiceForm echo_service();
ServiceForm acme_service();
ServiceForm dns_provider_service();
ServiceForm forwarding_service();
ServiceForm counter_box();
ServiceForm eavesdropper();
ServiceForm man_in_the_middle();
ServiceForm dns_spoofer();
ServiceForm ntp_liar();
ServiceForm dtls_flooder();
ServiceForm key_thief();

/// Every kind of service, in the order in which people see them.
const std::vector<ServiceForm>& service_forms();

/// The form with this key; nullptr: there is none.
const ServiceForm* find_service(std::string_view key);

}  // namespace tlscam
