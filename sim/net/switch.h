#pragma once
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/net/link.h"
#include "sim/wire/address.h"

namespace tlscam {

/// `Switch` is a learning Ethernet switch. It sends a frame to the link where its destination was last seen,
/// to all other links when it is unknown or a group address. Taps see every frame on every link.
class Switch {
 public:
  /// `kMostAddresses` is how many addresses the switch knows, as many as common desktop switches do. The one
  /// that was silent for longest makes room for a new one ("an existing entry may be removed", IEEE
  /// 802.1D-2004 section 7.8): who sends from very many addresses makes the switch forget the others and send
  /// everything everywhere.
  static constexpr std::size_t kMostAddresses = 8192;

  Switch(EventQueue& events, std::uint64_t seed);
  ~Switch();
  Switch(const Switch&) = delete;
  Switch& operator=(const Switch&) = delete;

  /// `plug` plugs a node in. `name` is unique in the switch ("openmv", "openmv.wlan", "gateway"). The link
  /// lives until unplug(), the end of the switch, or until another node is plugged in under the same name.
  Link& plug(std::string name, LinkConditions conditions, Link::Receiver receiver);
  /// `unplug` takes the link away, with the frames on it. A receiver may unplug its own link.
  void unplug(Link& link);

  /// `find` returns the link with this name, or nullptr.
  Link* find(const std::string& name);
  const Link* find(const std::string& name) const;

  /// `links` are all links, by name.
  const std::map<std::string, std::unique_ptr<Link>>& links() const { return links_; }

  /// `add_tap` adds a tap for the life of the switch. Taps are called in the order in which they were added.
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
  /// `Station` is where an address was seen, the one that was silent for longest first.
  struct Station {
    MacAddress address;
    Link* link;
  };
  void learn(MacAddress address, Link& link);
  std::list<Station> stations_;
  std::map<MacAddress, std::list<Station>::iterator> by_address_;
  std::vector<Tap> taps_;
};

}  // namespace tlscam
