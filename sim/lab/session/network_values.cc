#include "sim/lab/session/network_values.h"

namespace tlscam {

ServiceFaultFields to_fields(const ServiceFault& fault) {
  const bool has_address = fault.address != Ipv4Address{};
  return {fault.kind, fault.name, has_address ? to_text(fault.address) : "", fault.offset};
}

std::vector<ServiceFaultFields> to_fields(const std::vector<ServiceFault>& faults) {
  std::vector<ServiceFaultFields> fields;
  fields.reserve(faults.size());
  for (const ServiceFault& fault : faults) fields.push_back(to_fields(fault));
  return fields;
}

Result<std::vector<ServiceFault>> read_service_faults(const ServiceForm& form,
                                                      const std::vector<ServiceFaultFields>& fields) {
  std::vector<ServiceFault> faults;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const ServiceFaultFields& given = fields[i];
    const auto address = given.address.empty() ? Ipv4Address{} : parse_ipv4(given.address);
    if (!address) return fail("faults[{}].address: \"{}\" is not an IPv4 address", i, given.address);
    faults.push_back({given.kind, given.name, *address, given.offset});
  }
  if (auto checked = check_service_faults(form, faults); !checked)
    return fail("faults{}", checked.error().text);
  return faults;
}

LinkConditions to_conditions(const SavedLink& saved) {
  return {saved.up, saved.delay, saved.bits_per_second, saved.loss, saved.duplication, saved.reordering};
}

}  // namespace tlscam
