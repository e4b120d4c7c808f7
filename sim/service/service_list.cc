#include "sim/service/service_list.h"

#include <algorithm>

namespace tlscam {

const std::vector<ServiceForm>& service_forms() {
  static const std::vector<ServiceForm> forms{
      ntp_service(),   dhcp_service(), dns_service(),       forwarding_service(),   http_service(),
      https_service(), mqtt_service(), acme_service(),      dns_provider_service(), echo_service(),
      counter_box(),   eavesdropper(), man_in_the_middle(), dns_spoofer(),          ntp_liar(),
      dtls_flooder(),  key_thief(),
  };
  return forms;
}

const ServiceForm* find_service(std::string_view key) {
  const auto found = std::ranges::find(service_forms(), key, &ServiceForm::key);
  return found == service_forms().end() ? nullptr : &*found;
}

}  // namespace tlscam
