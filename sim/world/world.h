#pragma once
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/machine/camera.h"
#include "sim/net/frame_hash.h"
#include "sim/net/switch.h"
#include "sim/scene/scene.h"
#include "sim/service/gateway.h"
#include "sim/service/running_services.h"
#include "sim/world/access_point.h"
#include "sim/world/script_run.h"

namespace tlscam {

/// World is everything there is: one clock, one switch, the gateway with its services, and the cameras. Made
/// from a scene; the same scene and seed give the same frames at the same times.
class World {
 public:
  /// Sees what a camera writes: a script that was started with the scene or by start_script(), or else
  /// whatever comes on the serial line while no program uses it (the banner, the prompt, main.py).
  enum class Source { script, line };
  using Console = std::function<void(const Camera& camera, Source source, ByteView bytes)>;

  /// Reads a file of the workstation; the error is the bare reason.
  using WorkstationFile = std::function<Result<Bytes>(const std::string& path)>;

  /// Builds the scene, puts the files on the drives, switches on the cameras that are powered and starts
  /// their scripts. The factory is borrowed for the world's life. Attackers may take files by
  /// `workstation_file`.
  static Result<std::unique_ptr<World>> create(const Scene& scene, MachineFactory& factory, Console console,
                                               WorkstationFile workstation_file = {});
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  EventQueue& events() { return events_; }
  Instant now() const { return events_.now(); }
  Switch& network() { return switch_; }
  const Switch& network() const { return switch_; }
  Gateway& gateway() { return *gateway_; }
  const Gateway& gateway() const { return *gateway_; }
  RunningServices& services() { return services_; }
  const RunningServices& services() const { return services_; }
  /// Puts a box in the way of frames, or an attacker where he is wanted. Refused when another one stands
  /// there, the place is unknown, the name is taken, or the box refuses its settings.
  Result<RunningService*> place_box(const SceneMiddlebox& wanted);
  /// Takes an attacker away. Connections that he has taken apart end. Not to be called from inside an event
  /// of the world.
  void remove_attacker(RunningService& attacker);
  /// Which addresses the network has, as the scene says.
  const SceneNetwork& addresses() const { return addresses_; }
  /// TCP and UDP from an address of the cameras' network, which the world's one stack then has, with a link
  /// of this name. Programs of the workstation and the bridge use the workstation's.
  Result<HostStack*> stack_at(Ipv4Address address, const std::string& link_name);

  const std::vector<std::unique_ptr<Camera>>& cameras() const { return cameras_; }
  /// Puts another camera into the network, switched off, whatever `wanted` says of power and script. Refused
  /// when its name is not a name or is taken, the model is unknown, or there is no room.
  Result<Camera*> add_camera(const SceneCamera& wanted);
  /// Takes a camera away with its scripts, its cables, its address and all that is on it. Nobody else may use
  /// its serial line. Not to be called from inside an event of the world.
  void remove_camera(Camera& camera);
  /// The camera with this name, or nullptr.
  Camera* find_camera(std::string_view name) const;
  /// The camera whose address this is now, or nullptr.
  Camera* find_camera(Ipv4Address address) const;
  /// The address that DHCP has given to one of the camera's interfaces; none yet: no value.
  std::optional<Ipv4Address> address_of(const Camera& camera) const;
  /// The name of the host beyond the gateway that has this address; empty: none has.
  std::string host_at(Ipv4Address address) const;

  const std::vector<std::unique_ptr<ScriptRun>>& scripts() const { return scripts_; }
  /// Starts a script on a running camera; its end is seen in scripts().
  void start_script(Camera& camera, SceneScript script, std::vector<std::string> args);
  bool all_scripts_ended() const;

  /// Lets virtual time pass up to `until`, or until `enough` says so after an event.
  void run_until(Instant until, const std::function<bool()>& enough = {});

  /// SHA-256 over all frames on all links, and their times, so far.
  std::string frame_hash() const { return frame_hash_.hex(); }
  std::uint64_t frame_count() const { return frame_count_; }

  /// The latest TLS sessions of cameras, oldest first. Two cameras that share a session
  /// each report it.
  const std::deque<TlsSession>& sessions() const { return sessions_; }
  /// How many there were, with those that sessions() has forgotten.
  std::uint64_t session_count() const { return session_count_; }
  /// Their secrets in the format of the NSS key log, which Wireshark reads.
  std::string key_log() const;

  /// Which certificates cameras have verified: the latest, oldest first.
  struct Verification {
    std::string camera;
    Instant at;
    VerifiedCertificate verified;
  };
  const std::deque<Verification>& verifications() const { return verifications_; }
  /// How many there were, with those that verifications() has forgotten.
  std::uint64_t verification_count() const { return verification_count_; }

 private:
  World(const Scene& scene, MachineFactory& factory, Console console, WorkstationFile workstation_file);
  Result<unsigned> number_for(const SceneCamera& wanted);
  Result<void> put_files(const SceneCamera& wanted, Camera& camera);
  Ipv4Address camera_address(unsigned number) const { return following(addresses_.first_camera, number); }
  Result<void> set_up_services(const Scene& scene);
  Result<void> set_up_hosts(const Scene& scene);
  Result<void> set_up_middleboxes(const Scene& scene);
  Result<RunningService*> start_service(const SceneService& service, const std::string& id,
                                        const std::string& host, Ipv4Address address);
  Result<std::string> attacker_name(const SceneMiddlebox& wanted) const;
  Result<void> put_in_the_way(const RunningService& placed);
  RadioWorld radio();
  RadioWorld::Joined join(const std::string& ssid, const std::string& key) const;
  void radio_changed();

  const std::uint64_t seed_;
  const LinkConditions link_;  // for every camera that has none of its own
  MachineFactory& factory_;
  EventQueue events_;
  Console console_;
  WorkstationFile workstation_file_;
  Switch switch_;
  FrameHash frame_hash_;
  std::uint64_t frame_count_ = 0;
  const SceneNetwork addresses_;
  std::unique_ptr<Gateway> gateway_;
  std::map<Ipv4Address, std::string> hosts_;  // their names
  AccessPoint access_point_;
  RunningServices services_;
  std::vector<std::unique_ptr<Camera>> cameras_;
  std::vector<std::unique_ptr<ScriptRun>> scripts_;
  std::deque<TlsSession> sessions_;
  std::uint64_t session_count_ = 0;
  std::deque<Verification> verifications_;
  std::uint64_t verification_count_ = 0;
};

}  // namespace tlscam
