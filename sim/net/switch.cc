#include "sim/net/switch.h"

#include <utility>

#include "sim/base/cursor.h"

namespace tlscam {
Switch::Switch(EventQueue& events, std::uint64_t seed) : events_(events), seed_(seed) {}

Switch::~Switch() = default;

Link& Switch::plug(std::string name, LinkConditions conditions, Link::Receiver receiver) {
  const std::uint64_t seed = Random::derive(seed_, name);
  auto& slot = links_[name];
  if (slot) forget(*slot);  // a name plugged in again is a cable pulled out and put into another node
  slot = std::make_unique<Link>(*this, std::move(name), conditions, std::move(receiver), seed);
  return *slot;
}

void Switch::unplug(Link& link) {
  forget(link);
  // A copy: the name goes with the link.
  links_.erase(std::string(link.name()));
}

Link* Switch::find(const std::string& name) {
  const auto found = links_.find(name);
  return found == links_.end() ? nullptr : found->second.get();
}

const Link* Switch::find(const std::string& name) const {
  const auto found = links_.find(name);
  return found == links_.end() ? nullptr : found->second.get();
}

void Switch::forget(const Link& link) {
  std::erase_if(by_address_, [&](const auto& entry) { return entry.second->link == &link; });
  std::erase_if(stations_, [&](const Station& station) { return station.link == &link; });
}

void Switch::learn(MacAddress address, Link& link) {
  const auto known = by_address_.find(address);
  if (known != by_address_.end()) {
    known->second->link = &link;
    stations_.splice(stations_.end(), stations_, known->second);
    return;
  }
  if (stations_.size() == kMostAddresses) {
    by_address_.erase(stations_.front().address);
    stations_.pop_front();
  }
  by_address_[address] = stations_.insert(stations_.end(), {address, &link});
}

void Switch::forward(Link& from, ByteView frame) {
  Cursor in(frame);
  const MacAddress destination = read_mac(in);
  const MacAddress source = read_mac(in);
  if (!source.is_group()) learn(source, from);

  const auto known = destination.is_group() ? by_address_.end() : by_address_.find(destination);
  if (known != by_address_.end() && known->second->link->segment() == from.segment()) {
    // A destination on the link where the frame came from has it already (IEEE 802.1D 7.7).
    Link* const link = known->second->link;
    if (link != &from) link->enter(frame);
    return;
  }
  for (auto& [name, link] : links_) {
    if (link.get() != &from && link->segment() == from.segment()) link->enter(frame);
  }
}

void Switch::tap(const TapEvent& event) const {
  for (const Tap& tap : taps_) tap(event);
}

}  // namespace tlscam
