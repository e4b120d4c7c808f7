#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/net/middlebox.h"
#include "sim/service/settings.h"
#include "sim/time/instant.h"
#include "sim/wire/address.h"

// A service is a server of the world, or a box that stands in the way of frames. Each is one file, which ends
// in a ServiceForm; service_list.cc names them all. Scenes, their schema, snapshots and the page's panel of
// faults follow from the forms.

namespace tlscam {

class Attacker;
class Gateway;

/// A ServiceFault is something that is wrong with a service. Which members count follows from its FaultForm.
struct ServiceFault {
  std::string kind;
  std::string name = "*";  ///< the name that is asked for; "*": any
  Ipv4Address address{};   ///< the answer in place of the right one
  Duration offset{0};      ///< is added to true time; may be negative
  bool operator==(const ServiceFault&) const = default;
};

/// A FaultChoice is a fault ready to be chosen, in words for people: "tells a time a day ahead".
struct FaultChoice {
  std::string label;
  ServiceFault fault;
};

/// A FaultForm describes one kind of fault of a service.
struct FaultForm {
  std::string kind;   ///< as scenes write it
  std::string title;  ///< "wrong address"
  bool has_name = false;
  bool has_address = false;
  bool has_offset = false;
};

/// A ServiceFact is what a service says of itself: "requests", "3".
struct ServiceFact {
  std::string label;
  std::string value;
};

class Service {
 public:
  virtual ~Service() = default;

  /// Replaces what is wrong with the service. The faults have passed check_service_faults().
  virtual void set_faults(const std::vector<ServiceFault>& faults) { (void)faults; }

  virtual std::vector<ServiceFact> facts() const { return {}; }

  /// The latest of what clients have sent to be kept, as text. Lessons ask for it.
  virtual std::string_view received() const { return {}; }

  /// The box, if the service stands in the way of frames.
  virtual std::shared_ptr<Middlebox> middlebox() { return nullptr; }

  /// The attacker that people start, stop and read; nullptr: the service is another kind.
  virtual Attacker* attacker() { return nullptr; }
};

/// A ServicePlace is where a service runs, and by what. The gateway outlives the service.
struct ServicePlace {
  Gateway& gateway;
  std::string host;     ///< the name of its host; empty: the gateway
  Ipv4Address address;  ///< the host's
  std::uint64_t seed = 0;
  /// Gives everything that a camera has on its drive ("main.py") and in its ROMFS ("/rom/key.der"), for a
  /// service that runs at one. It outlives the service.
  std::function<std::map<std::string, Bytes>()> files{};
  /// Reads a file of the workstation as it is now; the error is the bare reason. None: there is no
  /// workstation. It outlives the service.
  std::function<Result<Bytes>(const std::string& path)> workstation_file{};
};

/// A ServiceForm describes a kind of service.
struct ServiceForm {
  enum class Runs {
    gateway,  ///< always there, once, part of the router
    host,     ///< on a host of the scene
    way,      ///< in the way of frames: on a link, or before an address
    camera,   ///< at a camera, in somebody's hands
  };

  std::string key;    ///< as scenes and commands name it: "dhcp"
  std::string title;  ///< "Addresses (DHCP)"
  Runs runs = Runs::host;
  std::string does{};    ///< an attacker's work, in words for people
  bool attacks = false;  ///< it is an attacker: people place it, start it and stop it
  std::vector<SettingForm> settings;
  std::vector<FaultForm> faults;
  bool many_faults = false;          ///< several at the same time, the first that matches counts
  std::string fault_subject;         ///< the one thing that the faults are about: "pool.ntp.org"
  std::string no_fault;              ///< in words: "tells the true time"
  std::vector<FaultChoice> choices;  ///< faults that take no name

  /// Starts the service. Fails when the settings contradict each other, with a message that begins with the
  /// key of the setting.
  Result<std::unique_ptr<Service>> (*start)(const ServicePlace& place, const Settings& settings) = nullptr;
};

/// The form of a fault's kind; nullptr: the service has no such fault.
const FaultForm* find_fault(const ServiceForm& form, std::string_view kind);

/// A fault in words for people: "openmv: wrong address 192.168.1.99".
std::string to_text(const ServiceForm& form, const ServiceFault& fault);

/// Whether a service can have these faults at the same time. The message begins with the place of the fault
/// ("[1].address: ...").
Result<void> check_service_faults(const ServiceForm& form, const std::vector<ServiceFault>& faults);

}  // namespace tlscam
