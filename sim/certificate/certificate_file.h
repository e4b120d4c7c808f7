#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/certificate/camera_verdict.h"
#include "sim/certificate/certificate_facts.h"

namespace tlscam {

/// What a file holds. `chain`: two certificates or more, joined.
enum class FileContent { other, certificate, chain, private_key, public_key, certificate_request };

/// `none`: neither, or nothing that is known.
enum class FileEncoding { none, der, pem };

/// What inspect() found in a file.
struct CertificateFile {
  std::string name;
  FileContent content = FileContent::other;
  FileEncoding encoding = FileEncoding::none;
  std::vector<CertificateFacts> certificates;  ///< one, or those of a chain in the order of the file
  std::string key_type;                        ///< of a key or a request: "P-256"; empty when it is encrypted
  bool encrypted = false;                      ///< a private key that needs a pass phrase
  std::string key_container;                   ///< of a private key: "SEC1", "PKCS#1", "PKCS#8"
  std::string request_subject;                 ///< of a certificate request
  std::vector<std::string> request_dns_names;
  std::vector<std::string> request_ip_addresses;
  bool also_private_key = false;   ///< PEM: a certificate and a private key in one file
  Bytes public_key;                ///< SubjectPublicKeyInfo as DER, of whatever has a key; empty: none
  std::size_t trailing_bytes = 0;  ///< DER: bytes behind the end of what was read
  std::string summary;             ///< one line for people: "certificate for openmv, P-256, DER"
  std::string problem;             ///< why it could not be read, for people; empty: it could
  CameraVerdict camera;
};

/// Says what a file is. `name` is used in texts and commands only. Never fails: what is not known is
/// FileContent::other. At most the first megabyte is looked at.
CertificateFile inspect(ByteView bytes, std::string_view name);

/// The certificates of a file as DER, in its order; also those that nobody here can read. At most a hundred.
std::vector<Bytes> certificates_in(ByteView bytes);

/// Whether the private (or public) key in one file is that of the first certificate (or the request) in the
/// other. False when either has no key that could be read.
bool key_belongs(const CertificateFile& key, const CertificateFile& certificate);

/// "certificate", "private key", ...; "PEM", "DER", "".
std::string_view to_text(FileContent content);
std::string_view to_text(FileEncoding encoding);

}  // namespace tlscam
