#include "sim/scene/scene_json.h"

#include <algorithm>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/scene/internet.h"
#include "sim/scene/scene_json_keys.h"
#include "sim/scene/scene_json_value.h"
#include "sim/service/host_name.h"
#include "sim/service/service_list.h"

// One table per kind of object: which keys it may have and how each is read. scene_keys() shows the tables to
// the test that compares them with the schema.

namespace tlscam {
namespace {

namespace fs = std::filesystem;

template <class T>
using Key = SceneKey<T>;
using Value = SceneValue;

struct Choice {
  std::string_view name;
  int value;
};

// Reads one of a few words into an enum.
template <class Enum, class Choices>
Result<void> store_choice(Enum& into, const Choices& choices, const Value& value) {
  auto word = value.text();
  if (!word) return tl::unexpected(word.error());
  std::string known;
  for (const auto& choice : choices) {
    if (*word == choice.name) {
      into = static_cast<Enum>(choice.value);
      return {};
    }
    known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", choice.name);
  }
  return value.wrong("\"{}\" is none of {}", *word, known);
}

const Key<LinkConditions> kLinkKeys[] = {
    {"up", [](auto& link, auto& value) { return store(link.up, value.boolean()); }},
    {"delay", [](auto& link, auto& value) { return store(link.delay, value.duration()); }},
    {"bits_per_second",
     [](auto& link, auto& value) {
       return store(link.bits_per_second, value.whole_number(0, 1'000'000'000'000));
     }},
    {"loss", [](auto& link, auto& value) { return store(link.loss, value.number()); }},
    {"duplication", [](auto& link, auto& value) { return store(link.duplication, value.number()); }},
    {"reordering", [](auto& link, auto& value) { return store(link.reordering, value.number()); }},
};

const Key<SceneScript> kScriptKeys[] = {
    {"name", [](auto& script, auto& value) { return store(script.file_name, value.file_path()); }, true},
    {"text", [](auto& script, auto& value) { return store(script.text, value.text()); }, true},
};

Result<void> read_script(std::optional<SceneScript>& into, const Value& value) {
  if (value.json().is_object()) return read_object(kScriptKeys, into.emplace(), value);
  auto content = value.content();
  if (!content) return tl::unexpected(content.error());
  into = SceneScript{*value.text(), std::string(as_text(*content))};
  return {};
}

Result<void> read_texts(std::vector<std::string>& into, const Value& value) {
  if (auto checked = value.expect_array(); !checked) return checked;
  for (std::size_t i = 0; i < value.json().size(); ++i)
    if (auto read = store(into.emplace_back(), value.element(i).text()); !read) return read;
  return {};
}

Result<void> read_copies(std::map<std::string, std::string>& into, const Value& value) {
  if (auto checked = value.expect_object(); !checked) return checked;
  for (const auto& [path, source] : value.json().items())
    if (auto read = store(into[path], value.entry(path, source).file_path()); !read) return read;
  return {};
}

Result<void> read_flash_file(std::optional<std::string>& into, const Value& value) {
  auto path = value.file_path();
  if (!path) return tl::unexpected(path.error());
  const std::string& folder = value.context().base_folder;
  into = folder.empty() ? *path : folder + "/" + *path;
  return {};
}

const Key<SceneCamera> kCameraKeys[] = {
    {"name", [](auto& camera, auto& value) { return store(camera.name, value.text()); }, true},
    {"model", [](auto& camera, auto& value) { return store(camera.model, value.text()); }},
    {"machine", [](auto& camera, auto& value) { return store_choice(camera.machine, kMachineNames, value); }},
    {"powered", [](auto& camera, auto& value) { return store(camera.powered, value.boolean()); }},
    {"script", [](auto& camera, auto& value) { return read_script(camera.script, value); }},
    {"args", [](auto& camera, auto& value) { return read_texts(camera.args, value); }},
    {"files", [](auto& camera, auto& value) { return store(camera.files, value.files()); }},
    {"romfs", [](auto& camera, auto& value) { return store(camera.romfs, value.files()); }},
    {"copies", [](auto& camera, auto& value) { return read_copies(camera.copies, value); }},
    {"romfs_copies", [](auto& camera, auto& value) { return read_copies(camera.romfs_copies, value); }},
    {"clock", [](auto& camera, auto& value) { return store(camera.clock, value.instant()); }},
    {"heap", [](auto& camera, auto& value) { return store(camera.heap, value.whole_number(0, 1u << 30)); }},
    {"flash_file", [](auto& camera, auto& value) { return read_flash_file(camera.flash_file, value); }},
    {"address", [](auto& camera, auto& value) { return store(camera.address, value.ipv4()); }},
    {"link",
     [](auto& camera, auto& value) {
       return read_object(kLinkKeys, camera.link.emplace(value.context().scene.link), value);
     }},
};

const Key<ServiceFault> kServiceFaultKeys[] = {
    {"kind", [](auto& fault, auto& value) { return store(fault.kind, value.text()); }, true},
    {"name", [](auto& fault, auto& value) { return store(fault.name, value.text()); }},
    {"address", [](auto& fault, auto& value) { return store(fault.address, value.ipv4()); }},
    {"offset", [](auto& fault, auto& value) { return store(fault.offset, value.signed_duration()); }},
};

Result<Ipv4Address> read_ipv4(const Value& value) {
  return value.ipv4();
}
Result<std::string> read_text(const Value& value) {
  return value.text();
}
Result<Bytes> read_content(const Value& value) {
  return value.content();
}
Result<std::uint16_t> read_port(const Value& value) {
  return value.whole_number(1, 65535).map([](auto port) { return static_cast<std::uint16_t>(port); });
}
Result<std::string> read_host_name(const Value& value) {
  auto name = value.text();
  if (name && !is_host_name(*name)) return value.wrong("\"{}\" is not a host name", *name);
  return name;
}

template <class T>
Result<std::vector<T>> read_list(const Value& value, Result<T> (*read)(const Value&)) {
  if (auto checked = value.expect_array(); !checked) return tl::unexpected(checked.error());
  std::vector<T> list;
  for (std::size_t i = 0; i < value.json().size(); ++i)
    if (auto stored = store(list.emplace_back(), read(value.element(i))); !stored)
      return tl::unexpected(stored.error());
  return list;
}

Result<std::vector<Bytes>> read_contents(const Value& value) {
  return read_list(value, read_content);
}

Result<std::map<std::string, Ipv4Address>> read_name_map(const Value& value) {
  if (auto checked = value.expect_object(); !checked) return tl::unexpected(checked.error());
  std::map<std::string, Ipv4Address> names;
  for (const auto& [name, address] : value.json().items()) {
    if (!is_host_name(name)) return value.wrong("\"{}\" is not a host name", name);
    if (auto read = store(names[name], value.entry(name, address).ipv4()); !read)
      return tl::unexpected(read.error());
  }
  return names;
}

Result<std::map<std::string, std::string>> read_text_map(const Value& value) {
  if (auto checked = value.expect_object(); !checked) return tl::unexpected(checked.error());
  std::map<std::string, std::string> texts;
  for (const auto& [key, text] : value.json().items())
    if (auto read = store(texts[key], value.entry(key, text).text()); !read)
      return tl::unexpected(read.error());
  return texts;
}

Result<void> read_setting(SettingValue& into, SettingType type, const Value& value) {
  const auto keep = [&into](auto read) -> Result<void> {
    if (!read) return tl::unexpected(std::move(read.error()));
    into = std::move(*read);
    return {};
  };
  switch (type) {
    case SettingType::port:
      return keep(read_port(value));
    case SettingType::address:
      return keep(value.ipv4());
    case SettingType::addresses:
      return keep(read_list(value, read_ipv4));
    case SettingType::names:
      return keep(read_list(value, read_host_name));
    case SettingType::name_map:
      return keep(read_name_map(value));
    case SettingType::texts:
      return keep(read_list(value, read_text));
    case SettingType::file:
      return keep(value.content());
    case SettingType::files:
      return keep(read_list(value, read_content));
    case SettingType::chains:
      return keep(read_list(value, read_contents));
    case SettingType::folder:
      return keep(value.files());
    case SettingType::text_map:
      return keep(read_text_map(value));
    case SettingType::ports:
      return keep(read_list(value, read_port));
    case SettingType::duration:
      return keep(value.signed_duration());
    case SettingType::number:
      return keep(value.whole_number(0, 1'000'000).map([](auto number) {
        return static_cast<std::uint32_t>(number);
      }));
  }
  return {};
}

constexpr const char* kFaultsKey = "faults";

std::vector<std::string> keys_of(const ServiceForm& form) {
  std::vector<std::string> keys;
  for (const SettingForm& setting : form.settings) keys.push_back(setting.key);
  if (!form.faults.empty()) keys.emplace_back(kFaultsKey);
  return keys;
}

Result<void> read_service(SceneService& into, const ServiceForm& form, const Value& value) {
  if (auto checked = value.expect_object(); !checked) return checked;
  into.key = form.key;
  const std::vector<std::string> known = keys_of(form);
  for (const auto& [key, json] : value.json().items()) {
    const Value member = value.member(key, json);
    if (std::ranges::find(known, key) == known.end())
      return member.wrong("no such key{}", did_you_mean(key, known));
    const auto setting = std::ranges::find(form.settings, key, &SettingForm::key);
    auto read = setting == form.settings.end() ? read_objects(kServiceFaultKeys, into.faults, member)
                                               : read_setting(into.settings[key], setting->type, member);
    if (!read) return read;
  }
  return {};
}

// The services that run at some kinds of places.
template <ServiceForm::Runs... runs>
Result<void> read_services(std::vector<SceneService>& into, const Value& value) {
  if (auto checked = value.expect_object(); !checked) return checked;
  std::vector<std::string> known;
  for (const ServiceForm& form : service_forms())
    if (((form.runs == runs) || ...)) known.push_back(form.key);
  for (const auto& [key, json] : value.json().items()) {
    const Value member = value.member(key, json);
    if (std::ranges::find(known, key) == known.end())
      return member.wrong("no such key{}", did_you_mean(key, known));
    if (auto read = read_service(into.emplace_back(), *find_service(key), member); !read) return read;
  }
  return {};
}

Result<void> read_box(SceneService& into, const Value& value) {
  std::vector<SceneService> boxes;
  if (auto read = read_services<ServiceForm::Runs::way, ServiceForm::Runs::camera>(boxes, value); !read)
    return read;
  if (boxes.size() != 1) return value.wrong("one box is wanted here");
  into = std::move(boxes.front());
  return {};
}

const Key<SceneNetwork> kNetworkKeys[] = {
    {"gateway", [](auto& network, auto& value) { return store(network.gateway, value.ipv4()); }},
    {"netmask", [](auto& network, auto& value) { return store(network.netmask, value.ipv4()); }},
    {"workstation", [](auto& network, auto& value) { return store(network.workstation, value.ipv4()); }},
    {"first_camera", [](auto& network, auto& value) { return store(network.first_camera, value.ipv4()); }},
    {"first_reach", [](auto& network, auto& value) { return store(network.first_reach, value.ipv4()); }},
    {"first_host", [](auto& network, auto& value) { return store(network.first_host, value.ipv4()); }},
};

const Key<SceneHost> kHostKeys[] = {
    {"name", [](auto& host, auto& value) { return store(host.name, value.text()); }, true},
    {"address", [](auto& host, auto& value) { return store(host.address, value.ipv4()); }},
    {"services",
     [](auto& host, auto& value) { return read_services<ServiceForm::Runs::host>(host.services, value); }},
};

const Key<SceneMiddlebox> kMiddleboxKeys[] = {
    {"link", [](auto& box, auto& value) { return store(box.link, value.text()); }},
    {"host", [](auto& box, auto& value) { return store(box.host, value.text()); }},
    {"camera", [](auto& box, auto& value) { return store(box.camera, value.text()); }},
    {"name", [](auto& box, auto& value) { return store(box.name, value.text()); }},
    {"active", [](auto& box, auto& value) { return store(box.active, value.boolean()); }},
    {"box", [](auto& box, auto& value) { return read_box(box.service, value); }, true},
};

const Key<SceneAccessPoint> kAccessPointKeys[] = {
    {"ssid", [](auto& point, auto& value) { return store(point.ssid, value.text()); }},
    {"key", [](auto& point, auto& value) { return store(point.key, value.text()); }},
    {"channel", [](auto& point, auto& value) { return store(point.channel, value.whole_number(1, 13)); }},
    {"up", [](auto& point, auto& value) { return store(point.up, value.boolean()); }},
};

const Key<SceneFault> kFaultKeys[] = {
    {"link", [](auto& placed, auto& value) { return store(placed.link, value.text()); }, true},
    {"action",
     [](auto& placed, auto& value) {
       static const Choice actions[] = {{"drop", static_cast<int>(FaultAction::drop)},
                                        {"flip", static_cast<int>(FaultAction::flip)}};
       return store_choice(placed.fault.action, actions, value);
     },
     true},
    {"target",
     [](auto& placed, auto& value) {
       static const auto targets = [] {
         std::vector<Choice> choices;
         choices.reserve(std::size(kFaultTargets));
         for (const FaultTargetRow& row : kFaultTargets)
           choices.push_back({row.id, static_cast<int>(row.target)});
         return choices;
       }();
       return store_choice(placed.fault.target, targets, value);
     },
     true},
    {"direction",
     [](auto& placed, auto& value) {
       static const Choice directions[] = {{"from_node", static_cast<int>(Direction::from_node)},
                                           {"to_node", static_cast<int>(Direction::to_node)}};
       return store_choice(placed.fault.direction, directions, value);
     }},
    {"nth",
     [](auto& placed, auto& value) { return store(placed.fault.nth, value.whole_number(1, 1'000'000)); }},
    {"byte",
     [](auto& placed, auto& value) { return store(placed.fault.byte, value.integer(-20'000, 20'000)); }},
    {"bit", [](auto& placed, auto& value) { return store(placed.fault.bit, value.whole_number(0, 7)); }},
    {"repair_checksums",
     [](auto& placed, auto& value) { return store(placed.fault.repair_checksums, value.boolean()); }},
};

const Key<Scene> kWorkstationKeys[] = {
    {"files", [](auto& scene, auto& value) { return store(scene.workstation_files, value.files()); }},
    {"commands", [](auto& scene, auto& value) { return read_texts(scene.workstation_commands, value); }},
};

const Key<SceneBridge> kBridgeKeys[] = {
    {"real", [](auto& bridge, auto& value) { return store(bridge.real, value.loopback()); }, true},
    {"camera", [](auto& bridge, auto& value) { return store(bridge.camera, value.text()); }, true},
    {"port", [](auto& bridge, auto& value) { return store(bridge.port, value.whole_number(1, 65535)); },
     true},
    {"protocol",
     [](auto& bridge, auto& value) {
       static const Choice protocols[] = {{"tcp", static_cast<int>(SceneProtocol::tcp)},
                                          {"udp", static_cast<int>(SceneProtocol::udp)}};
       return store_choice(bridge.protocol, protocols, value);
     }},
};

const Key<SceneReach> kReachKeys[] = {
    {"name", [](auto& reach, auto& value) { return store(reach.name, value.text()); }, true},
    {"real", [](auto& reach, auto& value) { return store(reach.real, value.loopback()); }, true},
};

const Key<Scene> kInternetKeys[] = {
    {"$schema", [](auto&, auto& value) { return value.text().map([](auto&&) {}); }},
    {"description", [](auto&, auto& value) { return value.text().map([](auto&&) {}); }},
    {"hosts", [](auto& scene, auto& value) { return read_objects(kHostKeys, scene.hosts, value); }},
    {"workstation", [](auto& scene, auto& value) { return read_object(kWorkstationKeys, scene, value); }},
};

// What internet.json says is added to the scene, but for hosts and files that the scene has itself.
Result<void> read_internet(Scene& scene, const Value& value) {
  auto name = value.text();
  if (!name) return tl::unexpected(name.error());
  if (!is_host_name(*name)) return value.wrong("\"{}\" is not the name of an internet", *name);
  const FileReader reader = [&name](const std::string& path) { return read_internet_file(*name, path); };
  const auto text = reader("internet.json");
  if (!text) return value.wrong("there is no internet \"{}\"; there is \"public\"", *name);
  const std::string file_name = fmt::format("internet {}", *name);
  const auto json = parse_strictly(as_text(*text), file_name);
  if (!json) return tl::unexpected(json.error());
  Scene internet;
  const SceneContext context{file_name, "", reader, value.context().now, internet};
  if (auto read = read_object(kInternetKeys, internet, SceneValue(context, *json, "")); !read) return read;
  for (SceneHost& host : internet.hosts)
    if (std::ranges::find(scene.hosts, host.name, &SceneHost::name) == scene.hosts.end())
      scene.hosts.push_back(std::move(host));
  scene.workstation_files.merge(internet.workstation_files);
  return {};
}

// "link" stands before "cameras": a camera's link begins as the scene's. "internet" stands last: what the
// scene itself says counts more.
const Key<Scene> kSceneKeys[] = {
    {"$schema", [](auto&, auto& value) { return value.text().map([](auto&&) {}); }},
    {"description", [](auto&, auto& value) { return value.text().map([](auto&&) {}); }},
    {"seed", [](auto& scene, auto& value) { return store(scene.seed, value.whole_number(0, UINT64_MAX)); }},
    {"clock", [](auto& scene, auto& value) { return store(scene.clock, value.instant()); }},
    {"real_time", [](auto& scene, auto& value) { return store(scene.real_time, value.boolean()); }},
    {"run_for", [](auto& scene, auto& value) { return store(scene.run_for, value.duration()); }},
    {"link", [](auto& scene, auto& value) { return read_object(kLinkKeys, scene.link, value); }},
    {"cameras", [](auto& scene, auto& value) { return read_objects(kCameraKeys, scene.cameras, value); }},
    {"network", [](auto& scene, auto& value) { return read_object(kNetworkKeys, scene.network, value); }},
    {"services",
     [](auto& scene, auto& value) {
       return read_services<ServiceForm::Runs::gateway>(scene.services, value);
     }},
    {"hosts", [](auto& scene, auto& value) { return read_objects(kHostKeys, scene.hosts, value); }},
    {"middleboxes",
     [](auto& scene, auto& value) { return read_objects(kMiddleboxKeys, scene.middleboxes, value); }},
    {"access_point",
     [](auto& scene, auto& value) { return read_object(kAccessPointKeys, scene.access_point, value); }},
    {"faults", [](auto& scene, auto& value) { return read_objects(kFaultKeys, scene.faults, value); }},
    {"workstation", [](auto& scene, auto& value) { return read_object(kWorkstationKeys, scene, value); }},
    {"bridges", [](auto& scene, auto& value) { return read_objects(kBridgeKeys, scene.bridges, value); }},
    {"reaches", [](auto& scene, auto& value) { return read_objects(kReachKeys, scene.reaches, value); }},
    {"internet", [](auto& scene, auto& value) { return read_internet(scene, value); }},
};

template <class T, std::size_t N>
SceneKeyList list_keys(const SceneKey<T> (&keys)[N]) {
  SceneKeyList list;
  for (const auto& key : keys) list.emplace(key.name, key.required);
  return list;
}

Result<Bytes> read_bounded(const fs::path& path, const std::string& shown, std::size_t most) {
  std::error_code error;
  if (!fs::exists(path, error)) return fail("there is no file {}", shown);
  if (!fs::is_regular_file(path, error)) return fail("{} is not a file", shown);
  const auto size = fs::file_size(path, error);
  if (error) return fail("{} cannot be read: {}", shown, error.message());
  if (size > most) return fail("{} has {} bytes; at most {} are read", shown, size, most);
  auto bytes = read_file(path);
  if (!bytes) return fail("{} cannot be read: {}", shown, bytes.error().message());
  return *std::move(bytes);
}

// By a link: the spelling of paths has been checked.
bool leads_out_of(const fs::path& folder, const fs::path& file) {
  std::error_code error;
  const fs::path root = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
  if (error) return true;
  const fs::path target = fs::weakly_canonical(file, error);
  const auto [end, unused] = std::mismatch(root.begin(), root.end(), target.begin(), target.end());
  return error || end != root.end();
}

}  // namespace

std::map<std::string, SceneKeyList> scene_keys() {
  std::map<std::string, SceneKeyList> lists{{"scene", list_keys(kSceneKeys)},
                                            {"link", list_keys(kLinkKeys)},
                                            {"camera", list_keys(kCameraKeys)},
                                            {"script", list_keys(kScriptKeys)},
                                            {"network", list_keys(kNetworkKeys)},
                                            {"host", list_keys(kHostKeys)},
                                            {"internet", list_keys(kInternetKeys)},
                                            {"middlebox", list_keys(kMiddleboxKeys)},
                                            {"service_fault", list_keys(kServiceFaultKeys)},
                                            {"access_point", list_keys(kAccessPointKeys)},
                                            {"fault", list_keys(kFaultKeys)},
                                            {"workstation", list_keys(kWorkstationKeys)},
                                            {"bridge", list_keys(kBridgeKeys)},
                                            {"reach", list_keys(kReachKeys)}};
  const std::map<ServiceForm::Runs, std::string> places{{ServiceForm::Runs::gateway, "services"},
                                                        {ServiceForm::Runs::host, "host_services"},
                                                        {ServiceForm::Runs::way, "boxes"},
                                                        {ServiceForm::Runs::camera, "boxes"}};
  for (const auto& [runs, name] : places) lists[name];
  for (const ServiceForm& form : service_forms()) {
    lists[places.at(form.runs)].emplace(form.key, false);
    SceneKeyList& keys = lists[form.key];
    for (const SettingForm& setting : form.settings) keys.emplace(setting.key, setting.required);
    if (!form.faults.empty()) keys.emplace(kFaultsKey, false);
  }
  return lists;
}

Result<Scene> parse_scene(std::string_view text, const std::string& file_name, const std::string& base_folder,
                          const FileReader& reader, Instant now) {
  auto json = parse_strictly(text, file_name);
  if (!json) return tl::unexpected(json.error());
  Scene scene;
  const SceneContext context{file_name, base_folder, reader, now, scene};
  if (auto read = read_object(kSceneKeys, scene, SceneValue(context, *json, "")); !read)
    return tl::unexpected(read.error());
  if (auto checked = check_scene(scene); !checked) return fail("{}: {}", file_name, checked.error().text);
  return scene;
}

Result<Scene> load_scene(const std::string& path, Instant now) {
  auto text = read_bounded(path, path, kMaxSceneBytes);
  if (!text) return tl::unexpected(text.error());
  const fs::path folder = fs::path(path).parent_path();
  const FileReader reader = [&folder](const std::string& name) -> Result<Bytes> {
    const fs::path file = folder / name;
    if (leads_out_of(folder, file)) return fail("{} leads out of the scene's folder", file.string());
    return read_bounded(file, file.string(), kMaxSceneFileBytes);
  };
  auto scene = parse_scene(as_text(*text), path, folder.string(), reader, now);
  if (!scene) return scene;
  for (const SceneCamera& camera : scene->cameras)
    if (camera.flash_file && leads_out_of(folder, *camera.flash_file))
      return fail("{}: camera {}: flash_file: {} leads out of the scene's folder", path, camera.name,
                  *camera.flash_file);
  return scene;
}

}  // namespace tlscam
