#include <algorithm>

#include "sim/service/gateway.h"
#include "sim/service/http_request.h"
#include "sim/service/service_list.h"
#include "sim/stack/tls_connection.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kHttpsPort = 443;
constexpr const char* kVersion12 = "1.2";
constexpr const char* kVersion13 = "1.3";

using Pages = std::map<std::string, Bytes>;

class HttpsService : public Service {
 public:
  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings);
  ~HttpsService() override;

  std::vector<ServiceFact> facts() const override;

 private:
  struct Exchange {
    std::shared_ptr<TlsConnection> tls;
    Bytes received;
    bool answered = false;
  };

  void accept(std::shared_ptr<TcpConnection> tcp);
  void receive(const std::shared_ptr<Exchange>& exchange, ByteView data);
  Bytes response_to(const HttpRequest& request) const;

  std::shared_ptr<TlsEndpoint> endpoint_;
  Pages pages_;
  std::vector<std::shared_ptr<Exchange>> exchanges_;
  std::uint64_t handshakes_ = 0;
  std::uint64_t requests_ = 0;
  std::uint64_t failures_ = 0;
};

Result<std::unique_ptr<Service>> HttpsService::start(const ServicePlace& place, const Settings& settings) {
  auto identity = TlsIdentity::read(setting<std::vector<Bytes>>(settings, "certificates"),
                                    setting<Bytes>(settings, "key"));
  if (!identity) return tl::unexpected(identity.error());
  TlsSettings wanted;
  wanted.identity = std::move(*identity);
  const auto versions = setting<std::vector<std::string>>(settings, "versions", {kVersion12, kVersion13});
  for (const std::string& version : versions)
    if (version != kVersion12 && version != kVersion13)
      return fail("versions: \"{}\" is neither \"1.2\" nor \"1.3\"", version);
  wanted.tls12 = std::ranges::find(versions, kVersion12) != versions.end();
  wanted.tls13 = std::ranges::find(versions, kVersion13) != versions.end();
  auto endpoint = TlsEndpoint::create(place.gateway.events(), place.seed, std::move(wanted));
  if (!endpoint) return tl::unexpected(endpoint.error());

  auto service = std::make_unique<HttpsService>();
  HttpsService& self = *service;
  self.endpoint_ = std::move(*endpoint);
  self.pages_ = setting<Pages>(settings, "pages");
  const auto port = setting<std::uint16_t>(settings, "port", kHttpsPort);
  auto listening = place.gateway.stack().listen_tcp(
      place.address, port, [&self](std::shared_ptr<TcpConnection> tcp) { self.accept(std::move(tcp)); });
  if (!listening) return fail("port: {}", listening.error().text);
  return service;
}

HttpsService::~HttpsService() {
  for (const auto& exchange : exchanges_) exchange->tls->reset();
}

void HttpsService::accept(std::shared_ptr<TcpConnection> tcp) {
  const auto exchange = std::make_shared<Exchange>();
  exchanges_.push_back(exchange);
  TlsConnection::Handlers handlers;
  handlers.ready = [this] { ++handshakes_; };
  handlers.data = [this, weak = std::weak_ptr(exchange)](ByteView data) {
    if (const auto alive = weak.lock()) receive(alive, data);
  };
  handlers.ended = [weak = std::weak_ptr(exchange)] {
    if (const auto alive = weak.lock()) alive->tls->finish();
  };
  handlers.closed = [this, weak = std::weak_ptr(exchange)](const std::string& problem) {
    if (!problem.empty()) ++failures_;
    std::erase(exchanges_, weak.lock());
  };
  exchange->tls = TlsConnection::start(endpoint_, std::move(tcp), std::move(handlers));
}

void HttpsService::receive(const std::shared_ptr<Exchange>& exchange, ByteView data) {
  if (exchange->answered) return;
  exchange->received.insert(exchange->received.end(), data.begin(), data.end());
  const auto request = parse_http_request(exchange->received);
  if (request && !*request) return;
  exchange->answered = true;
  ++requests_;
  exchange->tls->send(request ? response_to(**request) : emit_http_response(400, "Bad Request", {}));
  exchange->tls->finish();
}

Bytes HttpsService::response_to(const HttpRequest& request) const {
  if (request.method != "GET") return emit_http_response(405, "Method Not Allowed", {});
  const std::string path = request.target == "/" ? "index.html" : request.target.substr(1);
  const auto page = pages_.find(path);
  if (page == pages_.end()) return emit_http_response(404, "Not Found", as_bytes("There is no such page.\n"));
  return emit_http_response(200, "OK", page->second);
}

std::vector<ServiceFact> HttpsService::facts() const {
  return {{"handshakes", std::to_string(handshakes_)},
          {"requests", std::to_string(requests_)},
          {"failures", std::to_string(failures_)}};
}

}  // namespace

ServiceForm https_service() {
  ServiceForm form;
  form.key = "https";
  form.title = words<"service.https">();
  form.settings = {{"certificates", SettingType::files,
                    "The chain: the server's own certificate first. DER or PEM.", true},
                   {"key", SettingType::file, "The private key of the first certificate. DER or PEM.", true},
                   {"versions", SettingType::texts, "Of TLS: \"1.2\", \"1.3\"; both without it."},
                   {"pages", SettingType::folder, "Path to content; index.html is the page at /."},
                   {"port", SettingType::port, "443 without it."}};
  form.start = HttpsService::start;
  return form;
}

}  // namespace tlscam
