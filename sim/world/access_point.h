#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scene/scene.h"
#include "sim/wire/address.h"

namespace tlscam {

/// Protection of a network, as the bits that CYW43 radios report and MicroPython's scan() hands on.
enum class WifiSecurity : std::uint8_t { open = 0, wep = 1, wpa = 2, wpa2 = 4 };

/// A wireless network as it can be heard.
struct WifiNetwork {
  std::string ssid = SceneAccessPoint{}.ssid;
  std::string key = SceneAccessPoint{}.key;  ///< empty: open, whatever `security` says
  MacAddress bssid{{0x02, 0x00, 0xc0, 0xa8, 0x01, 0x02}};
  std::uint8_t channel = SceneAccessPoint{}.channel;
  std::int8_t rssi = -48;  ///< dBm
  WifiSecurity security = WifiSecurity::wpa2;
  bool hidden = false;  ///< heard without its name; whoever knows the name can join
  bool up = true;
};

enum class JoinResult { joined, no_such_network, wrong_key };

/// The access point of the world. Who has joined is plugged into the switch by the machine, as a link. Data
/// may be changed while the world runs.
struct AccessPoint {
  WifiNetwork network;
  std::vector<WifiNetwork> neighbours;  ///< heard beside it; only scenery, nobody can join them

  /// What comes of a try to join. `key` empty: without one, which an open network takes and others refuse; an
  /// open network takes no key either.
  JoinResult join(std::string_view ssid, std::string_view key) const;

  /// The networks that are up, the strongest first. The name of a hidden one is empty, and no key is handed
  /// out.
  std::vector<WifiNetwork> scan() const;
};

}  // namespace tlscam
