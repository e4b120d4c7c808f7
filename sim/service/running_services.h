#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/service/service.h"

namespace tlscam {

/// RunningService is a service of a world with what is wrong with it at present.
struct RunningService {
  std::string
      id;  ///< "dns"; with the name of its host, or of the link, where it has one: "shop.example/https"
  const ServiceForm* form = nullptr;
  std::unique_ptr<Service> service;
  std::vector<ServiceFault> faults;
};

/// RunningServices are all services of one world.
class RunningServices {
 public:
  /// Starts a service. `id` is its name for commands and snapshots. Fails when the service refuses its
  /// settings or cannot have the faults, with a message that begins with the key in question.
  Result<RunningService*> start(std::string id, const ServiceForm& form, const ServicePlace& place,
                                const Settings& settings, std::vector<ServiceFault> faults);

  const std::vector<std::unique_ptr<RunningService>>& all() const { return services_; }
  /// nullptr: there is none.
  RunningService* find(std::string_view id) const;

  /// Replaces what is wrong with a service. Fails, and changes nothing, when the service cannot have these
  /// faults.
  static Result<void> set_faults(RunningService& service, std::vector<ServiceFault> faults);

 private:
  std::vector<std::unique_ptr<RunningService>> services_;
};

}  // namespace tlscam
