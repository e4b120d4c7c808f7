#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/wire/dhcp.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

class DhcpService : public Service {
 public:
  explicit DhcpService(Gateway& gateway) : gateway_(gateway) {
    gateway.bind_udp(std::nullopt, kDhcpServerPort, [&gateway](const UdpDatagram& request) {
      const auto answer = gateway.dhcp().answer(request.payload, gateway.events().now());
      if (!answer) return;
      gateway.send_udp(
          {gateway.config().address, kDhcpServerPort, answer->address, kDhcpClientPort, answer->message},
          answer->mac);
    });
  }

  void set_faults(const std::vector<ServiceFault>& faults) override {
    gateway_.dhcp().faults.silent = !faults.empty();
  }

 private:
  Gateway& gateway_;
};

}  // namespace

ServiceForm dhcp_service() {
  ServiceForm form;
  form.key = "dhcp";
  form.title = words<"service.dhcp">();
  form.runs = ServiceForm::Runs::gateway;
  form.faults = {{.kind = "silent", .title = words<"service.dhcp_silent">()}};
  form.no_fault = words<"service.dhcp_right">();
  form.choices = {{words<"service.dhcp_silent">(), ServiceFault{.kind = "silent"}}};
  form.start = [](const ServicePlace& place, const Settings&) -> Result<std::unique_ptr<Service>> {
    return std::make_unique<DhcpService>(place.gateway);
  };
  return form;
}

}  // namespace tlscam
