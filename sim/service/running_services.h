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
  /// "dns"; with the name of its host, or of the link, where it has one: "shop.example/https"; of an attacker
  /// his name
  std::string id;
  const ServiceForm* form = nullptr;
  std::unique_ptr<Service> service;
  std::vector<ServiceFault> faults;
  // Where a box stands, one of these:
  std::string link{};
  std::string host{};
  std::string camera{};

  /// nullptr: the service is not an attacker.
  Attacker* attacker() const { return service->attacker(); }
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

  /// The attacker with this name; nullptr: there is none.
  RunningService* find_attacker(std::string_view name) const;
  /// Ends a service. Nobody may have its box in the way any more.
  void end(const RunningService& service);

  /// Replaces what is wrong with a service. Fails, and changes nothing, when the service cannot have these
  /// faults.
  static Result<void> set_faults(RunningService& service, std::vector<ServiceFault> faults);

 private:
  std::vector<std::unique_ptr<RunningService>> services_;
};

}  // namespace tlscam
