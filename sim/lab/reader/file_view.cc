#include "sim/lab/reader/file_view.h"

#include <fmt/ranges.h>

#include "sim/certificate/certificate_file.h"
#include "sim/lab/view/file_kinds.h"

namespace tlscam {
namespace {

void add(std::vector<FileField>& fields, std::string label, std::string value) {
  if (!value.empty()) fields.push_back({std::move(label), std::move(value)});
}

void add_certificate(std::vector<FileField>& fields, const CertificateFacts& facts) {
  add(fields, "Subject", facts.subject);
  add(fields, "Issuer", facts.self_signed ? facts.issuer + " (itself)" : facts.issuer);
  add(fields, "Valid from", to_text(facts.not_before));
  add(fields, "Valid until", to_text(facts.not_after));
  add(fields, "DNS names", fmt::format("{}", fmt::join(facts.dns_names, ", ")));
  add(fields, "IP addresses", fmt::format("{}", fmt::join(facts.ip_addresses, ", ")));
  add(fields, "Other names", fmt::format("{}", fmt::join(facts.other_names, ", ")));
  add(fields, "Key", facts.key_type);
  add(fields, "Certificate authority", facts.is_ca ? "yes" : "no");
  add(fields, "Key usage", fmt::format("{}", fmt::join(facts.key_usage, ", ")));
  add(fields, "Extended key usage", fmt::format("{}", fmt::join(facts.extended_key_usage, ", ")));
  add(fields, "Signature", facts.signature_algorithm);
  add(fields, "Serial number", facts.serial);
  add(fields, "SHA-256 fingerprint", facts.sha256_fingerprint);
}

}  // namespace

FileView view_file(ByteView bytes, std::string_view name) {
  const CertificateFile file = inspect(bytes, name);
  FileView view;
  view.kind = kind_of_file(name, file.content);
  view.summary = file.summary;
  view.problem = file.problem;
  if (file.content == FileContent::other) return view;
  view.content = to_text(file.content);
  view.encoding = to_text(file.encoding);
  for (const CertificateFacts& facts : file.certificates) add_certificate(view.fields, facts);
  if (file.certificates.empty()) {
    add(view.fields, "Subject", file.request_subject);
    add(view.fields, "DNS names", fmt::format("{}", fmt::join(file.request_dns_names, ", ")));
    add(view.fields, "IP addresses", fmt::format("{}", fmt::join(file.request_ip_addresses, ", ")));
    add(view.fields, "Key", file.encrypted ? "behind a pass phrase" : file.key_type);
    add(view.fields, "Container", file.key_container);
  } else {
    view.not_before = file.certificates.front().not_before;
    view.not_after = file.certificates.front().not_after;
  }
  view.loads = to_text(file.camera.loads);
  view.good = file.camera.good();
  view.reason = file.camera.reason;
  view.command = file.camera.command;
  return view;
}

std::optional<bool> belong_together(ByteView one, ByteView other) {
  CertificateFile key = inspect(one, "");
  CertificateFile certificate = inspect(other, "");
  if (key.content != FileContent::private_key) std::swap(key, certificate);
  if (key.content != FileContent::private_key || certificate.certificates.empty()) return std::nullopt;
  return key_belongs(key, certificate);
}

}  // namespace tlscam
