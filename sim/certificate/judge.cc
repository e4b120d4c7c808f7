#include "sim/certificate/judge.h"

#include <fmt/format.h>

#include <algorithm>

namespace tlscam {
namespace {

/// The camera's records have a size limit, and it sends its certificate in one record
/// (MBEDTLS_SSL_OUT_CONTENT_LEN in MicroPython's extmod/mbedtls/mbedtls_config_common.h): 4 bytes of header
/// and 3 for each of two lengths.
constexpr std::size_t kLargestOwnCertificate = 4096 - 4 - 3 - 3;

/// `quoted` writes a word for the shell.
std::string quoted(std::string_view word) {
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("._-/+,").find(c) != std::string_view::npos;
  };
  if (!word.empty() && word.front() != '-' && std::ranges::all_of(word, is_plain)) return std::string(word);
  std::string out = word.starts_with('-') ? "'./" : "'";
  for (const char c : word) c == '\'' ? out += "'\\''" : out += c;
  return out + "'";
}

/// `target_of` turns "server.pem" into "server.der", and a DER file into "server-camera.der": openssl must
/// not overwrite its input.
std::string target_of(const CertificateFile& file) {
  const std::size_t slash = file.name.rfind('/');
  const std::size_t dot = file.name.rfind('.');
  const bool has_ending =
      dot != std::string::npos && dot != 0 && (slash == std::string::npos || dot > slash + 1);
  const std::string stem = has_ending ? file.name.substr(0, dot) : file.name;
  const std::string target = stem + ".der";
  return target == file.name ? stem + "-camera.der" : target;
}

std::string convert(const CertificateFile& file, std::string_view tool) {
  const std::string_view form = file.encoding == FileEncoding::der ? " -inform DER" : "";
  return fmt::format("openssl {}{} -in {} -outform DER -out {}", tool, form, quoted(file.name),
                     quoted(target_of(file)));
}

/// `key_tool` is the openssl tool that writes the smallest form of the key.
std::string_view key_tool(const KeyInFile& key) {
  if (key.facts.type.starts_with("RSA")) return "rsa";
  if (key.facts.type.starts_with("P-") || key.facts.type.starts_with("secp")) return "ec";
  return "pkey";
}

/// `not_known` says why, and for a key, which kind would work instead.
std::string not_known(std::string_view error, const std::string& obstacle) {
  const std::string_view advice = obstacle.starts_with("its key is")
                                      ? " The camera knows RSA and the curves P-256, P-384 and P-521."
                                      : "";
  return fmt::format("The camera says \"{}\", because {}.{}", error, obstacle, advice);
}

CameraVerdict judge_certificate(const CertificateFile& file) {
  const CertificateFacts& certificate = file.certificates.front();
  if (!certificate.camera_obstacle.empty()) {
    return {CameraLoads::not_known, not_known("invalid cert", certificate.camera_obstacle), ""};
  }
  if (file.encoding == FileEncoding::pem) {
    const bool chain = file.content == FileContent::chain;
    return {
        CameraLoads::not_pem,
        fmt::format("The camera says \"invalid cert\", because this is PEM and it reads DER only{}.",
                    chain ? "; of a chain it takes one certificate, and the command writes the first" : ""),
        convert(file, "x509")};
  }
  if (file.content == FileContent::chain) {
    return {
        CameraLoads::only_first,
        fmt::format(
            "The camera takes the first of the {} certificates, and leaves out the others without a word.",
            file.certificates.size()),
        ""};
  }
  if (!certificate.weakness.empty()) {
    return {
        CameraLoads::refused_by_peers,
        fmt::format("The camera loads it, but peers refuse it in the handshake: {}.", certificate.weakness),
        ""};
  }
  if (certificate.der.size() > kLargestOwnCertificate) {
    return {CameraLoads::as_certificate,
            "The camera loads it as a trust anchor; as its own certificate it is too large to be sent in a "
            "handshake.",
            ""};
  }
  return {CameraLoads::as_certificate, "The camera loads it, as its own certificate or as a trust anchor.",
          ""};
}

CameraVerdict judge_key(const CertificateFile& file, const KeyInFile& key) {
  if (file.encrypted) {
    return {CameraLoads::not_encrypted,
            "The camera says \"invalid key\", because the key is behind a pass phrase, and there is nobody "
            "to type it.",
            convert(file, "pkey")};
  }
  if (!key.facts.camera_obstacle.empty()) {
    return {CameraLoads::not_known, not_known("invalid key", key.facts.camera_obstacle), ""};
  }
  if (key.explicit_curve) {
    return {CameraLoads::not_known,
            "The camera says \"invalid key\", because the key's curve is spelled out instead of named.",
            convert(file, "ec -param_enc named_curve")};
  }
  if (file.encoding == FileEncoding::pem) {
    return {CameraLoads::not_pem,
            "The camera says \"invalid key\", because this is PEM and it reads DER only.",
            convert(file, key_tool(key))};
  }
  // mbedTLS reads the elements of a SEC1 key and ignores what follows; other keys must end where the file
  // ends.
  if (file.trailing_bytes != 0 && key.container != DerKind::sec1_key) {
    return {CameraLoads::not_trailing,
            fmt::format("The camera says \"invalid key\", because of {} byte{} behind the end of the key.",
                        file.trailing_bytes, file.trailing_bytes == 1 ? "" : "s"),
            convert(file, key_tool(key))};
  }
  if (!key.facts.weakness.empty()) {
    return {CameraLoads::refused_by_peers,
            fmt::format("The camera loads it, but peers refuse it in the handshake: {}.", key.facts.weakness),
            ""};
  }
  return {CameraLoads::as_key, "The camera loads it as the private key of its own certificate.", ""};
}

}  // namespace

CameraVerdict judge(const CertificateFile& file, const KeyInFile& key) {
  switch (file.content) {
    case FileContent::certificate:
    case FileContent::chain:
      return judge_certificate(file);
    case FileContent::private_key:
      return judge_key(file, key);
    case FileContent::public_key:
      return {CameraLoads::not_needed,
              "The camera has no use for a public key: it finds it in the certificate.", ""};
    case FileContent::certificate_request:
      return {CameraLoads::not_needed,
              "The camera has no use for a request: a certificate is made from it first.", ""};
    case FileContent::other:
      break;
  }
  return {CameraLoads::not_readable,
          file.problem.empty() ? "This is neither a certificate nor a private key."
                               : fmt::format("The camera cannot read it: {}{}", file.problem,
                                             file.problem.ends_with('?') ? "" : "."),
          ""};
}

std::string_view to_text(CameraLoads loads) {
  switch (loads) {
    case CameraLoads::as_certificate:
      return "as_certificate";
    case CameraLoads::as_key:
      return "as_key";
    case CameraLoads::refused_by_peers:
      return "refused_by_peers";
    case CameraLoads::only_first:
      return "only_first";
    case CameraLoads::not_pem:
      return "not_pem";
    case CameraLoads::not_encrypted:
      return "not_encrypted";
    case CameraLoads::not_known:
      return "not_known";
    case CameraLoads::not_trailing:
      return "not_trailing";
    case CameraLoads::not_needed:
      return "not_needed";
    case CameraLoads::not_readable:
      return "not_readable";
  }
  return "";
}

}  // namespace tlscam
