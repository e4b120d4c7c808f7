#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/certificate/camera_verdict.h"
#include "sim/certificate/certificate_facts.h"

namespace tlscam {

/// `FileContent` is what a file holds. A `chain` is two or more certificates in one file.
enum class FileContent { other, certificate, chain, private_key, public_key, certificate_request };

/// `none` means neither encoding, or nothing that is known.
enum class FileEncoding { none, der, pem };

/// `CertificateFile` is what inspect() found in a file.
struct CertificateFile {
  std::string name;
  FileContent content = FileContent::other;
  FileEncoding encoding = FileEncoding::none;
  std::vector<CertificateFacts> certificates;  ///< one certificate, or those of a chain in the order of the
                                               ///< file
  std::string key_type;                        ///< key type of a key or a request: "P-256"; empty when it is
                                               ///< encrypted
  bool encrypted = false;                      ///< a private key that needs a pass phrase
  std::string key_container;                   ///< format of a private key: "SEC1", "PKCS#1", "PKCS#8"
  std::string request_subject;                 ///< subject of a certificate request
  std::vector<std::string> request_dns_names;
  std::vector<std::string> request_ip_addresses;
  bool also_private_key = false;   ///< PEM with a certificate and a private key in one file
  Bytes public_key;                ///< SubjectPublicKeyInfo as DER, of anything that has a key; empty if
                                   ///< nothing has
  std::size_t trailing_bytes = 0;  ///< DER: number of bytes after the part that was read
  std::string summary;             ///< one line for people: "certificate for openmv, P-256, DER"
  std::string problem;             ///< why it could not be read, for people; empty if it could
  CameraVerdict camera;
};

/// `inspect` finds out what a file is. `name` is used only in texts and commands. It never fails: an unknown
/// file is FileContent::other. It looks at no more than the first megabyte.
CertificateFile inspect(ByteView bytes, std::string_view name);

/// `certificates_in` returns the certificates of a file as DER, in its order, including those that nobody
/// here can read. It stops after a hundred.
std::vector<Bytes> certificates_in(ByteView bytes);

/// `key_belongs` tests whether the private (or public) key in one file is the key of the first certificate
/// (or the request) in the other. It is false when either has no readable key.
bool key_belongs(const CertificateFile& key, const CertificateFile& certificate);

/// `to_text` gives "certificate", "private key", ...; "PEM", "DER", "".
std::string_view to_text(FileContent content);
std::string_view to_text(FileEncoding encoding);

}  // namespace tlscam
