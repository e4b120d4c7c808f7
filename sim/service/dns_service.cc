#include "sim/service/gateway.h"
#include "sim/service/service_list.h"
#include "sim/wire/dns.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

// Name servers that scripts for real cameras ask; here they answer as the gateway's own does.
const std::vector<Ipv4Address> kPublicServers{{{8, 8, 8, 8}}, {{8, 8, 4, 4}}, {{1, 1, 1, 1}}};

DnsFault::Kind kind_of(const ServiceFault& fault) {
  if (fault.kind == "wrong_address") return DnsFault::Kind::wrong_address;
  if (fault.kind == "servfail") return DnsFault::Kind::servfail;
  return DnsFault::Kind::no_answer;
}

class DnsService : public Service {
 public:
  DnsService(Gateway& gateway, const Settings& settings) : gateway_(gateway) {
    const auto resolve = [&gateway](const UdpDatagram& query) {
      if (const auto answer = gateway.dns().answer(query.payload)) gateway.reply(query, *answer);
    };
    gateway.bind_udp(gateway.config().address, kDnsPort, resolve);
    for (const Ipv4Address server : setting(settings, "servers", kPublicServers))
      gateway.bind_udp(server, kDnsPort, resolve);
    for (const auto& [name, address] : setting<std::map<std::string, Ipv4Address>>(settings, "names"))
      gateway.dns().set_address(name, address);
  }

  void set_faults(const std::vector<ServiceFault>& faults) override {
    std::vector<DnsFault> wanted;
    wanted.reserve(faults.size());
    for (const ServiceFault& fault : faults) wanted.push_back({fault.name, kind_of(fault), fault.address});
    gateway_.dns().set_faults(wanted);
  }

 private:
  Gateway& gateway_;
};

}  // namespace

ServiceForm dns_service() {
  ServiceForm form;
  form.key = "dns";
  form.title = words<"service.dns">();
  form.runs = ServiceForm::Runs::gateway;
  form.settings = {{"names", SettingType::name_map, "In addition to the cameras' names and pool.ntp.org."},
                   {"servers", SettingType::addresses,
                    "Public name servers that answer too; 8.8.8.8, 8.8.4.4 and 1.1.1.1."}};
  form.faults = {{.kind = "no_answer", .title = words<"service.dns_silent">(), .has_name = true},
                 {.kind = "servfail", .title = words<"service.dns_servfail">(), .has_name = true},
                 {.kind = "wrong_address",
                  .title = words<"service.dns_wrong_address">(),
                  .has_name = true,
                  .has_address = true}};
  form.many_faults = true;
  form.no_fault = words<"service.dns_right">();
  form.start = [](const ServicePlace& place, const Settings& settings) -> Result<std::unique_ptr<Service>> {
    return std::make_unique<DnsService>(place.gateway, settings);
  };
  return form;
}

}  // namespace tlscam
