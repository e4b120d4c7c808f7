#include "sim/mystery/mystery_setup.h"

#include <fmt/format.h>

#include "sim/mystery/mystery_scripts.h"

namespace tlscam {
namespace {

const std::vector<std::pair<std::string, std::string>> kCameras{
    {"gate", "porch"}, {"barn", "office"}, {"pump", "shed"},    {"door", "hall"},
    {"mast", "cabin"}, {"lock", "desk"},   {"boiler", "attic"}, {"hive", "hut"},
};
const std::vector<std::string> kBystanders{"visitor", "spare", "test-7", "lab"};
const std::vector<std::string> kAuthorities{"Garden Root", "Home CA", "Yard Root", "Plant Root", "Family CA"};
const std::vector<std::string> kAnchors{"ca", "root", "trust"};
const std::vector<std::string> kServerBases{"server", "front", "web", "device"};
const std::vector<std::string> kClientBases{"client", "mine", "reader", "own"};
const std::vector<std::pair<std::string, std::string>> kTopics{
    {"temperature", "21 degrees"}, {"level", "83 percent"}, {"door", "closed"},
    {"battery", "3.7 volts"},      {"wind", "4 knots"},     {"light", "on"},
};
const std::vector<std::uint16_t> kPorts{8443, 4433, 8883, 9443, 6443};
constexpr std::uint16_t kDatagramPort = 5684;  // RFC 7252, section 6.2
constexpr Duration kDay = std::chrono::hours(24);

// The authority's configuration; extensions that a request asks for are taken over.
constexpr std::string_view kConfiguration = R"([ca]
default_ca = here
[here]
new_certs_dir = making/new
database = making/index.txt
rand_serial = yes
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[not_root]
basicConstraints = critical,CA:FALSE
[middle]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign
[plain]
basicConstraints = CA:FALSE
[for_clients]
basicConstraints = CA:FALSE
extendedKeyUsage = clientAuth
[for_servers]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
[for_agreement]
basicConstraints = CA:FALSE
keyUsage = critical,keyAgreement
[strange]
basicConstraints = CA:FALSE
1.3.6.1.4.1.99999.1 = critical,ASN1:UTF8String:for members only
)";
constexpr std::string_view kLarge = R"([large]
basicConstraints = CA:FALSE
nsComment = )";
constexpr std::size_t kLargeComment = 4600;

Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

std::string configuration() {
  return std::string(kConfiguration) + std::string(kLarge) + std::string(kLargeComment, 'x') + "\n";
}

std::string key_command(const std::string& kind, const std::string& file) {
  const std::string how = kind == "EC"         ? "EC -pkeyopt ec_paramgen_curve:P-256"
                          : kind == "RSA 1024" ? "RSA -pkeyopt rsa_keygen_bits:1024"
                                               : kind;
  return fmt::format("openssl genpkey -algorithm {} -out {}", how, file);
}

std::string request_command(const std::string& base, const CertificateRecipe& recipe,
                            const std::string& out) {
  std::string line =
      fmt::format("openssl req -new -config making/ca.cnf -key {}-key.pem -subj '/CN={}' -out {}", base,
                  recipe.common_name, out);
  if (!recipe.names.empty()) line += " -addext subjectAltName=" + recipe.names;
  return line;
}

// A date as `openssl ca` takes it.
std::string date(const MysterySetup& setup, int day) {
  const Instant at = setup.clock + day * kDay;
  std::string digits;
  for (const char letter : to_text(std::chrono::floor<std::chrono::seconds>(at)))
    if (letter >= '0' && letter <= '9') digits += letter;
  return digits + "Z";
}

// `signer` is "-selfsign", or "-cert FILE".
std::string sign_command(const MysterySetup& setup, const std::string& signer, const std::string& key,
                         const CertificateRecipe& recipe, const std::string& request,
                         const std::string& out) {
  return fmt::format(
      "openssl ca -batch -notext -config making/ca.cnf {} -keyfile {} -in {} -extensions {} -startdate {} "
      "-enddate {} -md {} -out {}",
      signer, key, request, recipe.extensions, date(setup, recipe.from_day), date(setup, recipe.to_day),
      recipe.hash, out);
}

std::string der_command(const std::string& base) {
  return fmt::format("openssl x509 -in {0}.pem -outform DER -out {0}.der", base);
}

void make_authority(const MysterySetup& setup, std::vector<std::string>& commands) {
  const std::string& base = setup.anchor;
  commands.push_back(key_command("EC", base + "-key.pem"));
  commands.push_back(request_command(base, setup.authority, "making/root.csr"));
  commands.push_back(
      sign_command(setup, "-selfsign", base + "-key.pem", setup.authority, "making/root.csr", base + ".pem"));
  commands.push_back(der_command(base));
  if (!setup.shape.intermediate) return;
  CertificateRecipe middle;
  middle.common_name = setup.authority.common_name + " Issuing";
  middle.extensions = "middle";
  middle.to_day = 700;
  commands.push_back(key_command("EC", "issuing-key.pem"));
  commands.push_back(request_command("issuing", middle, "making/issuing.csr"));
  commands.push_back(sign_command(setup, fmt::format("-cert {}.pem", base), base + "-key.pem", middle,
                                  "making/issuing.csr", "issuing.pem"));
  commands.push_back(der_command("issuing"));
}

void make_certificate(const MysterySetup& setup, const MysteryEnd& end, std::vector<std::string>& commands) {
  const std::string issuer = setup.issuer();
  CertificateRecipe right = end.certificate;
  right.names = "DNS:" + end.camera;
  right.common_name = end.camera;
  commands.push_back(key_command(end.certificate.key, end.base + "-key.pem"));
  commands.push_back(request_command(end.base, end.certificate, "making/end.csr"));
  commands.push_back(sign_command(setup, fmt::format("-cert {}.pem", issuer), issuer + "-key.pem",
                                  end.certificate, "making/end.csr", end.base + ".pem"));
  commands.push_back(der_command(end.base));
  commands.push_back(fmt::format("openssl pkey -in {0}-key.pem -outform DER -out {0}-key.der", end.base));
  commands.push_back(request_command(end.base, right, end.base + ".csr"));
}

// Those of last year, by an authority whose key is gone.
void make_old_files(const MysterySetup& setup, std::vector<std::string>& commands) {
  commands.push_back(key_command("EC", "making/old-key.pem"));
  commands.push_back(fmt::format(
      "openssl req -x509 -new -config making/ca.cnf -extensions root -key making/old-key.pem -days 500 "
      "-subj '/CN={} old' -outform DER -out old/{}.der",
      setup.authority.common_name, setup.anchor));
  for (const MysteryEnd* end : {&setup.server, &setup.client}) {
    if (end == &setup.client && !setup.shape.mutual) continue;
    commands.push_back(key_command("EC", fmt::format("old/{}-key.der -outform DER", end->base)));
    commands.push_back(fmt::format(
        "openssl req -x509 -new -config making/ca.cnf -extensions plain -CA old/{0}.der -CAkey "
        "making/old-key.pem -key old/{1}-key.der -days 200 -subj /CN={2} -addext subjectAltName=DNS:{2} "
        "-outform DER -out old/{1}.der",
        setup.anchor, end->base, end->camera));
  }
}

SceneCamera camera_of(const MysteryEnd& end, unsigned number) {
  SceneCamera camera;
  camera.name = end.camera;
  camera.number = number;
  camera.powered = end.powered;
  camera.files = end.files;
  camera.copies = end.copies;
  if (end.runs && !end.script.file.empty()) camera.files["main.py"] = bytes_of(end.script.text());
  return camera;
}

void put_files(MysterySetup& setup) {
  const auto put = [](MysteryEnd& end, const std::string& file) { end.copies[file] = file; };
  for (const std::string ending : {".der", "-key.der"}) {
    put(setup.server, setup.server.base + ending);
    if (setup.shape.mutual) put(setup.client, setup.client.base + ending);
  }
  if (setup.shape.intermediate) put(setup.server, "issuing.der");
  put(setup.client, setup.anchor + ".der");
  if (setup.shape.mutual) put(setup.server, setup.anchor + ".der");
}

}  // namespace

MysterySetup sound_setup(std::uint64_t seed, const MysteryShape& shape) {
  MysterySetup setup;
  setup.draw = MysteryDraw(Random::derive(seed, "setup"));
  MysteryDraw& draw = setup.draw;
  setup.shape = shape;
  setup.clock = kDefaultSceneClock + draw.between(0, 300) * kDay;
  setup.clock += std::chrono::minutes(draw.between(0, 600));
  std::tie(setup.server.camera, setup.client.camera) = draw.one_of(kCameras);
  setup.bystander.camera = draw.one_of(kBystanders);
  std::tie(setup.topic, setup.reply) = draw.one_of(kTopics);
  setup.port = shape.datagrams ? kDatagramPort : draw.one_of(kPorts);
  setup.anchor = draw.one_of(kAnchors);
  setup.authority.common_name = draw.one_of(kAuthorities);
  setup.authority.extensions = "root";
  setup.authority.from_day = -draw.between(200, 900);
  setup.authority.to_day = draw.between(900, 3000);
  setup.server.base = draw.one_of(kServerBases);
  setup.client.base = draw.one_of(kClientBases);
  for (MysteryEnd* end : {&setup.server, &setup.client}) {
    end->certificate.common_name = end->camera;
    end->certificate.names = "DNS:" + end->camera;
    end->certificate.from_day = -draw.between(10, 60);
    end->certificate.to_day = draw.between(30, 300);
    end->script.file = end->camera + ".py";
  }
  put_files(setup);
  write_scripts(setup);
  return setup;
}

Scene scene_of(const MysterySetup& setup, std::uint64_t seed) {
  Scene scene;
  scene.seed = seed;
  scene.clock = setup.clock;
  scene.run_for = std::chrono::minutes(4);
  scene.cameras = {camera_of(setup.server, 0), camera_of(setup.client, 1), camera_of(setup.bystander, 2)};
  scene.services = setup.services;
  if (setup.cable_out) {
    LinkConditions out;
    out.up = false;
    scene.cameras.front().link = out;
  }
  for (const MysteryEnd* end : {&setup.server, &setup.client})
    scene.workstation_files[end->script.file] = bytes_of(end->script.text());
  scene.workstation_files["brief.txt"] = bytes_of(brief_of(setup));
  scene.workstation_files["making/ca.cnf"] = bytes_of(configuration());
  scene.workstation_files["making/index.txt"] = {};
  scene.workstation_commands = {"mkdir -p making/new old"};
  make_authority(setup, scene.workstation_commands);
  make_certificate(setup, setup.server, scene.workstation_commands);
  if (setup.shape.mutual) make_certificate(setup, setup.client, scene.workstation_commands);
  make_old_files(setup, scene.workstation_commands);
  scene.workstation_commands.emplace_back("rm -rf making");
  return scene;
}

void replace_once(std::string& text, std::string_view old, std::string_view with) {
  const std::size_t at = text.find(old);
  if (at != std::string::npos) text.replace(at, old.size(), with);
}

}  // namespace tlscam
