#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kEchoPort = 7;  // RFC 862

class EchoService : public Service {
 public:
  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings) {
    auto service = std::make_unique<EchoService>();
    EchoService& self = *service;
    const auto port = setting<std::uint16_t>(settings, "port", kEchoPort);
    auto socket = place.gateway.stack().open_udp(
        place.address, port, [&self](Ipv4Address from, std::uint16_t from_port, ByteView payload) {
          ++self.datagrams_;
          (void)self.socket_->send(from, from_port, payload);  // a sender that is gone hears nothing
        });
    if (!socket) return fail("port: {}", socket.error().text);
    self.socket_ = std::move(*socket);
    return service;
  }

  std::vector<ServiceFact> facts() const override { return {{"datagrams", std::to_string(datagrams_)}}; }

 private:
  std::shared_ptr<UdpSocket> socket_;
  std::uint64_t datagrams_ = 0;
};

}  // namespace

ServiceForm echo_service() {
  ServiceForm form;
  form.key = "echo";
  form.title = words<"service.echo">();
  form.settings = {{"port", SettingType::port, "7 without it."}};
  form.start = EchoService::start;
  return form;
}

}  // namespace tlscam
