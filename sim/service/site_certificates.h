#pragma once
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "sim/base/result.h"
#include "sim/service/service.h"
#include "sim/stack/tls_endpoint.h"

namespace tlscam {

/// SiteCertificates are what a TLS server of the internet shows of itself: which certificates, by the date
/// and by what is wrong with it at present. A certificate is read when it is first shown.
class SiteCertificates {
 public:
  /// The settings and faults that every server with TLS has.
  static std::vector<SettingForm> setting_forms();
  static std::vector<FaultForm> fault_forms();

  /// Fails when the settings contradict each other, or what the server shows now cannot be read.
  static Result<std::unique_ptr<SiteCertificates>> create(const ServicePlace& place,
                                                          const Settings& settings);

  void set_faults(const std::vector<ServiceFault>& faults);

  /// A connection that begins now is made with this. Fails when a certificate or the key cannot be read.
  Result<std::shared_ptr<TlsEndpoint>> endpoint();

 private:
  using Chain = std::vector<Bytes>;

  SiteCertificates(EventQueue& events, std::uint64_t seed) : events_(events), seed_(seed) {}
  Result<void> read(const Settings& settings);
  std::size_t in_force() const;

  EventQueue& events_;
  const std::uint64_t seed_;
  TlsSettings wanted_;  // without an identity
  Bytes key_;
  std::vector<Chain> chains_;   // the first, and its renewals
  std::vector<Instant> begin_;  // by chain
  std::string fault_;           // its kind; empty: none
  std::size_t kept_ = 0;        // the chain in force when the fault came
  std::map<std::pair<std::size_t, std::size_t>, std::shared_ptr<TlsEndpoint>>
      made_;  // by chain and its length
};

}  // namespace tlscam
