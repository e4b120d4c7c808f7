#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/machine/machine_kind.h"
#include "sim/net/link.h"
#include "sim/scene/loopback.h"
#include "sim/service/service.h"
#include "sim/time/instant.h"
#include "sim/wire/address.h"

// A scene: what the world is made of at the start. Plain data, read from world.json (scene_json.h) or put
// together from command-line options; nothing here knows how it is simulated.

namespace tlscam {

/// Files by path. Drive paths are relative to the root of the drive, without a leading slash: "certs/ca.der".
using FileMap = std::map<std::string, Bytes>;

struct SceneScript {
  std::string file_name;  ///< sys.argv[0], and in messages: "server.py"; tracebacks say <stdin>
  std::string text;
};

struct SceneCamera {
  std::string name;  ///< also its host name for DHCP and DNS; one DNS label (RFC 1035, section 2.3.1)
  std::string model = "openmv-rt1062";
  MachineKind machine = MachineKind::usual;
  /// Makes its MAC addresses and the address that DHCP keeps for it; none, or taken: the lowest that is free.
  std::optional<unsigned> number;
  bool powered = true;                ///< at the start
  std::optional<SceneScript> script;  ///< run through the raw REPL once the camera is up
  std::vector<std::string> args;      ///< sys.argv[1:] of the script
  FileMap files;                      ///< put on /flash
  FileMap romfs;                      ///< made into the image that is mounted at /rom; none when empty
  /// Files that the workstation's commands have made, copied to the drive or into the ROMFS image: path there
  /// -> path in the workstation's folder.
  std::map<std::string, std::string> copies, romfs_copies;
  std::optional<Instant> clock;     ///< the camera's own clock at power-up; none: the model's power-up clock
  std::optional<std::size_t> heap;  ///< bytes; none: the model's
  std::optional<std::string> flash_file;  ///< real file that keeps the drive's image; none: gone at the end
  std::optional<Ipv4Address> address;     ///< reserved for the camera by DHCP; none: the one of its number
  std::optional<LinkConditions> link;     ///< none: the scene's
};

/// SceneService is a service with the settings that differ from its own defaults.
struct SceneService {
  std::string key;  ///< as its ServiceForm has it
  Settings settings;
  std::vector<ServiceFault> faults;
};

/// SceneHost is a computer beyond the gateway, which cameras reach by its name.
struct SceneHost {
  std::string name;
  std::optional<Ipv4Address> address;  ///< none: the next free one from network.first_host
  std::vector<SceneService> services;  ///< those that run on hosts
};

/// SceneMiddlebox is a box in the way of frames, on the link of a node or before a host; or an attacker who
/// has a camera in his hands.
struct SceneMiddlebox {
  std::string name;    ///< of an attacker; empty: his kind ("mitm"), with a number where that is taken
  std::string link;    ///< a camera's name, with ".wlan" for its radio, or "gateway"; empty: before a host
  std::string host;    ///< a host's name; empty: on a link
  std::string camera;  ///< a camera's name, of a service that runs there
  std::optional<bool> active;  ///< whether an attacker has begun; none: he has
  SceneService service;
};

/// SceneNetwork says which addresses the cameras' network has. All but first_host lie in it.
struct SceneNetwork {
  Ipv4Address gateway{{192, 168, 1, 1}};
  Ipv4Address netmask{{255, 255, 255, 0}};
  Ipv4Address workstation{{192, 168, 1, 2}};    ///< also what real programs come from
  Ipv4Address first_camera{{192, 168, 1, 50}};  ///< the others follow
  Ipv4Address first_reach{{192, 168, 1, 200}};  ///< where the names of `reach` lead; the others follow
  Ipv4Address first_host{{203, 0, 113, 10}};    ///< an address for documentation (RFC 5737)
};

struct SceneAccessPoint {
  std::string ssid = "tlscam";
  std::string key = "learn-tls";  ///< WPA2 passphrase, 8 to 63 characters; empty: an open network
  std::uint8_t channel = 6;
  bool up = true;
};

enum class SceneProtocol { tcp, udp };

/// A port of a camera, or of a host beyond the gateway, offered on a loopback port of the real computer. Real
/// time only.
struct SceneBridge {
  LoopbackEndpoint real;
  std::string camera;  ///< its name, or the host's
  std::uint16_t port = 0;
  SceneProtocol protocol = SceneProtocol::tcp;
};

/// A server on the real computer's loopback that cameras reach by name, at the same port number, over TCP
/// and UDP. Real time only.
struct SceneReach {
  std::string name;
  LoopbackEndpoint real;
};

/// The world's clock goes from 2013-01-01 to 2038-01-19 03:14:07, where the 32-bit clocks of openssl and of
/// many other programs end; a camera's own clock from 1970 to 2105.
inline constexpr Instant kEarliestClock{std::chrono::seconds{1'356'998'400}};
inline constexpr Instant kLatestClock{std::chrono::seconds{2'147'483'647}};
inline constexpr Instant kLatestCameraClock{std::chrono::seconds{4'291'747'199}};

/// Whether the world's true time may be set to this.
Result<void> check_clock(Instant clock);

/// 2026-11-23 10:00:00
inline constexpr Instant kDefaultSceneClock{std::chrono::seconds{1'795'428'000}};

/// A fault that waits on a link when the world begins.
struct SceneFault {
  std::string link;  ///< a camera's name, with ".wlan" for its radio, or "gateway"
  FrameFault fault;
};

struct Scene {
  std::uint64_t seed = 1;
  Instant clock = kDefaultSceneClock;  ///< true time at the start
  bool real_time = false;
  Duration run_for = std::chrono::minutes(10);  ///< virtual time; then the run is over, whoever still waits
  LinkConditions link;                          ///< for every camera that has none of its own
  std::vector<SceneCamera> cameras;
  SceneNetwork network;
  std::vector<SceneService>
      services;  ///< those of the gateway; the ones that are not named have no settings or faults
  std::vector<SceneHost> hosts;
  std::vector<SceneMiddlebox> middleboxes;
  SceneAccessPoint access_point;
  std::vector<SceneFault> faults;
  FileMap workstation_files;  ///< the learner's folder, by path relative to it
  /// Shell lines that the workstation runs before the cameras are switched on, such as `openssl req ...`.
  std::vector<std::string> workstation_commands;
  std::vector<SceneBridge> bridges;
  std::vector<SceneReach> reaches;
};

/// Reaches need the addresses that the last of so many cameras would have.
inline constexpr std::size_t kMaxCameras = 200;
inline constexpr std::size_t kMaxCamerasWithReaches = 150;
inline constexpr std::size_t kMaxReaches = 50;
inline constexpr std::size_t kMaxHosts = 50;

/// The `steps`-th address after one.
Ipv4Address following(Ipv4Address address, std::uint32_t steps);

/// Reads "127.0.0.1:8443=openmv:443" or "127.0.0.1:5000=openmv:5000/udp".
Result<SceneBridge> parse_bridge(std::string_view text);

/// Reads "server=127.0.0.1:4433".
Result<SceneReach> parse_reach(std::string_view text);

/// A relative path with "/" between its parts: no leading slash, no empty part, no "." or "..".
Result<void> check_file_path(std::string_view path);

/// Whether a camera may be called so.
Result<void> check_camera_name(std::string_view name);

/// `has_link` says whether the scene has a link of this name: a camera's, with ".wlan" for its radio, or
/// "gateway".
bool has_link(const Scene& scene, std::string_view name);

/// `has_attacker` says whether the scene has an attacker of this name. One without a name is called after his
/// kind.
bool has_attacker(const Scene& scene, std::string_view name);

/// `scene_services` lists the services of the world that a scene makes, by their ids (RunningService::id).
std::map<std::string, const ServiceForm*> scene_services(const Scene& scene);

/// `check_scene` finds what is wrong with a whole scene, however it was made: names are valid and unique,
/// probabilities are 0 to 1, bridges name cameras that exist and ports that are used once, a bridge or reach
/// needs real time, and so on. The message begins with the place in the scene ("cameras[1].name: ...").
Result<void> check_scene(const Scene& scene);

}  // namespace tlscam
