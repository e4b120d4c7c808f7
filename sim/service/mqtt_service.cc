#include <algorithm>

#include "sim/service/gateway.h"
#include "sim/service/mqtt_broker.h"
#include "sim/service/service_list.h"
#include "sim/service/site_certificates.h"
#include "sim/stack/tls_connection.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kMqttsPort = 8883;
constexpr std::uint16_t kMqttPort = 1883;

class MqttService : public Service {
 public:
  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings);
  MqttService(EventQueue& events, MqttRules rules) : broker_(events, std::move(rules)) {}
  ~MqttService() override;

  void set_faults(const std::vector<ServiceFault>& faults) override { certificates_->set_faults(faults); }
  std::string_view received() const override { return broker_.published(); }
  std::vector<ServiceFact> facts() const override {
    return {{"clients", std::to_string(broker_.clients())},
            {"messages", std::to_string(broker_.messages())},
            {"refusals", std::to_string(broker_.refusals())},
            {"failed handshakes", std::to_string(failures_)}};
  }

 private:
  // A client, over TLS or in the clear.
  struct Client {
    MqttBroker::Id id = 0;
    std::shared_ptr<TlsConnection> tls;
    std::shared_ptr<TcpConnection> tcp;
    Bytes outbox;  // a connection in the clear takes only as much as there is room for
    bool finishing = false;

    void send() {
      const std::size_t sent = tcp->send(outbox);
      outbox.erase(outbox.begin(), outbox.begin() + static_cast<std::ptrdiff_t>(sent));
      if (finishing && outbox.empty()) tcp->finish();
    }
  };
  using ClientPointer = std::shared_ptr<Client>;

  void accept_tls(std::shared_ptr<TcpConnection> tcp);
  void accept_plain(const std::shared_ptr<TcpConnection>& tcp);
  void lose(const std::weak_ptr<Client>& client);

  std::unique_ptr<SiteCertificates> certificates_;
  MqttBroker broker_;
  std::vector<ClientPointer> clients_;
  std::uint64_t failures_ = 0;
};

Result<std::unique_ptr<Service>> MqttService::start(const ServicePlace& place, const Settings& settings) {
  auto certificates = SiteCertificates::create(place, settings);
  if (!certificates) return tl::unexpected(certificates.error());
  auto rules = MqttRules::read(setting<std::vector<std::string>>(settings, "users"),
                               setting<std::vector<std::string>>(settings, "rights"));
  if (!rules) return tl::unexpected(rules.error());
  auto service = std::make_unique<MqttService>(place.gateway.events(), std::move(*rules));
  MqttService& self = *service;
  self.certificates_ = std::move(*certificates);
  HostStack& stack = place.gateway.stack();
  auto listening =
      stack.listen_tcp(place.address, setting<std::uint16_t>(settings, "port", kMqttsPort),
                       [&self](std::shared_ptr<TcpConnection> tcp) { self.accept_tls(std::move(tcp)); });
  if (!listening) return fail("port: {}", listening.error().text);
  listening =
      stack.listen_tcp(place.address, setting<std::uint16_t>(settings, "plain_port", kMqttPort),
                       [&self](const std::shared_ptr<TcpConnection>& tcp) { self.accept_plain(tcp); });
  if (!listening) return fail("plain_port: {}", listening.error().text);
  return service;
}

MqttService::~MqttService() {
  for (const ClientPointer& client : clients_) {
    if (client->tls) client->tls->reset();
    if (client->tcp) client->tcp->reset();
  }
}

void MqttService::lose(const std::weak_ptr<Client>& client) {
  const auto alive = client.lock();
  if (!alive) return;
  broker_.close(alive->id);
  std::erase(clients_, alive);
}

void MqttService::accept_tls(std::shared_ptr<TcpConnection> tcp) {
  auto endpoint = certificates_->endpoint();
  if (!endpoint) {
    ++failures_;
    return tcp->reset();
  }
  const auto client = std::make_shared<Client>();
  clients_.push_back(client);
  const std::weak_ptr<Client> weak = client;
  client->id = broker_.open({.send =
                                 [weak](ByteView bytes) {
                                   if (const auto alive = weak.lock()) alive->tls->send(bytes);
                                 },
                             .end =
                                 [weak] {
                                   if (const auto alive = weak.lock()) alive->tls->finish();
                                 }});
  TlsConnection::Handlers handlers;
  handlers.data = [this, weak](ByteView data) {
    if (const auto alive = weak.lock()) broker_.receive(alive->id, data);
  };
  handlers.ended = [weak] {
    if (const auto alive = weak.lock()) alive->tls->finish();
  };
  handlers.closed = [this, weak](const std::string&) {
    const auto alive = weak.lock();
    if (alive && alive->tls->error() != 0) ++failures_;
    lose(weak);
  };
  client->tls = TlsConnection::start(std::move(*endpoint), std::move(tcp), std::move(handlers));
}

void MqttService::accept_plain(const std::shared_ptr<TcpConnection>& tcp) {
  const auto client = std::make_shared<Client>();
  client->tcp = tcp;
  clients_.push_back(client);
  const std::weak_ptr<Client> weak = client;
  client->id = broker_.open({.send =
                                 [weak](ByteView bytes) {
                                   const auto alive = weak.lock();
                                   if (!alive) return;
                                   alive->outbox.insert(alive->outbox.end(), bytes.begin(), bytes.end());
                                   alive->send();
                                 },
                             .end =
                                 [weak] {
                                   const auto alive = weak.lock();
                                   if (!alive) return;
                                   alive->finishing = true;
                                   alive->send();
                                 }});
  tcp->set_handlers({.data =
                         [this, weak](ByteView data) {
                           const auto alive = weak.lock();
                           if (!alive) return;
                           alive->tcp->consumed(data.size());
                           broker_.receive(alive->id, data);
                         },
                     .ended =
                         [weak] {
                           if (const auto alive = weak.lock()) alive->tcp->finish();
                         },
                     .writable =
                         [weak] {
                           if (const auto alive = weak.lock()) alive->send();
                         },
                     .closed = [this, weak](TcpConnection::Ending) { lose(weak); }});
}

}  // namespace

ServiceForm mqtt_service() {
  ServiceForm form;
  form.key = "mqtt";
  form.title = words<"service.mqtt">();
  form.settings = SiteCertificates::setting_forms();
  form.settings.push_back(
      {"users", SettingType::texts, "\"NAME:PASSWORD\"; without any everybody may connect."});
  form.settings.push_back({"rights", SettingType::texts,
                           "\"NAME read|write|both FILTER\"; without any, users may do everything."});
  form.settings.push_back({"port", SettingType::port, "Of TLS; 8883 without it."});
  form.settings.push_back({"plain_port", SettingType::port, "In the clear; 1883 without it."});
  form.faults = SiteCertificates::fault_forms();
  form.no_fault = words<"service.tls_right">();
  for (const FaultForm& fault : form.faults) form.choices.push_back({fault.title, {.kind = fault.kind}});
  form.start = MqttService::start;
  return form;
}

}  // namespace tlscam
