#pragma once
#include <fstream>
#include <functional>
#include <sstream>
#include <string>

#include "sim/net/link.h"

namespace tlscam {

/// Plays what tests/golden/frames/record has recorded. Returns how many events there were.
inline int play_recorded(const std::string& name, const std::function<void(const TapEvent&)>& see) {
  std::ifstream in(TLSCAM_SOURCE_DIR "/tests/golden/frames/" + name + ".txt");
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string line;
  int events = 0;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::int64_t sent = 0;
    std::string travel, link, direction, fate, hex;
    words >> sent >> travel >> link >> direction >> fate >> hex;
    Bytes frame;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
      frame.push_back(static_cast<std::uint8_t>(digit(hex[i]) << 4 | digit(hex[i + 1])));
    }
    const Instant at{Duration(sent)};
    see({at, travel == "-" ? kNever : at + Duration(std::stoll(travel)), link,
         direction == "from" ? Direction::from_node : Direction::to_node,
         fate == "delivered" ? Fate::delivered : Fate::lost, frame});
    ++events;
  }
  return events;
}

}  // namespace tlscam
