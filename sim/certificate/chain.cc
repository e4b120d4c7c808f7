#include "sim/certificate/chain.h"

#include <fmt/format.h>
#include <mbedtls/error.h>
#include <mbedtls/oid.h>
#include <verification_clock.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>

#include "sim/certificate/certificate_facts.h"
#include "sim/certificate/chain_reasons.h"
#include "sim/certificate/der_shape.h"
#include "sim/certificate/x509.h"

namespace tlscam {
namespace {

constexpr std::uint32_t kUsageFlags = MBEDTLS_X509_BADCERT_KEY_USAGE | MBEDTLS_X509_BADCERT_EXT_KEY_USAGE;
constexpr const char* kBadCertificate = "bad_certificate (42)";

/// mbedTLS leaves out a certificate whose signature it does not know, as if it had not been sent
/// (ssl_parse_certificate_chain); anything else that it cannot read ends the handshake.
bool is_left_out(ByteView der) {
  const CertificateList list = empty_certificate_list();
  return mbedtls_x509_crt_parse_der(list.get(), der.data(), der.size()) ==
         MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG + MBEDTLS_ERR_OID_NOT_FOUND;
}

struct Reading {
  CertificateList list = empty_certificate_list();
  std::vector<std::size_t> places;  ///< position of each of the list's certificates in the input
  std::vector<std::string> notes;
  std::optional<ChainStep> failed;  ///< the presented certificate that ends the handshake

  mbedtls_x509_crt* first() { return places.empty() ? nullptr : list.get(); }
};

/// `obstacle_of` says why the camera cannot read a certificate; empty if it can.
std::string obstacle_of(const Result<CertificateFacts>& facts) {
  return facts ? facts->camera_obstacle : "it is damaged, or signed in a way that it does not know";
}

Result<Reading> read_presented(const std::vector<Bytes>& presented) {
  Reading reading;
  for (std::size_t i = 0; i < presented.size(); ++i) {
    const Bytes& der = presented[i];
    if (look_at_der(der).kind != DerKind::certificate)
      return fail("certificate {} of the chain is none", i + 1);
    const auto facts = read_certificate(der);
    std::string obstacle = obstacle_of(facts);
    if (obstacle.empty()) {
      if (mbedtls_x509_crt_parse_der(reading.list.get(), der.data(), der.size()) == 0) {
        reading.places.push_back(i);
        continue;
      }
      obstacle = "it is damaged";
    }
    std::string name = facts ? facts->subject : std::string();
    if (name.empty()) name = fmt::format("certificate {}", i + 1);
    if (is_left_out(der) && presented.size() > 1) {
      reading.notes.push_back(fmt::format("{} is left out, as if it had not been sent: {}.", name, obstacle));
      continue;
    }
    ChainStep step;
    step.subject = std::move(name);
    step.presented = i;
    step.role = i == 0 ? ChainRole::leaf : ChainRole::intermediate;
    step.checks.push_back(
        {ChainCheckKind::readable, false, fmt::format("The camera cannot read it: {}.", obstacle)});
    reading.failed = std::move(step);
    return reading;
  }
  return reading;
}

Reading read_anchors(const std::vector<Bytes>& anchors) {
  Reading reading;
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const std::string obstacle = obstacle_of(read_certificate(anchors[i]));
    if (obstacle.empty() &&
        mbedtls_x509_crt_parse_der(reading.list.get(), anchors[i].data(), anchors[i].size()) == 0) {
      reading.places.push_back(i);
    } else {
      reading.notes.push_back(fmt::format("Trust anchor {} does not load: {}.", i + 1, obstacle));
    }
  }
  return reading;
}

struct Verified {
  mbedtls_x509_crt* certificate;
  std::uint32_t flags;
};

/// mbedTLS reports the certificates from the top of the chain to the leaf.
int note_verified(void* chain, mbedtls_x509_crt* certificate, int, std::uint32_t* flags) {
  static_cast<std::vector<Verified>*>(chain)->push_back({certificate, *flags});
  return 0;
}

std::optional<std::size_t> place_of(const Reading& reading, const mbedtls_x509_crt* certificate) {
  std::size_t i = 0;
  for (const mbedtls_x509_crt* one = reading.list.get(); one != nullptr && i < reading.places.size();
       one = one->next) {
    if (one == certificate) return reading.places[i];
    ++i;
  }
  return std::nullopt;
}

/// `usage_flags` checks what a TLS 1.2 handshake asks of the leaf in addition to verifying it
/// (mbedtls_ssl_check_cert_usage, with the ECDHE suites, which both ends prefer).
std::uint32_t usage_flags(const mbedtls_x509_crt& leaf, bool from_server) {
  std::uint32_t flags = 0;
  if (mbedtls_x509_crt_check_key_usage(&leaf, MBEDTLS_X509_KU_DIGITAL_SIGNATURE) != 0) {
    flags |= MBEDTLS_X509_BADCERT_KEY_USAGE;
  }
  const char* purpose = from_server ? MBEDTLS_OID_SERVER_AUTH : MBEDTLS_OID_CLIENT_AUTH;
  const std::size_t size =
      from_server ? MBEDTLS_OID_SIZE(MBEDTLS_OID_SERVER_AUTH) : MBEDTLS_OID_SIZE(MBEDTLS_OID_CLIENT_AUTH);
  if (mbedtls_x509_crt_check_extended_key_usage(&leaf, purpose, size) != 0) {
    flags |= MBEDTLS_X509_BADCERT_EXT_KEY_USAGE;
  }
  return flags;
}

/// `alert_for` picks the alert as mbedtls_ssl_verify_certificate does.
const char* alert_for(std::uint32_t flags) {
  struct Row {
    std::uint32_t flag;
    const char* alert;
  };
  constexpr Row kRows[] = {
      {MBEDTLS_X509_BADCERT_CN_MISMATCH, kBadCertificate},
      {MBEDTLS_X509_BADCERT_KEY_USAGE, "unsupported_certificate (43)"},
      {MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, "unsupported_certificate (43)"},
      {MBEDTLS_X509_BADCERT_BAD_PK, "unsupported_certificate (43)"},
      {MBEDTLS_X509_BADCERT_BAD_KEY, "unsupported_certificate (43)"},
      {MBEDTLS_X509_BADCERT_EXPIRED, "certificate_expired (45)"},
      {MBEDTLS_X509_BADCERT_NOT_TRUSTED, "unknown_ca (48)"},
  };
  const auto found = std::ranges::find_if(kRows, [flags](const Row& row) { return (flags & row.flag) != 0; });
  return found == std::end(kRows) ? "certificate_unknown (46)" : found->alert;
}

/// `exception_for` raises as MicroPython does (extmod/modtls_mbedtls.c): a usage error alone differs from a
/// failed verification.
std::string exception_for(std::uint32_t flags, bool has_anchor) {
  if (!has_anchor) return "OSError: (-30336, 'MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED')";
  if ((flags & ~kUsageFlags) == 0) return "OSError: (-31232, 'MBEDTLS_ERR_SSL_BAD_CERTIFICATE')";
  std::array<char, 512> text{};
  mbedtls_x509_crt_verify_info(text.data(), text.size(), "\n", flags);
  return fmt::format("ValueError: {}", text.data());
}

}  // namespace

bool ChainStep::passed() const {
  return std::ranges::all_of(checks, &ChainCheck::passed);
}

Result<ChainVerdict> verify_chain(const ChainQuestion& question) {
  if (question.presented.empty()) return fail("there is no certificate to verify");
  auto presented = read_presented(question.presented);
  if (!presented) return tl::unexpected(presented.error());
  Reading anchors = read_anchors(question.anchors);

  ChainVerdict verdict;
  verdict.notes = presented->notes;
  verdict.notes.insert(verdict.notes.end(), anchors.notes.begin(), anchors.notes.end());
  if (presented->failed || presented->first() == nullptr) {
    if (presented->failed) verdict.steps.push_back(*presented->failed);
    verdict.alert = kBadCertificate;
    return verdict;
  }

  mbedtls_x509_crt* leaf = presented->first();
  tlscam_set_verification_time(
      std::chrono::floor<std::chrono::seconds>(question.clock).time_since_epoch().count());
  std::vector<Verified> chain;
  const int error = mbedtls_x509_crt_verify(leaf, anchors.first(), nullptr,
                                            question.name.empty() ? nullptr : question.name.c_str(),
                                            &verdict.flags, note_verified, &chain);
  if (error != 0 && chain.empty()) {
    return fail("mbedTLS follows at most {} intermediates, and here are more",
                MBEDTLS_X509_MAX_INTERMEDIATE_CA);
  }
  std::ranges::reverse(chain);
  const std::uint32_t usage = usage_flags(*leaf, question.from_server);
  verdict.flags |= usage;
  chain.front().flags |= usage;

  std::size_t self_issued = 0;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const auto place = place_of(*presented, chain[i].certificate);
    ChainLink link;
    link.question = &question;
    link.certificate = chain[i].certificate;
    link.anchors = anchors.first();
    link.presented = leaf;
    link.depth = i;
    link.self_issued = self_issued;
    link.is_anchor = !place.has_value();
    link.flags = chain[i].flags;
    if (i + 1 < chain.size()) {
      link.parent = chain[i + 1].certificate;
      link.parent_is_anchor = !place_of(*presented, link.parent).has_value();
    }
    ChainStep step;
    step.subject = name_text(link.certificate->subject);
    step.role = link.is_anchor ? ChainRole::anchor : i == 0 ? ChainRole::leaf : ChainRole::intermediate;
    step.presented = place;
    step.flags = link.flags;
    step.checks = reasons_of(link);
    verdict.steps.push_back(std::move(step));
    if (i > 0 && same_name(link.certificate->issuer, link.certificate->subject)) ++self_issued;
  }
  const bool has_anchor = anchors.first() != nullptr;
  verdict.accepted = verdict.flags == 0 && has_anchor;
  if (!verdict.accepted) {
    verdict.alert = alert_for(verdict.flags);
    verdict.exception = exception_for(verdict.flags, has_anchor);
  }
  return verdict;
}

std::string_view to_text(ChainCheckKind kind) {
  constexpr std::string_view kNames[] = {"readable",  "name",   "key",       "time",
                                         "hash",      "issuer", "authority", "path_length",
                                         "signature", "anchor", "key_usage", "extended_key_usage"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view to_text(ChainRole role) {
  constexpr std::string_view kNames[] = {"leaf", "intermediate", "anchor"};
  return kNames[static_cast<std::size_t>(role)];
}

}  // namespace tlscam
