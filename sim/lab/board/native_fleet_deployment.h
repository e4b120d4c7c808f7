#pragma once
#include <functional>
#include <string>

#include "sim/deploy/deployment.h"
#include "sim/fleet/native_fleet_run.h"

namespace tlscam {

/// `FleetWish` is a run over a list of devices, as a person asks for it.
struct FleetWish {
  std::string list;        ///< devices.csv
  std::string ca, ca_key;  ///< the authority's two files
  std::string folder;      ///< for all that is made; empty: named after the list
  int days = 365;
  bool again = false;
  bool renew = false;
};

/// `run_fleet` reads the list and goes through it with random serial numbers, at the present time. Returns
/// the report.
Result<FleetReport> run_fleet(const FleetWish& wish, const FleetRun::Deploy& deploy,
                              const FleetRun::Note& note);

/// `fleet_folder` is where the files of a list are made.
std::string fleet_folder(const FleetWish& wish);

/// `delivered_files` are what each device gets, below a folder of the board: server.der, server-key.der and
/// ca.der.
std::vector<DeployFile> delivered_files(const FleetRun::Delivery& delivery);

}  // namespace tlscam
