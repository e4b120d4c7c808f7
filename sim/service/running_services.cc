#include "sim/service/running_services.h"

#include <algorithm>

namespace tlscam {

Result<RunningService*> RunningServices::start(std::string id, const ServiceForm& form,
                                               const ServicePlace& place, const Settings& settings,
                                               std::vector<ServiceFault> faults) {
  if (find(id) != nullptr) return fail("a service named {} runs already", id);
  auto started = form.start(place, settings);
  if (!started) return tl::unexpected(started.error());
  services_.push_back(std::make_unique<RunningService>(
      RunningService{.id = std::move(id), .form = &form, .service = std::move(*started), .faults = {}}));
  RunningService& service = *services_.back();
  if (auto set = set_faults(service, std::move(faults)); !set) return tl::unexpected(set.error());
  return &service;
}

RunningService* RunningServices::find(std::string_view id) const {
  const auto found = std::ranges::find_if(services_, [&](const auto& service) { return service->id == id; });
  return found == services_.end() ? nullptr : found->get();
}

RunningService* RunningServices::find_attacker(std::string_view name) const {
  RunningService* const found = find(name);
  return found && found->attacker() ? found : nullptr;
}

void RunningServices::end(const RunningService& service) {
  std::erase_if(services_, [&](const auto& one) { return one.get() == &service; });
}

Result<void> RunningServices::set_faults(RunningService& service, std::vector<ServiceFault> faults) {
  if (auto checked = check_service_faults(*service.form, faults); !checked)
    return fail("faults{}", checked.error().text);
  service.service->set_faults(faults);
  service.faults = std::move(faults);
  return {};
}

}  // namespace tlscam
