#include "sim/lab/board/native_fleet_deployment.h"

#include <array>
#include <filesystem>
#include <random>

#include "sim/base/file.h"
#include "sim/base/hex.h"

namespace tlscam {
namespace {

/// 128 random bits, positive and not zero as RFC 5280 section 4.1.2.2 wants it.
std::string random_serial() {
  std::random_device device;
  std::array<std::uint8_t, 16> bytes{};
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(device());
  bytes[0] = static_cast<std::uint8_t>((bytes[0] & 0x3f) | 0x40);
  return to_hex(bytes);
}

}  // namespace

std::string fleet_folder(const FleetWish& wish) {
  if (!wish.folder.empty()) return wish.folder;
  return std::filesystem::path(wish.list).replace_extension().string() + "-made";
}

Result<FleetReport> run_fleet(const FleetWish& wish, const FleetRun::Deploy& deploy,
                              const FleetRun::Note& note) {
  const auto text = read_file(wish.list);
  if (!text) return fail("{} cannot be read: {}", wish.list, text.error().message());
  const auto devices = parse_fleet(as_text(*text));
  if (!devices) return fail("{}: {}", wish.list, devices.error().text);
  auto run = FleetRun::open({.folder = fleet_folder(wish),
                             .authority = {wish.ca, wish.ca_key},
                             .days = wish.days,
                             .again = wish.again,
                             .renew = wish.renew,
                             .now = std::chrono::floor<Duration>(std::chrono::system_clock::now()),
                             .next_serial = random_serial});
  if (!run) return tl::unexpected(run.error());
  return run->run(*devices, deploy, note);
}

std::vector<DeployFile> delivered_files(const FleetRun::Delivery& delivery) {
  return {{"server.der", delivery.identity.certificate},
          {"server-key.der", delivery.identity.key},
          {"ca.der", delivery.anchor}};
}

}  // namespace tlscam
