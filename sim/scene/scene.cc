#include "sim/scene/scene.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>

namespace tlscam {
namespace {

constexpr std::size_t kMinHeap = 16 << 10;
constexpr std::size_t kMaxHeap = 256 << 20;

// Names of the world's own nodes on the switch.
constexpr std::string_view kReservedNames[] = {"gateway", "workstation", "access-point", "bridge"};

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

bool is_label(std::string_view text) {
  const auto good = [](unsigned char c) { return std::isalnum(c) || c == '-'; };
  return !text.empty() && text.size() <= 63 && std::ranges::all_of(text, good) && text.front() != '-' &&
         text.back() != '-';
}

bool is_dns_name(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  while (true) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

// The first failure of several checks; each runs only if those before it passed.
template <class... Checks>
Result<void> all_of(Checks&&... checks) {
  Result<void> result;
  static_cast<void>((static_cast<bool>(result = checks()) && ...));
  return result;
}

Result<void> check_link(const LinkConditions& link, const std::string& place) {
  const auto probability = [&](double value, const char* key) -> Result<void> {
    if (value >= 0 && value <= 1) return {};
    return fail("{}.{}: {} is not a probability; it goes from 0 (never) to 1 (always)", place, key, value);
  };
  return all_of([&] { return probability(link.loss, "loss"); },
                [&] { return probability(link.duplication, "duplication"); },
                [&] { return probability(link.reordering, "reordering"); },
                [&]() -> Result<void> {
                  if (link.delay >= Duration::zero() && link.delay <= std::chrono::minutes(1)) return {};
                  return fail("{}.delay: a link's delay is 0 to 1 minute", place);
                });
}

template <class Content>
Result<void> check_files(const std::map<std::string, Content>& files, const std::string& place) {
  for (const auto& [path, content] : files)
    if (auto checked = check_file_path(path); !checked)
      return fail("{}[\"{}\"]: {}", place, path, checked.error().text);
  return {};
}

// FAT keeps the case of names and ignores it when it looks for them.
Result<void> check_drive_names(const FileMap& files, const std::string& place) {
  std::set<std::string> seen;
  for (const auto& [path, content] : files)
    if (!seen.insert(lower(path)).second)
      return fail("{}[\"{}\"]: this name is used twice (the drive does not tell upper from lower case)",
                  place, path);
  return {};
}

Result<void> check_camera(const SceneCamera& camera, const std::string& place) {
  if (auto checked = check_camera_name(camera.name); !checked)
    return fail("{}.name: {}", place, checked.error().text);
  if (camera.model.empty()) return fail("{}.model: no model is named", place);
  if (camera.heap && (*camera.heap < kMinHeap || *camera.heap > kMaxHeap))
    return fail("{}.heap: {} bytes; a camera's heap is {} to {} bytes", place, *camera.heap, kMinHeap,
                kMaxHeap);
  return all_of([&] { return check_files(camera.files, place + ".files"); },
                [&] { return check_drive_names(camera.files, place + ".files"); },
                [&] { return check_files(camera.romfs, place + ".romfs"); },
                [&] { return check_files(camera.copies, place + ".copies"); },
                [&] { return check_files(camera.romfs_copies, place + ".romfs_copies"); },
                [&] { return camera.link ? check_link(*camera.link, place + ".link") : Result<void>{}; });
}

Result<void> check_cameras(const Scene& scene) {
  if (scene.cameras.size() > kMaxCameras)
    return fail("cameras: {} cameras; a scene has at most {}", scene.cameras.size(), kMaxCameras);
  std::set<std::string> names;
  std::set<std::string> flash_files;
  std::set<Ipv4Address> addresses;
  for (std::size_t i = 0; i < scene.cameras.size(); ++i) {
    const SceneCamera& camera = scene.cameras[i];
    const std::string place = fmt::format("cameras[{}]", i);
    if (auto checked = check_camera(camera, place); !checked) return checked;
    if (!names.insert(lower(camera.name)).second)
      return fail("{}.name: two cameras are named \"{}\"; give each its own name", place, camera.name);
    if (camera.address && !addresses.insert(*camera.address).second)
      return fail("{}.address: {} belongs to another camera already", place, to_text(*camera.address));
    if (camera.flash_file && !flash_files.insert(*camera.flash_file).second)
      return fail("{}.flash_file: {} belongs to another camera already", place, *camera.flash_file);
  }
  return {};
}

Result<void> check_services(const SceneServices& services) {
  for (const auto& [name, address] : services.dns_names)
    if (!is_dns_name(name)) return fail("services.dns.names: \"{}\" is not a host name", name);
  for (std::size_t i = 0; i < services.dns_faults.size(); ++i) {
    const SceneDnsFault& fault = services.dns_faults[i];
    if (fault.name != "*" && !is_dns_name(fault.name))
      return fail("services.dns.faults[{}].name: \"{}\" is neither a host name nor \"*\" for all", i,
                  fault.name);
    if (fault.kind == SceneDnsFault::Kind::wrong_address && fault.address == Ipv4Address{})
      return fail("services.dns.faults[{}].address: the wrong address that is to be answered is missing", i);
  }
  const auto& ntp = services.ntp_fault;
  if (ntp && ntp->kind == SceneNtpFault::Kind::wrong_time && ntp->offset == Duration::zero())
    return fail("services.ntp.fault.offset: a wrong time needs an offset, such as \"-1h\"");
  return {};
}

Result<void> check_access_point(const SceneAccessPoint& point) {
  if (point.ssid.empty() || point.ssid.size() > 32)
    return fail("access_point.ssid: an SSID has 1 to 32 bytes, this one {}", point.ssid.size());
  if (!point.key.empty() && (point.key.size() < 8 || point.key.size() > 63))
    return fail(
        "access_point.key: a WPA2 key has 8 to 63 characters, this one {}; \"\" makes an open network",
        point.key.size());
  if (point.channel < 1 || point.channel > 13)
    return fail("access_point.channel: {} is not a channel of the 2.4 GHz band (1 to 13)", point.channel);
  return {};
}

bool has_camera(const Scene& scene, std::string_view name) {
  return std::ranges::any_of(scene.cameras, [&](const auto& camera) { return camera.name == name; });
}

Result<void> check_faults(const Scene& scene) {
  for (std::size_t i = 0; i < scene.faults.size(); ++i) {
    const SceneFault& fault = scene.faults[i];
    if (fault.link != "gateway" && !has_camera(scene, fault.link))
      return fail(
          "faults[{}].link: no camera is named \"{}\"; a link is named after its camera, or \"gateway\"", i,
          fault.link);
    if (auto checked = check_fault(fault.fault); !checked)
      return fail("faults[{}].{}", i, checked.error().text);
  }
  return {};
}

Result<void> check_bridges(const Scene& scene) {
  std::set<std::tuple<LoopbackEndpoint, SceneProtocol>> used;
  for (std::size_t i = 0; i < scene.bridges.size(); ++i) {
    const SceneBridge& bridge = scene.bridges[i];
    if (!has_camera(scene, bridge.camera))
      return fail("bridges[{}].camera: no camera is named \"{}\"", i, bridge.camera);
    if (!used.emplace(bridge.real, bridge.protocol).second)
      return fail("bridges[{}].real: {} is bridged twice", i, to_text(bridge.real));
  }
  return {};
}

Result<void> check_reaches(const Scene& scene) {
  if (scene.reaches.size() > kMaxReaches)
    return fail("reaches: {} entries; a scene has at most {}", scene.reaches.size(), kMaxReaches);
  if (!scene.reaches.empty() && scene.cameras.size() > kMaxCamerasWithReaches)
    return fail("reaches: with more than {} cameras, here {}, no addresses are left for them",
                kMaxCamerasWithReaches, scene.cameras.size());
  std::set<std::string> names;
  for (std::size_t i = 0; i < scene.reaches.size(); ++i) {
    const std::string& name = scene.reaches[i].name;
    if (!is_dns_name(name)) return fail("reaches[{}].name: \"{}\" is not a host name", i, name);
    if (!names.insert(lower(name)).second || has_camera(scene, name))
      return fail("reaches[{}].name: \"{}\" is used twice", i, name);
  }
  return {};
}

Result<void> check_run(const Scene& scene) {
  if (scene.run_for <= Duration::zero() || scene.run_for > std::chrono::hours(24 * 366))
    return fail("run_for: a run lasts more than nothing and at most a year");
  if (!scene.real_time && !(scene.bridges.empty() && scene.reaches.empty()))
    return fail("{}: real programs live in real time; set real_time as well",
                scene.bridges.empty() ? "reaches" : "bridges");
  return {};
}

}  // namespace

Result<void> check_camera_name(std::string_view name) {
  if (!is_label(name))
    return fail("\"{}\" cannot be a camera's name; use up to 63 letters, digits and hyphens", name);
  if (std::ranges::find(kReservedNames, lower(name)) != std::end(kReservedNames))
    return fail("\"{}\" is a part of the world itself; choose another name", name);
  return {};
}

Result<SceneBridge> parse_bridge(std::string_view text) {
  constexpr std::string_view kUdp = "/udp";
  constexpr std::string_view kTcp = "/tcp";
  const auto equals = text.find('=');
  const auto colon = text.rfind(':');
  if (equals == std::string_view::npos || colon == std::string_view::npos || colon < equals)
    return fail("\"{}\" is not a bridge; write it like 127.0.0.1:8443=openmv:443, for UDP with /udp behind",
                text);

  SceneBridge bridge;
  auto real = parse_loopback(text.substr(0, equals));
  if (!real) return tl::unexpected(real.error());
  bridge.real = *real;
  bridge.camera = text.substr(equals + 1, colon - equals - 1);
  std::string_view port_text = text.substr(colon + 1);
  if (port_text.ends_with(kUdp)) {
    bridge.protocol = SceneProtocol::udp;
    port_text.remove_suffix(kUdp.size());
  } else if (port_text.ends_with(kTcp)) {
    port_text.remove_suffix(kTcp.size());
  }
  auto port = parse_port(port_text);
  if (!port) return tl::unexpected(port.error());
  bridge.port = *port;
  return bridge;
}

Result<SceneReach> parse_reach(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0)
    return fail("\"{}\" names no server; write it like server=127.0.0.1:4433", text);
  auto real = parse_loopback(text.substr(equals + 1));
  if (!real) return tl::unexpected(real.error());
  return SceneReach{std::string(text.substr(0, equals)), *real};
}

Result<void> check_file_path(std::string_view path) {
  if (path.empty()) return fail("the path is empty");
  if (path.size() > 1000) return fail("the path is longer than 1000 bytes");
  if (path.front() == '/') return fail("the path begins with \"/\"; write it relative to the folder");
  for (const unsigned char c : path)
    if (c < 0x20 || c == 0x7f || c == '\\')
      return fail("the path has a control character or a backslash in it");
  while (true) {
    const auto slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part == "..") return fail("the path leaves its folder (\"..\")");
    if (part.empty() || part == ".") return fail("the path has an empty part or \".\" in it");
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
}

Result<void> check_scene(const Scene& scene) {
  return all_of([&] { return check_run(scene); },                        //
                [&] { return check_link(scene.link, "link"); },          //
                [&] { return check_cameras(scene); },                    //
                [&] { return check_services(scene.services); },          //
                [&] { return check_access_point(scene.access_point); },  //
                [&] { return check_files(scene.workstation_files, "workstation.files"); },
                [&] { return check_faults(scene); },   //
                [&] { return check_bridges(scene); },  //
                [&] { return check_reaches(scene); });
}

}  // namespace tlscam
