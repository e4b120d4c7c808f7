#pragma once
#include <filesystem>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/fleet/native_fleet_list.h"

namespace tlscam {

/// `DeviceIdentity` is the key of one device and the certificate that an authority has given it, as DER.
struct DeviceIdentity {
  Bytes certificate;
  Bytes key;
};

/// `DeviceIssuer` lets a learner's own authority sign certificates for devices. The genuine openssl makes
/// keys and certificates, behind the wall that the workstation's programs have: it reads the authority's two
/// files, and writes in one folder. Keys are in no message.
class DeviceIssuer {
 public:
  struct Authority {
    std::filesystem::path certificate;  ///< PEM or DER
    std::filesystem::path key;          ///< without a pass phrase
  };

  /// Looks whether the authority's files belong together, and whether openssl is there. `work` is a folder of
  /// the caller's own that only its owner can read; nothing stays in it.
  static Result<DeviceIssuer> open(Authority authority, std::filesystem::path work);

  /// Makes a P-256 key and a certificate for it that is valid from now on. `serial` is its number in
  /// hexadecimal digits, and a number that the authority has not used: RFC 5280 section 4.1.2.2 wants at
  /// least 64 random bits.
  Result<DeviceIdentity> issue(const FleetDevice& device, int days, const std::string& serial) const;

  /// The authority's certificate as DER: the anchor of those who verify the devices.
  const Bytes& anchor() const { return anchor_; }

 private:
  DeviceIssuer() = default;
  Result<void> openssl(std::vector<std::string> words) const;

  Authority authority_;
  std::filesystem::path work_;
  std::string program_;
  Bytes anchor_;
};

}  // namespace tlscam
