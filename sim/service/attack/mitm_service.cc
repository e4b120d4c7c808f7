#include "sim/service/attack/man_in_the_middle.h"
#include "sim/service/service_list.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

// HTTPS, its usual other port, and MQTT over TLS.
const std::vector<std::uint16_t> kPorts{443, 8443, 8883};

// Reads a certificate, or a chain, and its key from files of the workstation.
Result<std::shared_ptr<TlsIdentity>> identity_of_workstation(
    const std::function<Result<Bytes>(const std::string&)>& read, const std::vector<std::string>& files) {
  std::vector<Bytes> contents;
  for (const std::string& file : files) {
    auto content = read(file);
    if (!content) return fail("{}: {}", file, content.error().text);
    contents.push_back(std::move(*content));
  }
  auto identity = TlsIdentity::read({contents[0]}, contents[1]);
  if (!identity) return fail("{} and {}: {}", files[0], files[1], identity.error().text);
  return identity;
}

class MitmService : public Service {
 public:
  explicit MitmService(std::shared_ptr<ManInTheMiddle> box) : box_(std::move(box)) {}
  std::shared_ptr<Middlebox> middlebox() override { return box_; }
  Attacker* attacker() override { return box_.get(); }
  std::vector<ServiceFact> facts() const override {
    return {{words<"attacker.connections_taken">(), std::to_string(box_->taken())}};
  }

  static Result<std::unique_ptr<Service>> start(const ServicePlace& place, const Settings& settings) {
    ManInTheMiddle::Wishes wishes;
    wishes.ports = setting(settings, "ports", kPorts);
    if (settings.contains("certificates") != settings.contains("key"))
      return fail("certificates: a certificate and its key belong together");
    if (settings.contains("key")) {
      auto identity = TlsIdentity::read(setting<std::vector<Bytes>>(settings, "certificates"),
                                        setting<Bytes>(settings, "key"));
      if (!identity) return tl::unexpected(identity.error());
      wishes.identity = std::move(*identity);
    }
    const auto files = setting<std::vector<std::string>>(settings, "from_workstation");
    if (!files.empty()) {
      if (files.size() != 2)
        return fail("from_workstation: it names two files, the certificates and the key");
      if (wishes.identity) return fail("from_workstation: the scene gives a certificate already");
      if (!place.workstation_file) return fail("from_workstation: there is no workstation here");
      wishes.fresh_identity = [read = place.workstation_file, files] {
        return identity_of_workstation(read, files);
      };
    }
    const auto replace = setting<std::map<std::string, std::string>>(settings, "replace");
    if (replace.size() > 1) return fail("replace: one text is replaced, not {}", replace.size());
    if (!replace.empty()) std::tie(wishes.replace, wishes.with) = *replace.begin();
    if (!replace.empty() && wishes.replace.empty()) return fail("replace: there is no text to look for");
    Gateway& gateway = place.gateway;
    TlsSettings as_client;
    as_client.is_server = false;
    auto endpoint =
        TlsEndpoint::create(gateway.events(), Random::derive(place.seed, "client"), std::move(as_client));
    if (!endpoint) return tl::unexpected(endpoint.error());
    return std::make_unique<MitmService>(std::make_shared<ManInTheMiddle>(
        gateway.network(), place.seed, std::move(*endpoint), std::move(wishes)));
  }

 private:
  std::shared_ptr<ManInTheMiddle> box_;
};

}  // namespace

ServiceForm man_in_the_middle() {
  ServiceForm form;
  form.key = "mitm";
  form.title = words<"attacker.mitm">();
  form.does = words<"attacker.mitm_does">();
  form.runs = ServiceForm::Runs::way;
  form.attacks = true;
  form.settings = {
      {"ports", SettingType::ports,
       "TCP connections to these are taken apart; 443, 8443 and 8883 without it."},
      {"certificates", SettingType::files,
       "What it shows to clients, with the leaf first. DER or PEM. It forges one itself without it."},
      {"key", SettingType::file, "The private key of the first certificate. DER or PEM."},
      {"from_workstation", SettingType::texts,
       "Two files of the workstation, the certificates and the key, which it takes each time that it "
       "begins."},
      {"replace", SettingType::text_map, "A text, and what is put in its place, in both directions."}};
  form.start = MitmService::start;
  return form;
}

}  // namespace tlscam
