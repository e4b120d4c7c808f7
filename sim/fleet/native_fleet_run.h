#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/fleet/native_device_issuer.h"
#include "sim/fleet/native_fleet_list.h"
#include "sim/fleet/native_fleet_report.h"
#include "sim/preflight/deployment_plan.h"

namespace tlscam {

/// `FleetRun` gives each device of a list a key and a certificate of its own and deploys them, one device
/// after the other. Its files lie in one folder, which only its owner can read: NAME.der, NAME-key.der,
/// report.csv and report.txt. A second run goes on where the first one failed: it leaves alone whatever is
/// deployed, and takes the keys that are there already.
class FleetRun {
 public:
  struct Options {
    std::filesystem::path folder;
    DeviceIssuer::Authority authority;
    int days = 365;      ///< how long a certificate is valid
    bool again = false;  ///< also those that are deployed already
    bool renew = false;  ///< new keys and certificates for all
    Instant now{};
    std::function<std::string()> next_serial;  ///< 32 random hexadecimal digits; see DeviceIssuer::issue()
  };

  /// `Delivery` is everything that a device gets. `others` are the keys of the devices before it.
  struct Delivery {
    const FleetDevice& device;
    const DeviceIdentity& identity;
    const Bytes& anchor;
    const std::vector<OtherDevice>& others;
  };
  /// Deploys to one device; an error's text goes into the report.
  using Deploy = std::function<Result<void>(const Delivery& delivery)>;
  /// Told what happens, for people.
  using Note = std::function<void(const std::string& text)>;

  static Result<FleetRun> open(Options options);

  /// Goes through the list. A device that fails does not keep the others from their turn. Without `deploy`,
  /// or for a device without a port, the files are made only. Returns the report, which is also written after
  /// each device; fails when that is not possible.
  Result<FleetReport> run(const std::vector<FleetDevice>& devices, const Deploy& deploy, const Note& note);

 private:
  FleetRun(Options options, DeviceIssuer issuer, FleetReport report)
      : options_(std::move(options)), issuer_(std::move(issuer)), report_(std::move(report)) {}

  Result<DeviceIdentity> identity_of(const FleetDevice& device, const Note& note) const;
  Result<void> write_report() const;

  Options options_;
  DeviceIssuer issuer_;
  FleetReport report_;
};

}  // namespace tlscam
