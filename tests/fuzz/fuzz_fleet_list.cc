// This reads a list of devices and a report that may hold anything.
#include <cstdlib>

#include "sim/base/bytes.h"
#include "sim/fleet/native_csv_table.h"
#include "sim/fleet/native_fleet_list.h"
#include "sim/fleet/native_fleet_report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const std::string_view text = as_text(ByteView(data, size));
  if (const auto rows = parse_csv(text)) {
    std::string again;
    for (const CsvRow& row : *rows) again += csv_line(row);
    if (!again.empty() && again.size() > 10 * size + 1000) std::abort();
  }
  if (const auto devices = parse_fleet(text))
    for (const FleetDevice& device : *devices)
      if (device.name.find_first_of("/\n\" ") != std::string::npos || device.alternative_names().empty())
        std::abort();
  if (const auto report = parse_report(text)) (void)report->to_text(Instant{});
  return 0;
}
