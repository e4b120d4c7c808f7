#include "sim/service/dns_zones.h"
#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/stack/http_listener.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kHttpsPort = 443;

// The provider's records are those that the world's name server answers with.
class DnsProviderService : public Service {
 public:
  DnsProviderService(DnsServer& names, const Settings& settings)
      : zones_(names, setting<std::vector<std::string>>(settings, "zones"),
               setting<std::vector<std::string>>(settings, "api_keys")) {}
  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings);

  std::vector<ServiceFact> facts() const override {
    return {{"changed records", std::to_string(zones_.changes())}};
  }

 private:
  DnsZones zones_;
  std::unique_ptr<HttpListener> listener_;
};

Result<std::unique_ptr<Service>> DnsProviderService::start(const ServicePlace& place,
                                                           const Settings& settings) {
  auto identity = TlsIdentity::read(setting<std::vector<Bytes>>(settings, "certificates"),
                                    setting<Bytes>(settings, "key"));
  if (!identity) return tl::unexpected(identity.error());
  auto endpoint = TlsEndpoint::create(place.gateway.events(), place.seed, {.identity = std::move(*identity)});
  if (!endpoint) return tl::unexpected(endpoint.error());
  auto service = std::make_unique<DnsProviderService>(place.gateway.dns(), settings);
  DnsProviderService& self = *service;
  auto listening = HttpListener::listen(
      place.gateway.stack(), {.address = place.address,
                              .port = setting<std::uint16_t>(settings, "port", kHttpsPort),
                              .answer = [&self](const HttpRequest& it) { return self.zones_.answer(it); },
                              .tls = [tls = std::move(*endpoint)] { return tls; }});
  if (!listening) return fail("port: {}", listening.error().text);
  self.listener_ = std::move(*listening);
  return service;
}

}  // namespace

ServiceForm dns_provider_service() {
  ServiceForm form;
  form.key = "dns_provider";
  form.title = words<"service.dns_provider">();
  form.settings = {
      {"certificates", SettingType::files, "The chain of its web server: its own certificate first.", true},
      {"key", SettingType::file, "The private key of the first certificate.", true},
      {"zones", SettingType::names, "The zones whose TXT records can be changed: \"example.net\".", true},
      {"api_keys", SettingType::texts, "What a request shows in X-API-Key, one of these.", true},
      {"port", SettingType::port, "443 without it."}};
  form.start = DnsProviderService::start;
  return form;
}

}  // namespace tlscam
