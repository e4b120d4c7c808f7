#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/service/site_certificates.h"
#include "sim/service/web_site.h"
#include "sim/stack/http_listener.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kHttpsPort = 443;

class HttpsService : public Service {
 public:
  explicit HttpsService(const Settings& settings) : site_(settings) {}
  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings);

  void set_faults(const std::vector<ServiceFault>& faults) override { certificates_->set_faults(faults); }
  std::vector<ServiceFact> facts() const override;
  std::string_view received() const override { return site_.posted(); }

 private:
  std::shared_ptr<TlsEndpoint> endpoint();

  std::unique_ptr<SiteCertificates> certificates_;
  WebSite site_;
  std::uint64_t handshakes_ = 0;
  std::uint64_t failures_ = 0;
  std::unique_ptr<HttpListener> listener_;
};

Result<std::unique_ptr<Service>> HttpsService::start(const ServicePlace& place, const Settings& settings) {
  auto certificates = SiteCertificates::create(place, settings);
  if (!certificates) return tl::unexpected(certificates.error());
  auto service = std::make_unique<HttpsService>(settings);
  HttpsService& self = *service;
  self.certificates_ = std::move(*certificates);
  HttpListener::Port port{.address = place.address,
                          .port = setting<std::uint16_t>(settings, "port", kHttpsPort),
                          .answer = [&self](const HttpRequest& it) { return self.site_.answer(it); }};
  port.tls = [&self] { return self.endpoint(); };
  port.ready = [&self] { ++self.handshakes_; };
  port.closed = [&self](const std::string& problem) { self.failures_ += problem.empty() ? 0 : 1; };
  auto listening = HttpListener::listen(place.gateway.stack(), std::move(port));
  if (!listening) return fail("port: {}", listening.error().text);
  self.listener_ = std::move(*listening);
  return service;
}

// The certificate of the day; without one the site cannot be reached.
std::shared_ptr<TlsEndpoint> HttpsService::endpoint() {
  auto endpoint = certificates_->endpoint();
  if (endpoint) return std::move(*endpoint);
  ++failures_;
  return nullptr;
}

std::vector<ServiceFact> HttpsService::facts() const {
  std::vector<ServiceFact> facts{{"handshakes", std::to_string(handshakes_)}};
  for (ServiceFact& fact : site_.facts()) facts.push_back(std::move(fact));
  facts.push_back({"failures", std::to_string(failures_)});
  return facts;
}

}  // namespace

ServiceForm https_service() {
  ServiceForm form;
  form.key = "https";
  form.title = words<"service.https">();
  form.settings = SiteCertificates::setting_forms();
  for (SettingForm& setting : WebSite::setting_forms()) form.settings.push_back(std::move(setting));
  form.settings.push_back({"port", SettingType::port, "443 without it."});
  form.faults = SiteCertificates::fault_forms();
  form.no_fault = words<"service.tls_right">();
  for (const FaultForm& fault : form.faults) form.choices.push_back({fault.title, {.kind = fault.kind}});
  form.start = HttpsService::start;
  return form;
}

}  // namespace tlscam
