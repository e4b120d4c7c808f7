// The network changes names, times and bytes.
#include "tests/diagnosis/mutation.h"

namespace tlscam {
namespace {

const Shape kTls{.datagrams = false, .client_is_victim = false, .chain = {}, .key = {}};
const Shape kDtls{.datagrams = true, .client_is_victim = false, .chain = {}, .key = {}};
const Shape kMutual{.datagrams = false, .client_is_victim = true, .chain = {}, .key = {}};

void place(Plan& plan, const EndPlan& sender, FaultAction action, FaultTarget target, int byte) {
  FrameFault fault;
  fault.action = action;
  fault.target = target;
  fault.byte = byte;
  plan.scene.faults.push_back({sender.camera, fault});
}

template <FaultTarget target, int byte = -1>
void flip_from_server(Plan& plan, Draw&) {
  place(plan, plan.server, FaultAction::flip, target, byte);
}
template <FaultTarget target, int byte = -1>
void flip_from_client(Plan& plan, Draw&) {
  place(plan, plan.client, FaultAction::flip, target, byte);
}
template <FaultTarget target>
void drop_from_server(Plan& plan, Draw&) {
  place(plan, plan.server, FaultAction::drop, target, -1);
}
template <FaultTarget target>
void drop_from_client(Plan& plan, Draw&) {
  place(plan, plan.client, FaultAction::drop, target, -1);
}

template <int hours>
void wrong_time(Plan& plan, Draw&) {
  ServiceFault fault;
  fault.kind = "wrong_time";
  fault.offset = std::chrono::hours(hours);
  plan.scene.services.push_back({"ntp", {}, {fault}});
}

const std::vector<std::string_view> kChanged{"changed-on-the-way", "data-changed-on-the-way",
                                             "certificate-changed-on-the-way"};

using enum FaultTarget;

const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> kMutations{
      {"the time server is a year behind", kTls, wrong_time<-24 * 365>, {"clock-behind"}},
      {"the time server is years ahead", kTls, wrong_time<24 * 365 * 12>, {"clock-ahead"}},
      {"the time server is two hours behind", kTls, wrong_time<-2>, {}},
      {"a name that nobody knows",
       kTls,
       [](Plan& plan, Draw&) {
         replace(plan.client.script.open, plan.address, "socket.getaddrinfo(\"attic\", 8443)[0][-1]");
       },
       {"name-not-found"}},
      {"an address where nobody is",
       kTls,
       [](Plan& plan, Draw&) { replace(plan.client.script.open, plan.address, "(\"192.168.1.77\", 8443)"); },
       {"nobody-at-address"}},
      {"an address on the real internet",
       kTls,
       [](Plan& plan, Draw&) { replace(plan.client.script.open, plan.address, "(\"93.184.216.34\", 443)"); },
       {"not-in-this-world"}},
      {"a name on the real internet",
       kTls,
       [](Plan& plan, Draw&) {
         replace(plan.client.script.open, plan.address, "socket.getaddrinfo(\"www.openmv.io\", 443)[0][-1]");
       },
       {"name-not-found", "not-in-this-world"}},
      {"a bit of ClientHello flips", kTls, flip_from_client<client_hello, 10>, kChanged},
      {"a bit of ClientHello's length flips", kTls, flip_from_client<client_hello, 3>, kChanged},
      {"a bit of ClientHello's end flips", kTls, flip_from_client<client_hello>, kChanged},
      {"a bit of ServerHello flips", kTls, flip_from_server<server_hello, 10>, kChanged},
      {"a bit of ServerHello's version flips", kTls, flip_from_server<server_hello, 5>, kChanged},
      {"a bit of Certificate flips", kTls, flip_from_server<certificate>, kChanged},
      {"a bit inside of Certificate flips", kTls, flip_from_server<certificate, 60>, kChanged},
      {"a bit of ServerKeyExchange flips", kTls, flip_from_server<server_key_exchange>, kChanged},
      {"a bit of the server's key share flips", kTls, flip_from_server<server_key_exchange, 20>, kChanged},
      {"a bit of ClientKeyExchange flips", kTls, flip_from_client<client_key_exchange>, kChanged},
      {"a bit of the client's Finished flips", kTls, flip_from_client<finished>, kChanged},
      {"a bit of the server's Finished flips", kTls, flip_from_server<finished>, kChanged},
      {"a bit of data flips", kTls, flip_from_client<application_data>, kChanged},
      {"a bit of the client's certificate flips", kMutual, flip_from_client<certificate>, kChanged},
      {"a bit of CertificateVerify flips", kMutual, flip_from_client<certificate_verify>, kChanged},
      {"a bit of CertificateRequest flips", kMutual, flip_from_server<certificate_request, 5>, kChanged},
      {"a bit of DTLS ClientHello flips",
       kDtls,
       flip_from_client<client_hello, 10>,
       {"dtls-no-answer", "changed-on-the-way", "dtls-cookie"}},
      {"a bit of DTLS ServerHello flips", kDtls, flip_from_server<server_hello, 10>, kChanged},
      {"a bit of DTLS Certificate flips", kDtls, flip_from_server<certificate>, kChanged},
      {"a bit of DTLS Finished flips", kDtls, flip_from_client<finished>, kChanged},
      {"ClientHello is lost", kTls, drop_from_client<client_hello>, {}},
      {"ServerHello is lost", kTls, drop_from_server<server_hello>, {}},
      {"Finished is lost", kTls, drop_from_server<finished>, {}},
      {"a DTLS ClientHello is lost", kDtls, drop_from_client<client_hello>, {}},
      {"a DTLS ServerHello is lost", kDtls, drop_from_server<server_hello>, {}},
      {"a DTLS cookie is lost", kDtls, drop_from_server<hello_verify_request>, {}},
      {"a DTLS Finished is lost", kDtls, drop_from_client<finished>, {}},
  };
  return kMutations;
}

}  // namespace

std::span<const Mutation> network_mutations() {
  return mutations();
}

}  // namespace tlscam
