#include "sim/fleet/native_fleet_list.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <optional>
#include <set>

#include "sim/fleet/native_csv_table.h"

namespace tlscam {
namespace {

bool consists_of(std::string_view text, std::string_view signs) {
  return std::ranges::all_of(text, [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           signs.find(c) != signs.npos;
  });
}

/// The name becomes part of file names, of a subject and of command lines.
bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 63 && consists_of(text, "-_.") && text.front() != '-' &&
         text.front() != '.';
}

bool is_hostname(std::string_view text) {
  if (text.starts_with("*.")) text.remove_prefix(2);
  return !text.empty() && text.size() <= 253 && consists_of(text, "-.") && text.front() != '-' &&
         text.front() != '.';
}

bool is_address(const std::string& text) {
  in6_addr room{};
  return ::inet_pton(AF_INET, text.c_str(), &room) == 1 || ::inet_pton(AF_INET6, text.c_str(), &room) == 1;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" ;"), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// `Columns` says where each column is.
struct Columns {
  std::optional<std::size_t> name, port, hostname, address;

  explicit Columns(const CsvRow& head) {
    for (std::size_t at = 0; at < head.size(); ++at) {
      if (head[at] == "name") name = at;
      if (head[at] == "port") port = at;
      if (head[at] == "hostname") hostname = at;
      if (head[at] == "address") address = at;
    }
  }
};

std::string_view field(const CsvRow& row, std::optional<std::size_t> column) {
  return column && *column < row.size() ? std::string_view(row[*column]) : std::string_view();
}

Result<FleetDevice> device_of(const CsvRow& row, const Columns& columns) {
  FleetDevice device;
  device.name = field(row, columns.name);
  device.port = field(row, columns.port);
  device.hostnames = words_of(field(row, columns.hostname));
  device.addresses = words_of(field(row, columns.address));
  if (!is_name(device.name))
    return fail("'{}' is not a name for a device: use letters, digits, '-', '_' and '.'", device.name);
  if (device.hostnames.empty() && device.addresses.empty()) device.hostnames.push_back(device.name);
  for (const std::string& name : device.hostnames)
    if (!is_hostname(name)) return fail("'{}' is not a host name", name);
  for (const std::string& address : device.addresses)
    if (!is_address(address)) return fail("'{}' is not an IP address", address);
  return device;
}

}  // namespace

std::string FleetDevice::alternative_names() const {
  std::vector<std::string> names;
  names.reserve(hostnames.size() + addresses.size());
  for (const std::string& hostname : hostnames) names.push_back("DNS:" + hostname);
  for (const std::string& address : addresses) names.push_back("IP:" + address);
  return fmt::format("{}", fmt::join(names, ","));
}

Result<std::vector<FleetDevice>> parse_fleet(std::string_view csv) {
  const auto rows = parse_csv(csv);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return fail("the list of devices is empty; its first row is name,port,hostname,address");
  const Columns columns(rows->front());
  if (!columns.name)
    return fail("the first row of the list has no column 'name'; it is name,port,hostname,address");
  std::vector<FleetDevice> devices;
  std::set<std::string> names, ports;
  for (std::size_t at = 1; at < rows->size(); ++at) {
    auto device = device_of((*rows)[at], columns);
    if (!device) return fail("row {} of the list: {}", at + 1, device.error().text);
    if (!names.insert(device->name).second)
      return fail("row {} of the list: there is another device named {}", at + 1, device->name);
    if (!device->port.empty() && !ports.insert(device->port).second)
      return fail("row {} of the list: {} is at the port {} of another device", at + 1, device->name,
                  device->port);
    devices.push_back(std::move(*device));
  }
  if (devices.empty()) return fail("the list of devices has no row below its first");
  return devices;
}

}  // namespace tlscam
