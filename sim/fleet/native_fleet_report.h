#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `FleetEntry` says of one device what it has, and how far its deployment came.
struct FleetEntry {
  std::string name;
  std::string port;
  std::string names;        ///< those in its certificate: "DNS:cam,IP:192.168.1.50"
  std::string serial;       ///< "0A:1B:..."
  std::string fingerprint;  ///< SHA-256 of the certificate: "AB:CD:..."
  std::string ends;         ///< "2027-11-30 10:42:07"
  std::string state;        ///< "made", "deployed" or "failed"
  std::string when;         ///< when it came into that state, as `ends`
  std::string reason;       ///< why it failed
};

/// `FleetReport` is what is where, and when it ends. It holds no secrets.
struct FleetReport {
  std::vector<FleetEntry> entries;

  /// `find` returns the entry of a device; nullptr when it has none.
  const FleetEntry* find(std::string_view name) const;
  /// `set` adds an entry, or replaces that of the same device.
  void set(FleetEntry entry);

  /// `to_csv` gives the table that parse_report() reads.
  std::string to_csv() const;
  /// `to_text` gives a page for people, with what ends first on top.
  std::string to_text(Instant now) const;
};

/// `parse_report` reads the table of an earlier run. Fails for anything else.
Result<FleetReport> parse_report(std::string_view csv);

}  // namespace tlscam
