#include <set>

#include "sim/acme/authority.h"
#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/stack/http_listener.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;
constexpr Duration kPatience = 10s;  // with a server that shall show a proof
constexpr std::string_view kListPath = "/revoked.crl";
constexpr std::size_t kLongestProof = 4096;

// Looks for proofs from the CA's own host, as anybody on the internet would.
class NetworkProber : public AcmeProber {
 public:
  NetworkProber(Gateway& gateway, Ipv4Address from, std::uint16_t port)
      : gateway_(gateway), from_(from), port_(port) {}

  ~NetworkProber() override {
    for (const auto& fetch : fetches_) fetch->end();
  }

  void fetch_page(const std::string& host, const std::string& path, Found found) override;

  void look_up_texts(const std::string& name, Found found) override {
    const auto texts = gateway_.dns().texts(name);
    if (texts.empty()) return found(refuse("dns", fmt::format("there is no TXT record {}", name)));
    found(texts);
  }

 private:
  // One GET, which ends by itself or when the patience does.
  struct Fetch {
    EventQueue& events;
    std::string host;
    Found found;
    std::shared_ptr<TcpConnection> tcp{};
    std::optional<EventQueue::Id> timer{};
    Bytes received{};
    bool connected = false;

    void end() {
      if (timer) events.cancel(*timer);
      timer.reset();
      if (tcp) tcp->reset();
    }
    void tell(const AcmeResult<std::vector<std::string>>& result) {
      if (!timer) return;
      end();
      found(result);
    }
    void read(bool ended) {
      const auto response = parse_http_response(received, ended);
      if (!response) return tell(refuse("connection", fmt::format("{}: {}", host, response.error().text)));
      if (!*response && received.size() < 2 * kLongestProof) return;
      if (!*response) return tell(refuse("unauthorized", fmt::format("{}: the page is too long", host), 403));
      const HttpResponse& page = **response;
      if (page.status != 200)
        return tell(refuse("unauthorized",
                           fmt::format("{}: the page is answered with {} {}", host, page.status, page.reason),
                           403));
      tell(std::vector<std::string>{std::string(as_text(page.content))});
    }
  };

  Gateway& gateway_;
  const Ipv4Address from_;
  const std::uint16_t port_;
  std::set<std::shared_ptr<Fetch>> fetches_;
};

void NetworkProber::fetch_page(const std::string& host, const std::string& path, Found found) {
  std::erase_if(fetches_, [](const auto& one) { return !one->timer; });
  const auto literal = parse_ipv4(host);
  const auto address = literal ? literal : gateway_.dns().find(host);
  if (!address) return found(refuse("dns", fmt::format("{}: the name does not exist", host)));
  if (!gateway_.is_public(*address))
    return found(
        refuse("dns", fmt::format("{}: {} is an address of a private network", host, to_text(*address))));

  const auto fetch = std::make_shared<Fetch>(Fetch{gateway_.events(), host, std::move(found)});
  fetches_.insert(fetch);
  const std::weak_ptr<Fetch> weak = fetch;
  const auto with = [weak](auto act) {
    if (const auto alive = weak.lock()) act(*alive);
  };
  const auto refused = [host, with](const char* reason) {
    with([&](Fetch& one) { one.tell(refuse("connection", fmt::format("{}: {}", host, reason))); });
  };
  const Bytes request = emit_http(
      HttpRequest{.method = "GET",
                  .target = path,
                  .headers = {{"Host", host}, {"User-Agent", "validation"}, {"Connection", "close"}},
                  .content = {}});
  auto tcp = gateway_.stack().connect_tcp(
      *address, port_,
      {.connected = [with, request] { with([&](Fetch& one) { one.tcp->send(request); }); },
       .data =
           [with](ByteView data) {
             with([&](Fetch& one) {
               one.tcp->consumed(data.size());
               one.received.insert(one.received.end(), data.begin(), data.end());
               one.read(false);
             });
           },
       .ended = [with] { with([](Fetch& one) { one.read(true); }); },
       .closed =
           [refused](TcpConnection::Ending ending) {
             refused(ending == TcpConnection::Ending::refused ? "the connection was refused"
                                                              : "the connection ended before the page came");
           }},
      from_);
  fetch->timer = gateway_.events().after(kPatience, [fetch, refused] {
    refused("there was no answer in 10 seconds: is the port open to the internet?");
  });
  if (!tcp) return refused("there is no way there");
  fetch->tcp = std::move(*tcp);
}

class AcmeService : public Service {
 public:
  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings);

  AcmeService(const ServicePlace& place, Issuer issuer, std::uint16_t proof_port)
      : events_(place.gateway.events()),
        prober_(place.gateway, place.address, proof_port),
        authority_("https://" + place.host, std::move(issuer), profiles_of_2026(), prober_,
                   Random::derive(place.seed, "authority")) {}

  std::vector<ServiceFact> facts() const override;

 private:
  HttpResponse list_of_revoked(const HttpRequest& request);

  EventQueue& events_;
  NetworkProber prober_;
  AcmeAuthority authority_;
  std::unique_ptr<HttpListener> secure_, plain_;  // end before the authority does
};

Result<std::unique_ptr<Service>> AcmeService::start(const ServicePlace& place, const Settings& settings) {
  auto identity = TlsIdentity::read(setting<std::vector<Bytes>>(settings, "certificates"),
                                    setting<Bytes>(settings, "key"));
  if (!identity) return tl::unexpected(identity.error());
  auto issuer =
      Issuer::read(setting<std::vector<Bytes>>(settings, "issuer"), setting<Bytes>(settings, "issuer_key"),
                   fmt::format("http://{}{}", place.host, kListPath));
  if (!issuer) return fail("issuer: {}", issuer.error().text);
  auto endpoint = TlsEndpoint::create(place.gateway.events(), place.seed, {.identity = std::move(*identity)});
  if (!endpoint) return tl::unexpected(endpoint.error());

  auto service = std::make_unique<AcmeService>(place, std::move(*issuer),
                                               setting<std::uint16_t>(settings, "proof_port", kHttpPort));
  AcmeService& self = *service;
  HostStack& stack = place.gateway.stack();
  const auto authority = [&self](const HttpRequest& request) {
    return self.authority_.answer(request, self.events_.now());
  };
  auto secure = HttpListener::listen(stack, {.address = place.address,
                                             .port = setting<std::uint16_t>(settings, "port", kHttpsPort),
                                             .answer = authority,
                                             .tls = [tls = std::move(*endpoint)] { return tls; }});
  if (!secure) return fail("port: {}", secure.error().text);
  const auto list = [&self](const HttpRequest& request) { return self.list_of_revoked(request); };
  auto plain = HttpListener::listen(stack, {.address = place.address, .port = kHttpPort, .answer = list});
  if (!plain) return fail("port: {}", plain.error().text);
  self.secure_ = std::move(*secure);
  self.plain_ = std::move(*plain);
  return service;
}

HttpResponse AcmeService::list_of_revoked(const HttpRequest& request) {
  if (request.method != "GET" || request.target != kListPath)
    return {.status = 404, .reason = "Not Found", .headers = {}, .content = {}};
  return {.headers = {{"Content-Type", "application/pkix-crl"}},
          .content = authority_.revocation_list(events_.now())};
}

std::vector<ServiceFact> AcmeService::facts() const {
  return {{"accounts", std::to_string(authority_.account_count())},
          {"certificates issued", std::to_string(authority_.certificates().size())}};
}

}  // namespace

ServiceForm acme_service() {
  ServiceForm form;
  form.key = "acme";
  form.title = words<"service.acme">();
  form.settings = {
      {"certificates", SettingType::files, "The chain of its web server: its own certificate first.", true},
      {"key", SettingType::file, "The private key of the first certificate.", true},
      {"issuer", SettingType::files,
       "The CA's certificate that issues, and those that servers send after their own.", true},
      {"issuer_key", SettingType::file, "The private key of the first certificate of issuer.", true},
      {"port", SettingType::port, "443 without it."},
      {"proof_port", SettingType::port, "Where it looks for pages that prove control; 80 without it."}};
  form.start = AcmeService::start;
  return form;
}

}  // namespace tlscam
