#include "sim/certificate/certificate_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/certificate/der_shape.h"
#include "sim/certificate/judge.h"
#include "sim/certificate/keys.h"
#include "sim/certificate/pem_blocks.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostBytes = 1u << 20;
constexpr std::size_t kMostCertificates = 100;

/// `Finding` gathers what a file holds, piece by piece: one piece for each block of PEM or element of DER.
struct Finding {
  CertificateFile file;
  KeyInFile key;
  bool has_key = false;
  bool has_request = false;
  bool has_public_key = false;

  void note_problem(std::string_view text) {
    if (file.problem.empty()) file.problem = text;
  }

  void add_private_key(ByteView der, const DerShape& shape) {
    has_key = true;
    key.container = shape.kind;
    key.explicit_curve = shape.explicit_curve;
    file.key_container = shape.kind == DerKind::sec1_key    ? "SEC1"
                         : shape.kind == DerKind::pkcs1_key ? "PKCS#1"
                                                            : "PKCS#8";
    if (auto facts = read_private_key(der.first(shape.size))) {
      key.facts = std::move(*facts);
    } else if (shape.explicit_curve) {
      key.facts.type = "EC";
    } else if (const std::string name = key_algorithm_name(shape.key_algorithm);
               !name.empty() && name != "EC" && name != "RSA") {
      key.facts.type = name;
      key.facts.camera_obstacle = fmt::format("its key is {}", name);
    } else {
      note_problem("the private key is damaged, or of a kind that is not known here");
      has_key = false;
    }
    file.key_type = key.facts.type;
  }

  void add_public_key(ByteView der, const DerShape& shape) {
    has_public_key = true;
    if (auto facts = read_public_key(der.first(shape.size))) {
      key.facts = std::move(*facts);
    } else {
      key.facts.type = key_algorithm_name(shape.key_algorithm);
    }
    file.key_type = key.facts.type;
  }

  void add_request(ByteView der) {
    auto facts = read_request(der);
    has_request = true;
    if (!facts) return note_problem(facts.error().text);
    file.request_subject = std::move(facts->subject);
    file.request_dns_names = std::move(facts->names.dns_names);
    file.request_ip_addresses = std::move(facts->names.ip_addresses);
    key.facts.type = facts->key_type;
    key.facts.public_key = std::move(facts->public_key);
    file.key_type = key.facts.type;
  }

  void add_certificate(ByteView der) {
    auto facts = read_certificate(der);
    if (!facts) return note_problem(facts.error().text);
    if (file.certificates.size() < kMostCertificates) file.certificates.push_back(std::move(*facts));
  }

  void add(ByteView der, const DerShape& shape) {
    switch (shape.kind) {
      case DerKind::certificate:
        return add_certificate(der);
      case DerKind::request:
        return add_request(der);
      case DerKind::pkcs1_key:
      case DerKind::sec1_key:
      case DerKind::pkcs8_key:
        return add_private_key(der, shape);
      case DerKind::encrypted_key:
        has_key = true;
        file.encrypted = true;
        file.key_container = "PKCS#8";
        return;
      case DerKind::public_key:
      case DerKind::rsa_public_key:
        return add_public_key(der, shape);
      case DerKind::pkcs12:
        return note_problem("it is a PKCS#12 bundle; `openssl pkcs12` takes it apart");
      case DerKind::pkcs7:
        return note_problem("it is a PKCS#7 bundle; `openssl pkcs7 -print_certs` takes it apart");
      case DerKind::none:
      case DerKind::other:
        return note_problem("it is damaged, or something else in DER");
    }
  }

  /// `decide` says what the file is, once all of it has been seen. A key next to certificates is only
  /// mentioned.
  void decide() {
    file.also_private_key = has_key && !file.certificates.empty();
    if (file.certificates.size() > 1) {
      file.content = FileContent::chain;
    } else if (!file.certificates.empty()) {
      file.content = FileContent::certificate;
    } else if (has_key) {
      file.content = FileContent::private_key;
    } else if (has_request) {
      file.content = FileContent::certificate_request;
    } else if (has_public_key) {
      file.content = FileContent::public_key;
    }
    file.public_key = file.certificates.empty() ? key.facts.public_key : file.certificates.front().public_key;
  }
};

void read_der(Finding& finding, ByteView bytes) {
  const DerShape first = look_at_der(bytes);
  finding.file.encoding = FileEncoding::der;
  finding.add(bytes, first);
  ByteView rest = bytes.subspan(first.size);
  if (first.kind == DerKind::certificate) {
    // These certificates are joined: the camera reads only the first, but people expect the others to count.
    for (DerShape next = look_at_der(rest); next.kind == DerKind::certificate; next = look_at_der(rest)) {
      finding.add(rest, next);
      rest = rest.subspan(next.size);
    }
  }
  finding.file.trailing_bytes = rest.size();
}

void read_pem_blocks(Finding& finding, const std::vector<PemBlock>& blocks) {
  finding.file.encoding = FileEncoding::pem;
  for (const PemBlock& block : blocks) {
    if (block.encrypted) {
      finding.has_key = true;
      finding.file.encrypted = true;
    } else if (!block.problem.empty()) {
      finding.note_problem(block.problem);
    } else if (!block.label.ends_with("PARAMETERS")) {  // written before a key by `openssl ecparam` without
                                                        // -noout
      finding.add(block.der, look_at_der(block.der));
    }
  }
}

std::string whom(const CertificateFacts& certificate) {
  if (!certificate.common_name.empty()) return certificate.common_name;
  if (!certificate.dns_names.empty()) return certificate.dns_names.front();
  return certificate.subject;
}

std::string summary_of(const CertificateFile& file) {
  std::string text(to_text(file.content));
  if (file.content == FileContent::other)
    return file.problem.empty() ? "not a certificate or key" : file.problem;
  if (file.content == FileContent::certificate && !whom(file.certificates[0]).empty()) {
    text += fmt::format(" for {}", whom(file.certificates[0]));
  }
  if (file.content == FileContent::chain)
    text += fmt::format(" of {} certificates", file.certificates.size());
  if (file.encrypted && file.content == FileContent::private_key) text = "encrypted " + text;
  if (file.content == FileContent::certificate) text += fmt::format(", {}", file.certificates[0].key_type);
  if (file.certificates.empty() && !file.key_type.empty()) text += fmt::format(", {}", file.key_type);
  return fmt::format("{}, {}", text, to_text(file.encoding));
}

}  // namespace

CertificateFile inspect(ByteView bytes, std::string_view name) {
  bytes = bytes.first(std::min(bytes.size(), kMostBytes));
  Finding finding;
  finding.file.name = name;
  if (look_at_der(bytes).size != 0) {
    read_der(finding, bytes);
  } else if (const auto blocks = read_pem(bytes); !blocks.empty()) {
    read_pem_blocks(finding, blocks);
  } else if (bytes.empty()) {
    finding.note_problem("the file is empty");
  } else if (bytes.size() > 1 && bytes[0] == 0x30 && (bytes[1] == 0x81 || bytes[1] == 0x82)) {
    finding.note_problem("it begins like DER, but its end is missing; was it copied whole?");
  }
  finding.decide();
  finding.file.summary = summary_of(finding.file);
  finding.file.camera = judge(finding.file, finding.key);
  return std::move(finding.file);
}

std::vector<Bytes> certificates_in(ByteView bytes) {
  bytes = bytes.first(std::min(bytes.size(), kMostBytes));
  std::vector<Bytes> certificates;
  for (DerShape shape = look_at_der(bytes); shape.kind == DerKind::certificate; shape = look_at_der(bytes)) {
    if (certificates.size() == kMostCertificates) break;
    certificates.emplace_back(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(shape.size));
    bytes = bytes.subspan(shape.size);
  }
  if (!certificates.empty()) return certificates;
  for (PemBlock& block : read_pem(bytes)) {
    if (look_at_der(block.der).kind == DerKind::certificate) certificates.push_back(std::move(block.der));
  }
  return certificates;
}

bool key_belongs(const CertificateFile& key, const CertificateFile& certificate) {
  return !key.public_key.empty() && key.public_key == certificate.public_key;
}

std::string_view to_text(FileContent content) {
  switch (content) {
    case FileContent::other:
      return "other";
    case FileContent::certificate:
      return "certificate";
    case FileContent::chain:
      return "chain";
    case FileContent::private_key:
      return "private key";
    case FileContent::public_key:
      return "public key";
    case FileContent::certificate_request:
      return "certificate request";
  }
  return "";
}

std::string_view to_text(FileEncoding encoding) {
  switch (encoding) {
    case FileEncoding::none:
      return "";
    case FileEncoding::der:
      return "DER";
    case FileEncoding::pem:
      return "PEM";
  }
  return "";
}

}  // namespace tlscam
