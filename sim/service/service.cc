#include "sim/service/service.h"

#include <algorithm>

#include "sim/service/host_name.h"
#include "sim/words/service.h"

namespace tlscam {

const FaultForm* find_fault(const ServiceForm& form, std::string_view kind) {
  const auto found = std::ranges::find(form.faults, kind, &FaultForm::kind);
  return found == form.faults.end() ? nullptr : &*found;
}

std::string to_text(const ServiceForm& form, const ServiceFault& fault) {
  const FaultForm* const kind = find_fault(form, fault.kind);
  if (kind == nullptr) return fault.kind;
  const auto chosen = std::ranges::find(form.choices, fault, &FaultChoice::fault);
  if (chosen != form.choices.end()) return chosen->label;
  std::string text = kind->title;
  if (kind->has_address)
    text = words<"service.fault_with_address">({.fault = text, .address = to_text(fault.address)});
  if (!kind->has_name) return text;
  return words<"service.fault_of_name">(
      {.name = fault.name == "*" ? words<"service.any_name">() : fault.name, .fault = text});
}

Result<void> check_service_faults(const ServiceForm& form, const std::vector<ServiceFault>& faults) {
  if (!form.many_faults && faults.size() > 1) return fail("[1]: this service has one fault at a time");
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const ServiceFault& fault = faults[i];
    const FaultForm* const kind = find_fault(form, fault.kind);
    if (kind == nullptr) {
      std::string known;
      for (const FaultForm& one : form.faults)
        known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", one.kind);
      if (known.empty()) return fail("[{}].kind: this service has no faults", i);
      return fail("[{}].kind: \"{}\" is none of {}", i, fault.kind, known);
    }
    if (fault.name != "*" && !kind->has_name)
      return fail("[{}].name: a fault of the kind {} is not of one name", i, fault.kind);
    if (fault.name != "*" && !is_host_name(fault.name))
      return fail("[{}].name: \"{}\" is neither a host name nor \"*\" for all", i, fault.name);
    if (kind->has_address && fault.address == Ipv4Address{})
      return fail("[{}].address: the wrong address that is to be answered is missing", i);
    if (!kind->has_address && fault.address != Ipv4Address{})
      return fail("[{}].address: a fault of the kind {} has no address", i, fault.kind);
    if (kind->has_offset && fault.offset == Duration::zero())
      return fail("[{}].offset: a wrong time needs an offset, such as \"-1h\"", i);
    if (!kind->has_offset && fault.offset != Duration::zero())
      return fail("[{}].offset: a fault of the kind {} has no offset", i, fault.kind);
  }
  return {};
}

}  // namespace tlscam
