#include "sim/fleet/native_device_issuer.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "sim/base/file.h"
#include "sim/base/native_child_process.h"
#include "sim/certificate/certificate_file.h"
#include "sim/workstation/native_confinement.h"
#include "sim/workstation/native_process.h"

namespace tlscam {

namespace fs = std::filesystem;

namespace {

Result<CertificateFile> look_at(const fs::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return fail("{} cannot be read: {}", path.string(), bytes.error().message());
  return inspect(*bytes, path.string());
}

/// Removes what openssl has written when the issuing ends, however it ends.
class Leftovers {
 public:
  explicit Leftovers(std::vector<fs::path> files) : files_(std::move(files)) {}
  ~Leftovers() {
    std::error_code ignored;
    for (const fs::path& file : files_) fs::remove(file, ignored);
  }
  Leftovers(const Leftovers&) = delete;
  Leftovers& operator=(const Leftovers&) = delete;

 private:
  std::vector<fs::path> files_;
};

}  // namespace

Result<DeviceIssuer> DeviceIssuer::open(Authority authority, fs::path work) {
  DeviceIssuer issuer;
  const auto certificate = look_at(authority.certificate);
  if (!certificate) return tl::unexpected(certificate.error());
  if (certificate->certificates.empty())
    return fail("{} is not an authority's certificate: it is {}", authority.certificate.string(),
                certificate->summary);
  if (!certificate->certificates.front().is_ca)
    return fail(
        "{} is not an authority's certificate: it is not marked CA:TRUE, and nobody would accept what it "
        "signs",
        authority.certificate.string());
  const auto key = look_at(authority.key);
  if (!key) return tl::unexpected(key.error());
  if (key->encrypted)
    return fail(
        "the key {} is behind a pass phrase; take it off a copy of it for as long as this takes: openssl "
        "pkey "
        "-in {} -out ca-open.key",
        authority.key.string(), authority.key.string());
  if (key->content != FileContent::private_key)
    return fail("{} is not a private key: it is {}", authority.key.string(), key->summary);
  if (!key_belongs(*key, *certificate))
    return fail("{} is not the key of {}", authority.key.string(), authority.certificate.string());
  issuer.program_ = find_program("openssl");
  if (issuer.program_.empty())
    return fail("the program 'openssl' is not installed on this machine; on Debian: apt install openssl");
  std::error_code error;
  issuer.authority_ = {fs::canonical(authority.certificate, error), fs::canonical(authority.key, error)};
  issuer.work_ = fs::canonical(work, error);
  if (error) return fail("the folder {} cannot be used: {}", work.string(), error.message());
  issuer.anchor_ = certificate->certificates.front().der;
  return issuer;
}

Result<void> DeviceIssuer::openssl(std::vector<std::string> words) const {
  Process::Options options;
  options.program = program_;
  options.words = std::move(words);
  options.words.insert(options.words.begin(), "openssl");
  options.environment = {"HOME=" + work_.string(), "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"};
  options.folder = work_;
  std::optional<ProgramConfinement> confinement;
  if (ProgramConfinement::gap().empty()) {
    auto made =
        ProgramConfinement::make({.program = program_,
                                  .folder = work_.string(),
                                  .files = {authority_.certificate.string(), authority_.key.string()}});
    if (!made) return tl::unexpected(made.error());
    confinement.emplace(std::move(*made));
    options.confine = [&confinement](int rules) { return confinement->apply(rules); };
    options.confined_by = confinement->rules();
  }
  auto process = Process::start(options);
  if (!process) return tl::unexpected(process.error());
  std::string complaint;
  const auto keep = [&complaint](ByteView bytes) { complaint += as_text(bytes); };
  while (process->poll([](ByteView) {}, keep)) process->wait(std::chrono::milliseconds(100));
  if (process->exit_code() == 0) return {};
  while (complaint.ends_with('\n')) complaint.pop_back();
  return fail("openssl {} ended with {}: {}", options.words[1], process->exit_code(), complaint);
}

Result<DeviceIdentity> DeviceIssuer::issue(const FleetDevice& device, int days,
                                           const std::string& serial) const {
  const Leftovers leftovers(
      {work_ / "key.pem", work_ / "key.der", work_ / "request.pem", work_ / "certificate.der"});
  const std::vector<std::vector<std::string>> steps = {
      {"ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem"},
      {"ec", "-in", "key.pem", "-outform", "DER", "-out", "key.der"},
      {"req", "-new", "-key", "key.pem", "-subj", "/CN=" + device.name, "-addext",
       "subjectAltName=" + device.alternative_names(), "-addext", "basicConstraints=critical,CA:FALSE",
       "-addext", "keyUsage=critical,digitalSignature", "-addext", "extendedKeyUsage=serverAuth,clientAuth",
       "-out", "request.pem"},
      {"x509", "-req", "-in", "request.pem", "-CA", authority_.certificate.string(), "-CAkey",
       authority_.key.string(), "-set_serial", "0x" + serial, "-days", std::to_string(days), "-sha256",
       "-copy_extensions", "copy", "-outform", "DER", "-out", "certificate.der"}};
  for (const std::vector<std::string>& step : steps)
    if (auto done = openssl(step); !done) return tl::unexpected(done.error());
  DeviceIdentity identity;
  for (const auto& [name, bytes] :
       {std::pair("certificate.der", &identity.certificate), {"key.der", &identity.key}}) {
    auto read = read_file(work_ / name);
    if (!read) return fail("{} of {} cannot be read: {}", name, device.name, read.error().message());
    *bytes = std::move(*read);
  }
  const CertificateFile certificate = inspect(identity.certificate, "certificate.der");
  if (!key_belongs(inspect(identity.key, "key.der"), certificate) || !certificate.camera.good())
    return fail("openssl made no certificate for {} that a camera can use: {}", device.name,
                certificate.camera.reason);
  return identity;
}

}  // namespace tlscam
