#include "sim/service/running_services.h"

#include <algorithm>

namespace tlscam {

Result<RunningService*> RunningServices::start(std::string id, const ServiceForm& form,
                                               const ServicePlace& place, const Settings& settings,
                                               std::vector<ServiceFault> faults) {
  if (find(id) != nullptr) return fail("a service named {} runs already", id);
  auto started = form.start(place, settings);
  if (!started) return tl::unexpected(started.error());
  services_.push_back(
      std::make_unique<RunningService>(RunningService{std::move(id), &form, std::move(*started), {}}));
  RunningService& service = *services_.back();
  if (auto set = set_faults(service, std::move(faults)); !set) return tl::unexpected(set.error());
  return &service;
}

RunningService* RunningServices::find(std::string_view id) const {
  const auto found = std::ranges::find_if(services_, [&](const auto& service) { return service->id == id; });
  return found == services_.end() ? nullptr : found->get();
}

Result<void> RunningServices::set_faults(RunningService& service, std::vector<ServiceFault> faults) {
  if (auto checked = check_service_faults(*service.form, faults); !checked)
    return fail("faults{}", checked.error().text);
  service.service->set_faults(faults);
  service.faults = std::move(faults);
  return {};
}

}  // namespace tlscam
