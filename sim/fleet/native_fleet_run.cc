#include "sim/fleet/native_fleet_run.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sim/base/file.h"
#include "sim/base/native_descriptor.h"
#include "sim/certificate/certificate_file.h"

namespace tlscam {

namespace fs = std::filesystem;

namespace {

/// Writes under another name first, so that a file is whole or not there, and readable by nobody else from
/// its first byte on.
Result<void> write_private(const fs::path& path, ByteView bytes) {
  fs::path aside = path;
  aside += ".new";
  ::unlink(aside.c_str());
  {
    const Descriptor file(::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    bool is_written = file.is_open();
    while (is_written && !bytes.empty()) {
      const ssize_t size = ::write(file.number(), bytes.data(), bytes.size());
      if (size < 0 && errno == EINTR) continue;
      is_written = size > 0;
      if (is_written) bytes = bytes.subspan(static_cast<std::size_t>(size));
    }
    is_written = is_written && ::fsync(file.number()) == 0;
    if (!is_written) return fail("{} cannot be written: {}", path.string(), std::strerror(errno));
  }
  if (::rename(aside.c_str(), path.c_str()) != 0)
    return fail("{} cannot be written: {}", path.string(), std::strerror(errno));
  return {};
}

Result<void> make_private_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) return {};
  struct stat facts {};
  if (errno != EEXIST || ::stat(folder.c_str(), &facts) != 0)
    return fail("the folder {} cannot be made: {}", folder.string(), std::strerror(errno));
  if (!S_ISDIR(facts.st_mode)) return fail("{} is not a folder", folder.string());
  if ((facts.st_mode & 077) != 0)
    return fail("others than you may read the folder {}, where keys are kept; chmod 700 {}", folder.string(),
                folder.string());
  return {};
}

FleetEntry entry_of(const FleetDevice& device, const Bytes* certificate) {
  FleetEntry entry;
  entry.name = device.name;
  entry.port = device.port;
  entry.names = device.alternative_names();
  if (!certificate) return entry;
  const CertificateFile file = inspect(*certificate, device.name);
  if (file.certificates.empty()) return entry;
  entry.serial = file.certificates.front().serial;
  entry.fingerprint = file.certificates.front().sha256_fingerprint;
  entry.ends = to_text(std::chrono::floor<std::chrono::seconds>(file.certificates.front().not_after));
  return entry;
}

/// Addresses have several spellings: they are compared by their bytes.
std::vector<Bytes> addresses_of(const std::vector<std::string>& texts) {
  std::vector<Bytes> addresses;
  addresses.reserve(texts.size());
  for (const std::string& text : texts) {
    Bytes address(sizeof(in6_addr));
    const bool is_ipv4 = ::inet_pton(AF_INET, text.c_str(), address.data()) == 1;
    if (is_ipv4) address.resize(sizeof(in_addr));
    if (is_ipv4 || ::inet_pton(AF_INET6, text.c_str(), address.data()) == 1)
      addresses.push_back(std::move(address));
  }
  return addresses;
}

bool has_names(const CertificateFacts& certificate, const FleetDevice& device) {
  return std::ranges::is_permutation(certificate.dns_names, device.hostnames) &&
         std::ranges::is_permutation(addresses_of(certificate.ip_addresses), addresses_of(device.addresses));
}

}  // namespace

Result<FleetRun> FleetRun::open(Options options) {
  if (auto made = make_private_folder(options.folder); !made) return tl::unexpected(made.error());
  auto issuer = DeviceIssuer::open(options.authority, options.folder);
  if (!issuer) return tl::unexpected(issuer.error());
  FleetReport report;
  if (const auto old = read_file(options.folder / "report.csv")) {
    auto parsed = parse_report(as_text(*old));
    if (!parsed)
      return fail("{}: {}; move it away", (options.folder / "report.csv").string(), parsed.error().text);
    report = std::move(*parsed);
  }
  return FleetRun(std::move(options), std::move(*issuer), std::move(report));
}

Result<DeviceIdentity> FleetRun::identity_of(const FleetDevice& device, const Note& note) const {
  const fs::path certificate_path = options_.folder / (device.name + ".der");
  const fs::path key_path = options_.folder / (device.name + "-key.der");
  const auto certificate = read_file(certificate_path);
  const auto key = read_file(key_path);
  if (certificate && key && !options_.renew) {
    const CertificateFile found = inspect(*certificate, certificate_path.string());
    const bool usable = !found.certificates.empty() && key_belongs(inspect(*key, key_path.string()), found) &&
                        found.certificates.front().not_after > options_.now &&
                        has_names(found.certificates.front(), device);
    const bool ours =
        usable && certificates_in(issuer_.anchor()).size() == 1 &&
        is_signed_by(found.certificates.front(), inspect(issuer_.anchor(), "anchor").certificates.front());
    if (ours) return DeviceIdentity{*certificate, *key};
    note(fmt::format("{}: its certificate does not fit any more; it gets a new one", device.name));
  }
  auto identity = issuer_.issue(device, options_.days, options_.next_serial());
  if (!identity) return identity;
  // The key first: a certificate without its key is of no use.
  if (auto written = write_private(key_path, identity->key); !written) return tl::unexpected(written.error());
  if (auto written = write_private(certificate_path, identity->certificate); !written)
    return tl::unexpected(written.error());
  return identity;
}

Result<void> FleetRun::write_report() const {
  const std::string csv = report_.to_csv();
  if (auto written = write_private(options_.folder / "report.csv", as_bytes(csv)); !written) return written;
  const std::string text = report_.to_text(options_.now);
  return write_private(options_.folder / "report.txt", as_bytes(text));
}

Result<FleetReport> FleetRun::run(const std::vector<FleetDevice>& devices, const Deploy& deploy,
                                  const Note& note) {
  std::vector<OtherDevice> others;
  for (const FleetDevice& device : devices) {
    const auto identity = identity_of(device, note);
    FleetEntry entry = entry_of(device, identity ? &identity->certificate : nullptr);
    entry.when = to_text(std::chrono::floor<std::chrono::seconds>(options_.now));
    const FleetEntry* before = report_.find(device.name);
    const bool is_done = before && before->state == "deployed" && before->fingerprint == entry.fingerprint;
    if (!identity) {
      entry.state = "failed";
      entry.reason = identity.error().text;
      note(fmt::format("{}: failed: {}", device.name, entry.reason));
    } else if (is_done && !options_.again) {
      note(fmt::format("{}: is deployed already ({})", device.name, before->when));
      entry = *before;
    } else if (!deploy || device.port.empty()) {
      entry.state = "made";
      note(fmt::format("{}: its files are made", device.name));
    } else {
      const Result<void> deployed = deploy({device, *identity, issuer_.anchor(), others});
      entry.state = deployed ? "deployed" : "failed";
      if (!deployed) entry.reason = deployed.error().text;
      note(deployed ? fmt::format("{}: deployed", device.name)
                    : fmt::format("{}: failed: {}", device.name, entry.reason));
    }
    if (identity) others.push_back({device.name, inspect(identity->key, device.name).public_key});
    report_.set(std::move(entry));
    if (auto written = write_report(); !written) return tl::unexpected(written.error());
  }
  return report_;
}

}  // namespace tlscam
