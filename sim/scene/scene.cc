#include "sim/scene/scene.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>

#include "sim/base/cursor.h"
#include "sim/service/host_name.h"
#include "sim/service/service_list.h"

namespace tlscam {
namespace {

constexpr std::size_t kMinHeap = 16 << 10;
constexpr std::size_t kMaxHeap = 256 << 20;

// Names of the world's own nodes on the switch.
constexpr std::string_view kReservedNames[] = {"gateway", "workstation", "access-point", "bridge"};

constexpr std::string_view kRadioLink = ".wlan";

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

// The first failure of several checks; each runs only if those before it passed.
template <class... Checks>
Result<void> all_of(Checks&&... checks) {
  Result<void> result;
  static_cast<void>((static_cast<bool>(result = checks()) && ...));
  return result;
}

Result<void> check_link(const LinkConditions& link, const std::string& place) {
  if (auto checked = check_conditions(link); !checked) return fail("{}.{}", place, checked.error().text);
  return {};
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
  if (camera.clock && (*camera.clock < Instant{} || *camera.clock > kLatestCameraClock))
    return fail("{}.clock: a camera's clock goes from 1970 to 2105", place);
  return all_of([&] { return check_files(camera.files, place + ".files"); },
                [&] { return check_drive_names(camera.files, place + ".files"); },
                [&] { return check_files(camera.romfs, place + ".romfs"); },
                [&] { return check_files(camera.copies, place + ".copies"); },
                [&] { return check_files(camera.romfs_copies, place + ".romfs_copies"); },
                [&] { return camera.link ? check_link(*camera.link, place + ".link") : Result<void>{}; });
}

bool is_in_network(Ipv4Address address, const SceneNetwork& network) {
  for (std::size_t i = 0; i < address.octets.size(); ++i)
    if (((address.octets[i] ^ network.gateway.octets[i]) & network.netmask.octets[i]) != 0) return false;
  return true;
}

// Of the addresses in a network the first names it, and the last is everybody (RFC 1122, section 3.2.1.3).
bool is_for_one(Ipv4Address address, const SceneNetwork& network) {
  bool first = true;
  bool last = true;
  for (std::size_t i = 0; i < address.octets.size(); ++i) {
    const int host_part = address.octets[i] & ~network.netmask.octets[i] & 0xff;
    first = first && host_part == 0;
    last = last && host_part == (~network.netmask.octets[i] & 0xff);
  }
  return !first && !last;
}

Result<void> check_camera_address(Ipv4Address address, const SceneNetwork& network,
                                  const std::string& place) {
  if (!is_in_network(address, network) || !is_for_one(address, network))
    return fail("{}.address: {} is not in the cameras' network; the gateway is {}, the netmask {}", place,
                to_text(address), to_text(network.gateway), to_text(network.netmask));
  if (address == network.gateway || address == network.workstation)
    return fail("{}.address: {} belongs to the {}", place, to_text(address),
                address == network.gateway ? "gateway" : "workstation");
  return {};
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
    if (camera.address) {
      if (auto checked = check_camera_address(*camera.address, scene.network, place); !checked)
        return checked;
    }
    if (camera.address && !addresses.insert(*camera.address).second)
      return fail("{}.address: {} belongs to another camera already", place, to_text(*camera.address));
    if (camera.flash_file && !flash_files.insert(*camera.flash_file).second)
      return fail("{}.flash_file: {} belongs to another camera already", place, *camera.flash_file);
  }
  return {};
}

Result<void> check_service(const SceneService& service, ServiceForm::Runs runs, const std::string& place) {
  const ServiceForm* const form = find_service(service.key);
  if (form == nullptr || form->runs != runs) return fail("{}: there is no such service here", place);
  for (const SettingForm& setting : form->settings)
    if (setting.required && !service.settings.contains(setting.key))
      return fail("{}: the key \"{}\" is missing", place, setting.key);
  if (auto checked = check_service_faults(*form, service.faults); !checked)
    return fail("{}.faults{}", place, checked.error().text);
  return {};
}

Result<void> check_services(const std::vector<SceneService>& services, ServiceForm::Runs runs,
                            const std::string& place) {
  std::set<std::string> keys;
  for (const SceneService& service : services) {
    const std::string here = fmt::format("{}.{}", place, service.key);
    if (!keys.insert(service.key).second) return fail("{}: this service is there twice", here);
    if (auto checked = check_service(service, runs, here); !checked) return checked;
  }
  return {};
}

Result<void> check_network(const SceneNetwork& network) {
  const std::pair<const char*, Ipv4Address> inside[] = {{"workstation", network.workstation},
                                                        {"first_camera", network.first_camera},
                                                        {"first_reach", network.first_reach}};
  for (const auto& [key, address] : inside) {
    if (!is_in_network(address, network))
      return fail("network.{}: {} is not in the network of the gateway", key, to_text(address));
    if (address == network.gateway) return fail("network.{}: this is the gateway's address", key);
  }
  if (is_in_network(network.first_host, network))
    return fail("network.first_host: hosts are beyond the gateway, and {} is not",
                to_text(network.first_host));
  return {};
}

bool has_host(const Scene& scene, std::string_view name) {
  return std::ranges::any_of(scene.hosts, [&](const auto& host) { return host.name == name; });
}

Result<void> check_hosts(const Scene& scene) {
  if (scene.hosts.size() > kMaxHosts)
    return fail("hosts: {} hosts; a scene has at most {}", scene.hosts.size(), kMaxHosts);
  std::set<std::string> names;
  for (const SceneCamera& camera : scene.cameras) names.insert(lower(camera.name));
  std::set<Ipv4Address> addresses;
  for (std::size_t i = 0; i < scene.hosts.size(); ++i) {
    const SceneHost& host = scene.hosts[i];
    const std::string place = fmt::format("hosts[{}]", i);
    if (!is_host_name(host.name)) return fail("{}.name: \"{}\" is not a host name", place, host.name);
    if (!names.insert(lower(host.name)).second)
      return fail("{}.name: another host or camera is named \"{}\"; give each its own name", place,
                  host.name);
    if (host.address && is_in_network(*host.address, scene.network))
      return fail("{}.address: hosts are beyond the gateway, and {} is not", place, to_text(*host.address));
    if (host.address && !addresses.insert(*host.address).second)
      return fail("{}.address: {} belongs to another host already", place, to_text(*host.address));
    if (auto checked = check_services(host.services, ServiceForm::Runs::host, place + ".services"); !checked)
      return checked;
  }
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

Result<void> check_link_name(const Scene& scene, const std::string& name, const std::string& place) {
  if (has_link(scene, name)) return {};
  return fail(
      "{}.link: no camera is named \"{}\"; a link is named after its camera, with \".wlan\" for its radio, "
      "or "
      "\"gateway\"",
      place, name);
}

Result<void> check_faults(const Scene& scene) {
  for (std::size_t i = 0; i < scene.faults.size(); ++i) {
    const SceneFault& fault = scene.faults[i];
    if (auto checked = check_link_name(scene, fault.link, fmt::format("faults[{}]", i)); !checked)
      return checked;
    if (auto checked = check_fault(fault.fault); !checked)
      return fail("faults[{}].{}", i, checked.error().text);
  }
  return {};
}

Result<void> check_box_place(const Scene& scene, const SceneMiddlebox& box, const std::string& place) {
  const bool in_hands = find_service(box.service.key)->runs == ServiceForm::Runs::camera;
  if (in_hands && !(box.link.empty() && box.host.empty() && has_camera(scene, box.camera)))
    return fail("{}: this attacker has a camera in his hands, so \"camera\" names it, and nothing else",
                place);
  if (in_hands) return {};
  if (!box.camera.empty())
    return fail("{}.camera: this box stands on the way; write \"link\" instead", place);
  if (box.link.empty() == box.host.empty())
    return fail("{}: a box stands on a \"link\" or before a \"host\"", place);
  if (!box.host.empty() && !has_host(scene, box.host))
    return fail("{}.host: no host is named \"{}\"", place, box.host);
  if (!box.link.empty()) return check_link_name(scene, box.link, place);
  return {};
}

Result<void> check_middleboxes(const Scene& scene) {
  std::set<std::string> places;
  std::set<std::string> names;
  for (std::size_t i = 0; i < scene.middleboxes.size(); ++i) {
    const SceneMiddlebox& box = scene.middleboxes[i];
    const std::string place = fmt::format("middleboxes[{}]", i);
    const ServiceForm* const form = find_service(box.service.key);
    const bool attacks = form != nullptr && form->attacks;
    if (auto checked = check_service(box.service,
                                     form != nullptr && form->runs == ServiceForm::Runs::camera
                                         ? ServiceForm::Runs::camera
                                         : ServiceForm::Runs::way,
                                     place + "." + box.service.key);
        !checked)
      return checked;
    if (auto checked = check_box_place(scene, box, place); !checked) return checked;
    if (box.camera.empty() && !places.insert(box.link + "/" + box.host).second)
      return fail("{}: another box stands there already", place);
    if (!attacks && (!box.name.empty() || box.active))
      return fail("{}: only an attacker has a name, and is active or not", place);
    if (box.name.empty()) continue;
    if (auto checked = check_camera_name(box.name); !checked)
      return fail("{}.name: {}", place, checked.error().text);
    if (!names.insert(lower(box.name)).second || has_camera(scene, box.name) || has_host(scene, box.name))
      return fail("{}.name: \"{}\" is used twice", place, box.name);
  }
  return {};
}

Result<void> check_bridges(const Scene& scene) {
  std::set<std::tuple<LoopbackEndpoint, SceneProtocol>> used;
  for (std::size_t i = 0; i < scene.bridges.size(); ++i) {
    const SceneBridge& bridge = scene.bridges[i];
    if (!has_camera(scene, bridge.camera) && !has_host(scene, bridge.camera))
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
    if (!is_host_name(name)) return fail("reaches[{}].name: \"{}\" is not a host name", i, name);
    if (!names.insert(lower(name)).second || has_camera(scene, name))
      return fail("reaches[{}].name: \"{}\" is used twice", i, name);
  }
  return {};
}

Result<void> check_run(const Scene& scene) {
  if (scene.run_for <= Duration::zero() || scene.run_for > std::chrono::hours(24 * 366))
    return fail("run_for: a run lasts more than nothing and at most a year");
  if (auto checked = check_clock(scene.clock); !checked) return fail("clock: {}", checked.error().text);
  if (!scene.real_time && !(scene.bridges.empty() && scene.reaches.empty()))
    return fail("{}: real programs live in real time; set real_time as well",
                scene.bridges.empty() ? "reaches" : "bridges");
  return {};
}

}  // namespace

// Links are named after their nodes; a camera's radio is a link of its own.
bool has_link(const Scene& scene, std::string_view name) {
  if (name == "gateway") return true;
  if (name.ends_with(kRadioLink)) name.remove_suffix(kRadioLink.size());
  return has_camera(scene, name);
}

bool has_attacker(const Scene& scene, std::string_view name) {
  return std::ranges::any_of(scene.middleboxes, [&](const SceneMiddlebox& box) {
    const bool attacks = find_service(box.service.key)->attacks;
    return attacks && (box.name.empty() ? box.service.key : box.name) == name;
  });
}

std::map<std::string, const ServiceForm*> scene_services(const Scene& scene) {
  std::map<std::string, const ServiceForm*> services;
  for (const ServiceForm& form : service_forms())
    if (form.runs == ServiceForm::Runs::gateway) services.emplace(form.key, &form);
  for (const SceneHost& host : scene.hosts)
    for (const SceneService& service : host.services)
      services.emplace(host.name + "/" + service.key, find_service(service.key));
  for (const SceneMiddlebox& box : scene.middleboxes)
    if (!find_service(box.service.key)->attacks)
      services.emplace(box.link + box.host + "/" + box.service.key, find_service(box.service.key));
  return services;
}

Result<void> check_camera_name(std::string_view name) {
  if (!is_host_label(name))
    return fail("\"{}\" cannot be a camera's name; use up to 63 letters, digits and hyphens", name);
  if (std::ranges::find(kReservedNames, lower(name)) != std::end(kReservedNames))
    return fail("\"{}\" is a part of the world itself; choose another name", name);
  return {};
}

Ipv4Address following(Ipv4Address address, std::uint32_t steps) {
  std::uint32_t number = Cursor(address.octets).u32be() + steps;
  for (std::size_t i = address.octets.size(); i-- > 0; number >>= 8)
    address.octets[i] = static_cast<std::uint8_t>(number);
  return address;
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

Result<void> check_clock(Instant clock) {
  if (clock >= kEarliestClock && clock <= kLatestClock) return {};
  return fail("the world's clock goes from 2013-01-01 to 2038-01-19, where 32-bit clocks end");
}

Result<void> check_scene(const Scene& scene) {
  return all_of([&] { return check_run(scene); },                //
                [&] { return check_link(scene.link, "link"); },  //
                [&] { return check_cameras(scene); },            //
                [&] { return check_network(scene.network); },    //
                [&] { return check_services(scene.services, ServiceForm::Runs::gateway, "services"); },
                [&] { return check_hosts(scene); }, [&] { return check_middleboxes(scene); },
                [&] { return check_access_point(scene.access_point); },  //
                [&] { return check_files(scene.workstation_files, "workstation.files"); },
                [&] { return check_faults(scene); },   //
                [&] { return check_bridges(scene); },  //
                [&] { return check_reaches(scene); });
}

}  // namespace tlscam
