#include "sim/world/world.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "sim/base/hex.h"
#include "sim/deploy/romfs_image.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/service_list.h"
#include "sim/world/camera_files.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostSessions = 10'000;
constexpr std::size_t kMostVerifications = 1'000;

// As DNS compares them.
bool is_same_name(std::string_view one, std::string_view other) {
  const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), same);
}

camera_radio_network to_radio(const WifiNetwork& network) {
  camera_radio_network heard{};
  network.ssid.copy(heard.ssid, sizeof(heard.ssid) - 1);
  std::ranges::copy(network.bssid.octets, heard.bssid);
  heard.channel = network.channel;
  heard.rssi = network.rssi;
  heard.security = static_cast<std::uint8_t>(network.security);
  return heard;
}

int to_radio_status(JoinResult result) {
  switch (result) {
    case JoinResult::joined:
      return CAMERA_RADIO_JOINED;
    case JoinResult::no_such_network:
      return CAMERA_RADIO_NO_NETWORK;
    case JoinResult::wrong_key:
      return CAMERA_RADIO_WRONG_KEY;
  }
  return CAMERA_RADIO_NO_NETWORK;
}

// The network of a camera that is an access point.
WifiNetwork network_of(const Camera& camera) {
  WifiNetwork network;
  network.ssid = camera.serves()->ssid;
  network.key = camera.serves()->key;
  network.bssid = camera.mac(CAMERA_AP);
  network.channel = static_cast<std::uint8_t>(camera.serves()->channel);
  network.rssi = -40;
  network.security = network.key.empty() ? WifiSecurity::open : WifiSecurity::wpa2;
  return network;
}

}  // namespace

Result<std::unique_ptr<World>> World::create(const Scene& scene, MachineFactory& factory, Console console,
                                             WorkstationFile workstation_file) {
  if (auto checked = check_scene(scene); !checked) return tl::unexpected(checked.error());
  std::unique_ptr<World> world(new World(scene, factory, std::move(console), std::move(workstation_file)));
  if (auto set = world->set_up_services(scene); !set) return tl::unexpected(set.error());
  if (auto set = world->set_up_hosts(scene); !set) return tl::unexpected(set.error());
  for (const SceneCamera& camera : scene.cameras) {
    if (auto added = world->add_camera(camera); !added) return tl::unexpected(added.error());
  }
  if (auto set = world->set_up_middleboxes(scene); !set) return tl::unexpected(set.error());
  for (const SceneFault& placed : scene.faults) {
    Link* link = world->switch_.find(placed.link);
    if (!link) return fail("faults: there is no link named {}", placed.link);
    link->place_fault(placed.fault);
  }
  for (std::size_t i = 0; i < scene.cameras.size(); ++i) {
    if (!scene.cameras[i].powered) continue;
    if (auto on = world->cameras_[i]->power_on(); !on) return tl::unexpected(on.error());
    if (scene.cameras[i].script)
      world->start_script(*world->cameras_[i], *scene.cameras[i].script, scene.cameras[i].args);
  }
  return world;
}

World::World(const Scene& scene, MachineFactory& factory, Console console, WorkstationFile workstation_file)
    : seed_(scene.seed),
      link_(scene.link),
      factory_(factory),
      events_(scene.clock),
      console_(std::move(console)),
      workstation_file_(std::move(workstation_file)),
      switch_(events_, scene.seed),
      addresses_(scene.network) {
  switch_.add_tap([this](const TapEvent& event) {
    ++frame_count_;
    frame_hash_.add(event);
  });
}

World::~World() {
  // Conversations end before the lines they are held on.
  scripts_.clear();
  cameras_.clear();
}

Result<RunningService*> World::start_service(const SceneService& service, const std::string& id,
                                             const std::string& host, Ipv4Address address) {
  const ServiceForm& form = *find_service(service.key);  // check_scene() has seen to it
  ServicePlace where{*gateway_, host, address, Random::derive(seed_, id)};
  if (Camera* const camera = form.runs == ServiceForm::Runs::camera ? find_camera(host) : nullptr)
    where.files = [camera] { return files_of_camera(*camera); };
  where.workstation_file = workstation_file_;
  auto started = services_.start(id, form, where, service.settings, service.faults);
  if (!started) return fail("{}: {}", form.key, started.error().text);
  return started;
}

Result<void> World::set_up_services(const Scene& scene) {
  GatewayConfig config;
  config.address = addresses_.gateway;
  config.netmask = addresses_.netmask;
  config.mac = HostStack::mac_of(addresses_.gateway);
  config.seed = seed_;
  gateway_ = std::make_unique<Gateway>(switch_, config);
  for (const ServiceForm& form : service_forms()) {
    if (form.runs != ServiceForm::Runs::gateway) continue;
    const auto wanted = std::ranges::find(scene.services, form.key, &SceneService::key);
    const SceneService service = wanted == scene.services.end() ? SceneService{form.key, {}, {}} : *wanted;
    if (auto started = start_service(service, form.key, "", addresses_.gateway); !started)
      return fail("services.{}", started.error().text);
  }
  WifiNetwork& network = access_point_.network;
  network.ssid = scene.access_point.ssid;
  network.key = scene.access_point.key;
  network.channel = scene.access_point.channel;
  network.security = scene.access_point.key.empty() ? WifiSecurity::open : WifiSecurity::wpa2;
  network.up = scene.access_point.up;
  return {};
}

Result<void> World::set_up_hosts(const Scene& scene) {
  Ipv4Address next = addresses_.first_host;
  const auto is_taken = [&](Ipv4Address address) {
    return std::ranges::any_of(scene.hosts, [&](const auto& host) { return host.address == address; });
  };
  for (std::size_t i = 0; i < scene.hosts.size(); ++i) {
    const SceneHost& host = scene.hosts[i];
    while (!host.address && is_taken(next)) next = following(next, 1);
    const Ipv4Address address = host.address.value_or(next);
    if (!host.address) next = following(next, 1);
    const std::string place = fmt::format("hosts[{}]", i);
    if (auto added = gateway_->add_host(address); !added) return fail("{}: {}", place, added.error().text);
    gateway_->dns().set_address(host.name, address);
    hosts_[address] = host.name;
    for (const SceneService& service : host.services)
      if (auto started = start_service(service, host.name + "/" + service.key, host.name, address); !started)
        return fail("{}.services.{}", place, started.error().text);
  }
  return {};
}

Result<void> World::set_up_middleboxes(const Scene& scene) {
  for (std::size_t i = 0; i < scene.middleboxes.size(); ++i)
    if (auto placed = place_box(scene.middleboxes[i]); !placed)
      return fail("middleboxes[{}].{}", i, placed.error().text);
  return {};
}

std::string World::host_at(Ipv4Address address) const {
  const auto host = hosts_.find(address);
  return host == hosts_.end() ? "" : host->second;
}

// The wanted name, or that of its kind, with a number where it is taken.
Result<std::string> World::attacker_name(const SceneMiddlebox& wanted) const {
  const auto is_taken = [this](const std::string& name) {
    return services_.find(name) || find_camera(name) || gateway_->dns().find(name);
  };
  if (!wanted.name.empty()) {
    if (auto checked = check_camera_name(wanted.name); !checked) return tl::unexpected(checked.error());
    if (is_taken(wanted.name)) return fail("name: \"{}\" is used twice", wanted.name);
    return wanted.name;
  }
  std::string name = wanted.service.key;
  for (int number = 2; is_taken(name); ++number) name = fmt::format("{}-{}", wanted.service.key, number);
  return name;
}

Result<RunningService*> World::place_box(const SceneMiddlebox& wanted) {
  const ServiceForm* const form = find_service(wanted.service.key);
  if (!form) return fail("box: there is no box \"{}\"", wanted.service.key);
  const std::string place = wanted.link + wanted.host + wanted.camera;
  auto id = form->attacks ? attacker_name(wanted) : place + "/" + form->key;
  if (!id) return tl::unexpected(id.error());
  if (form->runs == ServiceForm::Runs::camera && !find_camera(place))
    return fail("camera: no camera is named \"{}\"", place);
  auto started = start_service(wanted.service, *id, place, {});
  if (!started) return started;
  RunningService& placed = **started;
  placed.link = wanted.link;
  placed.host = wanted.host;
  placed.camera = wanted.camera;
  const bool begins = placed.attacker() && wanted.active.value_or(true);
  if (auto prepared = begins ? placed.attacker()->prepare() : Result<void>{}; !prepared) {
    services_.end(placed);
    return fail("{}: {}", form->key, prepared.error().text);
  }
  if (auto put = put_in_the_way(placed); !put) {
    services_.end(placed);
    return tl::unexpected(put.error());
  }
  if (begins) placed.attacker()->set_active(true);
  return started;
}

Result<void> World::put_in_the_way(const RunningService& placed) {
  const auto box = placed.service->middlebox();
  if (!box) return {};
  if (!placed.link.empty()) {
    Link* const link = switch_.find(placed.link);
    if (!link) return fail("link: no link is named \"{}\"", placed.link);
    if (link->middlebox()) return fail("link: another box stands there already");
    link->set_middlebox(box, placed.attacker() ? placed.id : "");
    return {};
  }
  const auto address = gateway_->dns().find(placed.host);
  if (!address) return fail("host: no host is named \"{}\"", placed.host);
  if (gateway_->middlebox(*address)) return fail("host: another box stands there already");
  return gateway_->place_middlebox(*address, box);
}

void World::remove_attacker(RunningService& attacker) {
  attacker.attacker()->set_active(false);
  if (!attacker.link.empty() && attacker.service->middlebox())
    if (Link* const link = switch_.find(attacker.link)) link->set_middlebox(nullptr);
  if (!attacker.host.empty())
    if (const auto address = gateway_->dns().find(attacker.host))
      (void)gateway_->place_middlebox(*address, nullptr);
  services_.end(attacker);
}

Result<HostStack*> World::stack_at(Ipv4Address address, const std::string& link_name) {
  HostStack& stack = gateway_->stack();
  if (stack.has(address)) return &stack;
  if (auto added = stack.add_address(link_name, address); !added) return tl::unexpected(added.error());
  return &stack;
}

RadioWorld World::radio() {
  return {
      .scan =
          [this] {
            std::vector<camera_radio_network> heard;
            for (const WifiNetwork& network : access_point_.scan()) heard.push_back(to_radio(network));
            for (const auto& camera : cameras_)
              if (camera->serves()) heard.push_back(to_radio(network_of(*camera)));
            return heard;
          },
      .join = [this](const std::string& ssid, const std::string& key) { return join(ssid, key); },
      .changed = [this] { radio_changed(); },
  };
}

RadioWorld::Joined World::join(const std::string& ssid, const std::string& key) const {
  for (const auto& camera : cameras_) {
    if (!camera->serves() || camera->serves()->ssid != ssid) continue;
    if (camera->serves()->key != key) return {CAMERA_RADIO_WRONG_KEY};
    return {CAMERA_RADIO_JOINED, camera->serving_segment()};
  }
  return {to_radio_status(access_point_.join(ssid, key))};
}

void World::radio_changed() {
  std::map<unsigned, std::vector<MacAddress>> stations;  // by segment
  for (const auto& camera : cameras_) {
    const auto segment = camera->joined_segment();
    if (!segment || *segment == 0) continue;
    const bool on_air = std::ranges::any_of(
        cameras_, [&](const auto& one) { return one->serves() && one->serving_segment() == *segment; });
    // This comes back here, for those who are left.
    if (!on_air) return camera->lose_network();
    stations[*segment].push_back(camera->mac(CAMERA_WLAN));
  }
  for (const auto& camera : cameras_) camera->hear_radio(stations[camera->serving_segment()]);
}

// The wanted number, or the lowest, that nobody has and whose address is free.
Result<unsigned> World::number_for(const SceneCamera& wanted) {
  const auto is_free = [&](unsigned number) {
    const bool taken = std::ranges::any_of(cameras_, [&](const auto& c) { return c->number() == number; });
    return !taken && (wanted.address || !gateway_->dhcp().is_reserved(camera_address(number)));
  };
  if (wanted.number && *wanted.number < kMaxCameras && is_free(*wanted.number)) return *wanted.number;
  for (unsigned number = 0; number < kMaxCameras; ++number)
    if (is_free(number)) return number;
  return fail("there is room for {} cameras, and as many are there", kMaxCameras);
}

Result<Camera*> World::add_camera(const SceneCamera& wanted) {
  if (auto checked = check_camera_name(wanted.name); !checked) return tl::unexpected(checked.error());
  if (std::ranges::any_of(cameras_, [&](const auto& c) { return is_same_name(c->name(), wanted.name); }))
    return fail("a camera named {} is there already; give each its own name", wanted.name);
  const auto model = find_camera_model(wanted.model);
  if (!model) return tl::unexpected(model.error());
  const auto number = number_for(wanted);
  if (!number) return tl::unexpected(number.error());
  CameraSettings settings;
  settings.name = wanted.name;
  settings.model = *model;
  settings.machine = wanted.machine;
  settings.number = *number;
  settings.seed = seed_;
  settings.power_up_clock = wanted.clock;
  settings.heap = wanted.heap;
  settings.flash_file = wanted.flash_file;
  settings.link = wanted.link.value_or(link_);
  auto created = Camera::create(std::move(settings), switch_, factory_, radio());
  if (!created) return tl::unexpected(created.error());
  Camera& camera = **created;
  cameras_.push_back(std::move(*created));
  camera.on_session([this](const TlsSession& session) {
    ++session_count_;
    sessions_.push_back(session);
    if (sessions_.size() > kMostSessions) sessions_.pop_front();
  });
  camera.on_verification([this, &camera](const VerifiedCertificate& verified) {
    verifications_.push_back({camera.name(), events_.now(), verified});
    if (verifications_.size() > kMostVerifications) verifications_.pop_front();
    ++verification_count_;
  });
  const Ipv4Address address = wanted.address.value_or(camera_address(*number));
  for (const int interface : {CAMERA_LAN, CAMERA_WLAN})
    gateway_->dhcp().reserve(camera.mac(interface), address, wanted.name);
  camera.serial().set_console([this, &camera](ByteView bytes) {
    if (console_) console_(camera, Source::line, bytes);
  });
  if (auto put = put_files(wanted, camera); !put) {
    remove_camera(camera);
    return tl::unexpected(put.error());
  }
  return &camera;
}

Result<void> World::put_files(const SceneCamera& wanted, Camera& camera) {
  Drive drive = camera.drive();
  for (const auto& [path, content] : wanted.files) {
    if (auto written = drive.write(path, content); !written) return tl::unexpected(written.error());
  }
  if (wanted.romfs.empty()) return {};
  const auto image = build_romfs(wanted.romfs);
  if (!image) return tl::unexpected(image.error());
  return camera.set_rom(*image);
}

void World::remove_camera(Camera& camera) {
  const std::string radio_link = camera.radio_link().name();
  std::vector<RunningService*> attackers;
  for (const auto& service : services_.all()) {
    const bool is_there =
        service->link == camera.name() || service->link == radio_link || service->camera == camera.name();
    if (service->attacker() && is_there) attackers.push_back(service.get());
  }
  for (RunningService* const attacker : attackers) remove_attacker(*attacker);
  // Conversations end before the line they are held on.
  std::erase_if(scripts_, [&](const auto& run) { return &run->camera() == &camera; });
  camera.power_off();
  for (const int interface : {CAMERA_LAN, CAMERA_WLAN}) gateway_->dhcp().forget(camera.mac(interface));
  Link& cable = camera.link();
  Link& radio = camera.radio_link();
  std::erase_if(cameras_, [&](const auto& one) { return one.get() == &camera; });
  switch_.unplug(cable);
  switch_.unplug(radio);
}

Camera* World::find_camera(std::string_view name) const {
  const auto found =
      std::ranges::find_if(cameras_, [&](const auto& camera) { return camera->name() == name; });
  return found == cameras_.end() ? nullptr : found->get();
}

Camera* World::find_camera(Ipv4Address address) const {
  const auto has_it = [&](const auto& camera) {
    return address_of(*camera) == address || camera->outer_address() == address;
  };
  const auto found = std::ranges::find_if(cameras_, has_it);
  return found == cameras_.end() ? nullptr : found->get();
}

std::optional<Ipv4Address> World::address_of(const Camera& camera) const {
  // In the order of their MAC addresses.
  const DhcpServer& dhcp = gateway_->dhcp();
  for (const int interface : {CAMERA_WLAN, CAMERA_LAN}) {
    if (const auto address = dhcp.leased_address(camera.mac(interface), events_.now())) return address;
  }
  return camera.outer_address();
}

void World::start_script(Camera& camera, SceneScript script, std::vector<std::string> args) {
  scripts_.push_back(std::make_unique<ScriptRun>(camera, events_, std::move(script), std::move(args),
                                                 [this, &camera](ByteView bytes) {
                                                   if (console_) console_(camera, Source::script, bytes);
                                                 }));
}

bool World::all_scripts_ended() const {
  return std::ranges::none_of(scripts_, [](const auto& run) { return run->state() == ScriptState::running; });
}

void World::run_until(Instant until, const std::function<bool()>& enough) {
  while (!(enough && enough())) {
    if (!events_.step(until)) {
      events_.run_until(until);  // nothing more is due: only the clock
      return;
    }
  }
}

std::string World::key_log() const {
  std::set<std::string> lines;  // both ends of a session tell the same
  std::string text;
  for (const TlsSession& session : sessions_) {
    std::string line =
        fmt::format("CLIENT_RANDOM {} {}\n", to_hex(session.client_random), to_hex(session.master_secret));
    if (lines.insert(line).second) text += line;
  }
  return text;
}

}  // namespace tlscam
