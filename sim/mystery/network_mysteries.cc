// The network, its services and the power.
#include "sim/mystery/mystery_kinds.h"
#include "sim/words/mystery.h"

namespace tlscam {
namespace {

using enum MysteryPart;

constexpr Duration kDay = std::chrono::hours(24);

void wrong_time(MysterySetup& setup, int days) {
  ServiceFault fault;
  fault.kind = "wrong_time";
  fault.offset = days * kDay;
  setup.services.push_back({"ntp", {}, {fault}});
}

// Another camera answers in place of the server: with the certificate and key of last year, which were lost.
void set_up_impostor(MysterySetup& setup) {
  MysteryEnd& impostor = setup.bystander;
  impostor.script = setup.server.script;
  impostor.script.title = "# The same program as on the camera that it stands in for.\n";
  impostor.base = setup.server.base;
  for (const std::string ending : {".der", "-key.der"}) {
    const std::string file = setup.server.base + ending;
    impostor.copies[file] = "old/" + file;
  }
}

}  // namespace

std::vector<MysteryKind> network_mysteries() {
  return {
      {"time-behind",
       [] { return words<"mystery.time_behind">(); },
       MysteryPart::time,
       {},
       {"clock-behind"},
       "",
       {},
       [](MysterySetup& setup) { wrong_time(setup, -setup.draw.between(90, 360)); }},
      {"time-ahead",
       [] { return words<"mystery.time_ahead">(); },
       MysteryPart::time,
       {},
       {"clock-ahead"},
       "",
       {},
       [](MysterySetup& setup) { wrong_time(setup, setup.draw.between(400, 3000)); }},
      {"time-silent",
       [] { return words<"mystery.time_silent">(); },
       MysteryPart::time,
       {},
       {},
       "ETIMEDOUT",
       {},
       [](MysterySetup& setup) {
         ServiceFault fault;
         fault.kind = "unreachable";
         setup.services.push_back({"ntp", {}, {fault}});
       }},
      {"names-lie",
       [] { return words<"mystery.names_lie">(); },
       names,
       {},
       {"led-to-another-address", "unknown-signer", "anchor-made-anew"},
       "",
       {},
       [](MysterySetup& setup) {
         set_up_impostor(setup);
         ServiceFault fault;
         fault.kind = "wrong_address";
         fault.name = setup.server.camera;
         fault.address = Ipv4Address{{192, 168, 1, 52}};  // the third camera's
         setup.services.push_back({"dns", {}, {fault}});
       }},
      {"names-fail",
       [] { return words<"mystery.names_fail">(); },
       names,
       {},
       {"name-not-found"},
       "",
       {},
       [](MysterySetup& setup) {
         ServiceFault fault;
         fault.kind = "servfail";
         fault.name = setup.server.camera;
         setup.services.push_back({"dns", {}, {fault}});
       }},
      {"cable-out",
       [] { return words<"mystery.cable_out">(); },
       cable,
       {},
       {"nobody-at-address", "name-not-found"},
       "",
       {},
       [](MysterySetup& setup) { setup.cable_out = true; }},
      {"power-off",
       [] { return words<"mystery.power_off">(); },
       power,
       {},
       {"nobody-at-address", "name-not-found"},
       "",
       {},
       [](MysterySetup& setup) { setup.server.powered = false; }},
      {"wifi-key",
       [] { return words<"mystery.wifi_key">(); },
       client_script,
       {.radio = true},
       {},
       "Wi-Fi: connected False",
       {},
       [](MysterySetup& setup) {
         const std::string other = setup.draw.one_of<std::string>({"learn-ssl", "Learn-TLS", "learn-tls-5G"});
         replace_once(setup.client.script.online, "learn-tls", other);
       }},
  };
}

}  // namespace tlscam
