#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/net/link.h"
#include "sim/wire/address.h"

namespace tlscam {

/// A learning Ethernet switch: sends a frame to the link where its destination was last seen, to all other
/// links when it is unknown or a group address. Taps see every frame on every link.
class Switch {
 public:
  Switch(EventQueue& events, std::uint64_t seed);
  ~Switch();
  Switch(const Switch&) = delete;
  Switch& operator=(const Switch&) = delete;

  /// Plugs a node in. `name` is unique in the switch ("openmv", "openmv.wlan", "gateway"). The link lives
  /// until unplug(), the end of the switch, or until another node is plugged in under the same name.
  Link& plug(std::string name, LinkConditions conditions, Link::Receiver receiver);
  /// Takes the link away, with the frames on it. A receiver may unplug its own link.
  void unplug(Link& link);

  /// The link with this name, or nullptr.
  Link* find(const std::string& name);
  const Link* find(const std::string& name) const;

  /// Adds a tap for the life of the switch. Taps are called in the order in which they were added.
  void add_tap(Tap tap) { taps_.push_back(std::move(tap)); }

  EventQueue& events() { return events_; }

 private:
  friend class Link;
  void forward(Link& from, ByteView frame);
  void forget(const Link& link);
  void tap(const TapEvent& event) const;

  EventQueue& events_;
  std::uint64_t seed_;
  std::map<std::string, std::unique_ptr<Link>> links_;
  std::map<MacAddress, Link*> table_;
  std::vector<Tap> taps_;
};

}  // namespace tlscam
