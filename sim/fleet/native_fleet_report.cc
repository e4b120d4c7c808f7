#include "sim/fleet/native_fleet_report.h"

#include <algorithm>

#include "sim/fleet/native_csv_table.h"

namespace tlscam {
namespace {

const CsvRow kHead = {"name", "port", "names", "serial", "fingerprint", "ends", "state", "when", "reason"};

CsvRow row_of(const FleetEntry& entry) {
  return {entry.name, entry.port,  entry.names, entry.serial, entry.fingerprint,
          entry.ends, entry.state, entry.when,  entry.reason};
}

/// How long from now, in days; 0 for any text but a date.
long days_until(const std::string& ends, Instant now) {
  const auto instant = parse_instant(ends);
  if (!instant) return 0;
  return static_cast<long>(std::chrono::floor<std::chrono::hours>(*instant - now).count() / 24);
}

}  // namespace

const FleetEntry* FleetReport::find(std::string_view name) const {
  const auto found = std::ranges::find(entries, name, &FleetEntry::name);
  return found == entries.end() ? nullptr : &*found;
}

void FleetReport::set(FleetEntry entry) {
  const auto found = std::ranges::find(entries, entry.name, &FleetEntry::name);
  if (found == entries.end())
    entries.push_back(std::move(entry));
  else
    *found = std::move(entry);
}

std::string FleetReport::to_csv() const {
  std::string text = csv_line(kHead);
  for (const FleetEntry& entry : entries) text += csv_line(row_of(entry));
  return text;
}

std::string FleetReport::to_text(Instant now) const {
  std::vector<const FleetEntry*> sorted;
  sorted.reserve(entries.size());
  for (const FleetEntry& entry : entries) sorted.push_back(&entry);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const FleetEntry* one, const FleetEntry* other) { return one->ends < other->ends; });
  std::string text =
      fmt::format("Devices on {}, those first whose certificate ends first\n\n", tlscam::to_text(now));
  for (const FleetEntry* entry : sorted) {
    text += fmt::format("{} ({})\n", entry->name, entry->names);
    if (entry->fingerprint.empty())
      text += "  no certificate\n";
    else
      text += fmt::format("  certificate ends {}, in {} days; number {}\n  SHA-256 {}\n", entry->ends,
                          days_until(entry->ends, now), entry->serial, entry->fingerprint);
    text += fmt::format("  {}{} {}{}{}\n\n", entry->state,
                        entry->port.empty() ? std::string() : " at " + entry->port, entry->when,
                        entry->reason.empty() ? "" : ": ", entry->reason);
  }
  return text;
}

Result<FleetReport> parse_report(std::string_view csv) {
  auto rows = parse_csv(csv);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty() || rows->front() != kHead) return fail("this is not a report of tlscam");
  FleetReport report;
  for (std::size_t at = 1; at < rows->size(); ++at) {
    CsvRow& row = (*rows)[at];
    if (row.size() != kHead.size()) return fail("row {} of the report has {} fields", at + 1, row.size());
    report.set({std::move(row[0]), std::move(row[1]), std::move(row[2]), std::move(row[3]), std::move(row[4]),
                std::move(row[5]), std::move(row[6]), std::move(row[7]), std::move(row[8])});
  }
  return report;
}

}  // namespace tlscam
