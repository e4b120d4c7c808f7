#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/time/instant.h"
#include "sim/wire/address.h"

namespace tlscam {

/// A SettingType says how a scene writes a setting, and which alternative of SettingValue holds it.
enum class SettingType {
  port,       ///< 1 to 65535
  address,    ///< "203.0.113.10"
  addresses,  ///< a list of them
  names,      ///< a list of host names
  name_map,   ///< host name to address
  texts,      ///< a list of texts
  file,       ///< a file beside the scene, or its content
  files,      ///< a list of them
  chains,     ///< a list of lists of them
  folder,     ///< path to file
  text_map,   ///< text to text
  ports,      ///< a list of ports
  duration,   ///< "10s"; may be negative: "-24h"
  number,     ///< a whole number from 0 to a million
};

using SettingValue =
    std::variant<std::uint16_t, Ipv4Address, std::vector<Ipv4Address>, std::vector<std::string>,
                 std::map<std::string, Ipv4Address>, Bytes, std::vector<Bytes>,
                 std::vector<std::vector<Bytes>>, std::map<std::string, Bytes>,
                 std::map<std::string, std::string>, std::vector<std::uint16_t>, Duration, std::uint32_t>;

/// Settings are what a scene says of a service, by key. A key that is missing has the service's own default.
using Settings = std::map<std::string, SettingValue>;

/// A SettingForm describes one key.
struct SettingForm {
  std::string key;
  SettingType type = SettingType::texts;
  std::string description;  ///< for the authors of scenes
  bool required = false;
};

/// The value of a key, or `otherwise` when the scene does not say.
template <class T>
T setting(const Settings& settings, const std::string& key, T otherwise = {}) {
  const auto found = settings.find(key);
  if (found == settings.end()) return otherwise;
  return std::get<T>(found->second);
}

}  // namespace tlscam
