#include <charconv>

#include "sim/service/gateway.h"
#include "sim/service/port_forwarder.h"
#include "sim/service/service_list.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

// An address for documentation (RFC 5737), which no host of a scene gets by itself.
constexpr Ipv4Address kPublicAddress{{192, 0, 2, 1}};

std::optional<std::uint16_t> read_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

// "443 openmv:8443"
std::optional<PortForwarder::Rule> read_rule(std::string_view text) {
  const std::size_t space = text.find(' ');
  const std::size_t colon = text.rfind(':');
  if (space == std::string_view::npos || colon == std::string_view::npos || colon < space)
    return std::nullopt;
  const auto port = read_port(text.substr(0, space));
  const auto to = read_port(text.substr(colon + 1));
  const std::string_view node = text.substr(space + 1, colon - space - 1);
  if (!port || !to || node.empty()) return std::nullopt;
  return PortForwarder::Rule{*port, std::string(node), *to};
}

class ForwardingService : public Service {
 public:
  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings);

  std::vector<ServiceFact> facts() const override {
    if (!forwarder_) return {};
    return {{"public address", to_text(forwarder_->outside())},
            {"packets let in", std::to_string(forwarder_->packets())}};
  }

 private:
  std::shared_ptr<PortForwarder> forwarder_;
};

Result<std::unique_ptr<Service>> ForwardingService::start(const ServicePlace& place,
                                                          const Settings& settings) {
  auto service = std::make_unique<ForwardingService>();
  std::vector<PortForwarder::Rule> rules;
  for (const std::string& text : setting<std::vector<std::string>>(settings, "ports")) {
    auto rule = read_rule(text);
    if (!rule) return fail("ports: \"{}\" is not PORT NODE:PORT, as in \"443 openmv:8443\"", text);
    rules.push_back(std::move(*rule));
  }
  const auto names = setting<std::vector<std::string>>(settings, "names");
  if (rules.empty() && names.empty() && !settings.contains("address")) return service;

  Gateway& gateway = place.gateway;
  const auto find_node = [&gateway](const std::string& node) {
    const auto address = parse_ipv4(node);
    return address ? address : gateway.dns().find(node);
  };
  const auto address = setting(settings, "address", kPublicAddress);
  service->forwarder_ =
      std::make_shared<PortForwarder>(address, gateway.config().address, std::move(rules), find_node);
  if (auto set = gateway.forward_ports(service->forwarder_); !set)
    return fail("address: {}", set.error().text);
  for (const std::string& name : names) gateway.dns().set_address(name, address);
  return service;
}

}  // namespace

ServiceForm forwarding_service() {
  ServiceForm form;
  form.key = "forwarding";
  form.title = words<"service.forwarding">();
  form.runs = ServiceForm::Runs::gateway;
  form.settings = {
      {"address", SettingType::address, "The router's public address; 192.0.2.1 without it."},
      {"names", SettingType::names, "Names that lead to the public address."},
      {"ports", SettingType::texts, "Ports of the public address that lead to a node: \"443 openmv:8443\"."}};
  form.start = ForwardingService::start;
  return form;
}

}  // namespace tlscam
