#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

/// `FleetDevice` is a row of the list of devices.
struct FleetDevice {
  std::string name;                    ///< also that of its files and certificate: "cam-kitchen"
  std::string port;                    ///< "/dev/ttyACM0"; empty: its files are made, and not deployed
  std::vector<std::string> hostnames;  ///< by which clients connect to it
  std::vector<std::string> addresses;  ///< IPv4 and IPv6

  /// `alternative_names` returns the value of subjectAltName as openssl reads it: "DNS:cam,IP:192.168.1.50".
  std::string alternative_names() const;
};

/// `parse_fleet` reads devices.csv. Its first row names the columns: `name`, `port`, `hostname`, `address`,
/// in any order; others are left alone. Several names or addresses in a field are separated by spaces.
/// Without both, the device's name is its host name. Fails, with the row's number, for names and ports that
/// are there twice, and for texts that are not what their column holds.
Result<std::vector<FleetDevice>> parse_fleet(std::string_view csv);

}  // namespace tlscam
