#include "sim/service/gateway.h"
#include "sim/service/ntp_server.h"
#include "sim/service/service_list.h"
#include "sim/wire/ntp.h"
#include "sim/words/service.h"

namespace tlscam {
namespace {

// An address for documentation (RFC 5737), so that nobody's is meant.
constexpr Ipv4Address kTimeServer{{203, 0, 113, 123}};
const std::vector<std::string> kNames{
    "pool.ntp.org",    "0.pool.ntp.org",      "1.pool.ntp.org", "2.pool.ntp.org",   "3.pool.ntp.org",
    "time.google.com", "time.cloudflare.com", "time.nist.gov",  "time.windows.com", "time.apple.com"};

constexpr Duration kDay = std::chrono::hours(24);
constexpr Duration kYear = 365 * kDay;

class NtpService : public Service {
 public:
  NtpService(Gateway& gateway, const Settings& settings) {
    const Ipv4Address address = setting(settings, "address", kTimeServer);
    for (const std::string& name : setting(settings, "names", kNames))
      gateway.dns().set_address(name, address);
    gateway.bind_udp(address, kNtpPort, [this, &gateway](const UdpDatagram& request) {
      if (const auto answer = server_.answer(request.payload, gateway.events().true_time()))
        gateway.reply(request, *answer);
    });
  }

  void set_faults(const std::vector<ServiceFault>& faults) override {
    server_.faults = {};
    for (const ServiceFault& fault : faults) {
      if (fault.kind == "unreachable") server_.faults.unreachable = true;
      server_.faults.wrong_time = fault.offset;
    }
  }

 private:
  NtpServer server_;
};

ServiceFault wrong_by(Duration offset) {
  return {.kind = "wrong_time", .offset = offset};
}

}  // namespace

ServiceForm ntp_service() {
  ServiceForm form;
  form.key = "ntp";
  form.title = words<"service.ntp">();
  form.runs = ServiceForm::Runs::gateway;
  form.settings = {
      {"address", SettingType::address, "Where the names of time servers lead."},
      {"names", SettingType::names, "Names of time servers; pool.ntp.org and others that are well known."}};
  form.faults = {{.kind = "unreachable", .title = words<"service.ntp_silent">()},
                 {.kind = "wrong_time", .title = words<"service.ntp_wrong">(), .has_offset = true}};
  form.fault_subject = "pool.ntp.org";
  form.no_fault = words<"service.ntp_right">();
  form.choices = {{words<"service.ntp_silent">(), ServiceFault{.kind = "unreachable"}},
                  {words<"service.ntp_13_years_behind">(), wrong_by(-13 * kYear)},
                  {words<"service.ntp_day_behind">(), wrong_by(-kDay)},
                  {words<"service.ntp_day_ahead">(), wrong_by(kDay)},
                  {words<"service.ntp_2_years_ahead">(), wrong_by(2 * kYear)}};
  form.start = [](const ServicePlace& place, const Settings& settings) -> Result<std::unique_ptr<Service>> {
    return std::make_unique<NtpService>(place.gateway, settings);
  };
  return form;
}

}  // namespace tlscam
