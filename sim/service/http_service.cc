#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/service/web_site.h"
#include "sim/stack/http_listener.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kHttpPort = 80;

class HttpService : public Service {
 public:
  explicit HttpService(const Settings& settings) : site_(settings) {}
  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings);

  std::vector<ServiceFact> facts() const override { return site_.facts(); }
  std::string_view received() const override { return site_.posted(); }

 private:
  WebSite site_;
  std::unique_ptr<HttpListener> listener_;
};

Result<std::unique_ptr<Service>> HttpService::start(const ServicePlace& place, const Settings& settings) {
  auto service = std::make_unique<HttpService>(settings);
  HttpService& self = *service;
  auto listening = HttpListener::listen(
      place.gateway.stack(), {.address = place.address,
                              .port = setting<std::uint16_t>(settings, "port", kHttpPort),
                              .answer = [&self](const HttpRequest& it) { return self.site_.answer(it); }});
  if (!listening) return fail("port: {}", listening.error().text);
  self.listener_ = std::move(*listening);
  return service;
}

}  // namespace

ServiceForm http_service() {
  ServiceForm form;
  form.key = "http";
  form.title = words<"service.http">();
  form.settings = WebSite::setting_forms();
  form.settings.push_back({"port", SettingType::port, "80 without it."});
  form.start = HttpService::start;
  return form;
}

}  // namespace tlscam
