// These rules are about files that do not load, by the camera's own messages: "invalid cert", "invalid key",
// ENOENT.
#include <algorithm>

#include "sim/diagnose/camera_errno.h"
#include "sim/diagnose/case.h"
#include "sim/diagnose/script_text.h"

namespace tlscam {
namespace {

bool is_about_key(const Case& the_case) {
  return the_case.who.exception.find("invalid key") != std::string::npos;
}

// This finds the file with this verdict that the script names, or any file if the script's text is not known.
// It applies only where the message fits: "invalid key" is about a key.
template <typename Matches>
Fit find_file(Case& the_case, Matches matches) {
  bool any_named = false;
  for (const FileEvidence& file : the_case.who.files) {
    if (!names_file(the_case.who, file)) continue;
    any_named = true;
    if (!matches(file.facts)) continue;
    the_case.add_file(file);
    return the_case.who.script.empty() ? Fit::likely : Fit::certain;
  }
  return any_named ? Fit::no : Fit::possible;
}

Fit pem_certificate(Case& the_case) {
  const Fit fit = find_file(the_case, [](const CertificateFile& file) {
    return file.camera.loads == CameraLoads::not_pem && !file.certificates.empty();
  });
  return fit == Fit::possible ? Fit::likely : fit;
}

Fit pem_key(Case& the_case) {
  const Fit fit = find_file(the_case, [](const CertificateFile& file) {
    return file.camera.loads == CameraLoads::not_pem && file.content == FileContent::private_key;
  });
  return fit == Fit::possible ? Fit::likely : fit;
}

Fit encrypted_key(Case& the_case) {
  return find_file(the_case, [](const CertificateFile& file) { return file.encrypted; });
}

// The verdict of a certificate names the extension.
bool has_unknown_extension(const CertificateFile& file) {
  return file.camera.loads == CameraLoads::not_known && has(file.camera.reason, "critical extension");
}

Fit unknown_key(Case& the_case) {
  const bool key = is_about_key(the_case);
  return find_file(the_case, [key](const CertificateFile& file) {
    return file.camera.loads == CameraLoads::not_known && !has_unknown_extension(file) &&
           (file.content == FileContent::private_key) == key;
  });
}

Fit unknown_extension(Case& the_case) {
  return find_file(the_case, has_unknown_extension);
}

// load_cert_chain() was given a certificate where the key belongs.
Fit certificate_as_key(Case& the_case) {
  for (const std::string_view arguments : arguments_of_calls(the_case.who.script, "load_cert_chain")) {
    const std::size_t comma = arguments.find(',');
    if (comma == std::string_view::npos) continue;
    for (const FileEvidence& file : the_case.who.files) {
      if (file.facts.certificates.empty() || !has(arguments.substr(comma), file.path)) continue;
      the_case.add_file(file);
      return Fit::certain;
    }
  }
  return the_case.who.script.empty() ? Fit::possible : Fit::no;
}

Fit trailing(Case& the_case) {
  return find_file(
      the_case, [](const CertificateFile& file) { return file.camera.loads == CameraLoads::not_trailing; });
}

Fit broken(Case& the_case) {
  return find_file(
      the_case, [](const CertificateFile& file) { return file.camera.loads == CameraLoads::not_readable; });
}

// load_cert_chain() takes the certificate first and then the key. In the wrong order, the certificate is the
// first to fail.
Fit swapped(Case& the_case) {
  const std::string& script = the_case.who.script;
  constexpr std::string_view kCall = "load_cert_chain(";
  std::size_t call = script.find(kCall);
  if (call == std::string::npos) return script.empty() ? Fit::possible : Fit::no;
  call += kCall.size();
  const std::size_t comma = script.find(',', call);
  for (const FileEvidence& file : the_case.who.files) {
    const std::size_t named = script.find(file.path, call);
    if (named >= comma || file.facts.content != FileContent::private_key) continue;
    the_case.add_file(file);
    return Fit::certain;
  }
  return Fit::no;
}

// `missing` finds the first file that a call of the script names and the drive lacks.
Fit missing(Case& the_case) {
  for (const std::string_view function : {"load_cert_chain", "load_verify_locations", "open", "read"}) {
    for (std::string_view arguments : arguments_of_calls(the_case.who.script, function)) {
      for (const std::string& name : quoted_names(arguments)) {
        const auto is_it = [&](const FileEvidence& file) {
          return file.path == name || "/flash/" + file.path == name;
        };
        if (name.find('.') == std::string::npos || std::ranges::any_of(the_case.who.files, is_it)) continue;
        the_case.add("missing", name);
        return Fit::certain;
      }
    }
  }
  return Fit::certain;
}

constexpr std::array<Symptom, 9> kInvalidCertificate{says("invalid cert"), raises(-0x2180), raises(-0x2780)};
constexpr std::array<Symptom, 9> kInvalidKey{says("invalid key"), raises(-0x3D00), raises(-0x3C00)};
constexpr std::array<Symptom, 9> kInvalidEither{says("invalid cert"), says("invalid key"), raises(-0x2180),
                                                raises(-0x2780), raises(-0x3D00)};

constexpr Rule kRules[] = {
    {"certificate-is-pem",
     kInvalidCertificate,
     pem_certificate,
     Fit::likely,
     {"{file} is PEM; this camera's firmware reads certificates as DER only.",
      "The certificate is PEM (text); this camera's firmware reads DER (bytes) only."},
     {"PEM begins with -----BEGIN CERTIFICATE-----; DER begins with the byte 30.",
      "MicroPython reads PEM since 2026; DER works on every version."},
     {command("Make it DER, and copy that.",
              "{file_command|openssl x509 -in server.pem -outform DER -out server.der}"),
      lesson("The lesson about PEM and DER.", "a-certificate-of-your-own")}},
    {"key-is-pem",
     kInvalidKey,
     pem_key,
     Fit::likely,
     {"{file} is PEM; this camera's firmware reads keys as DER only.",
      "The key is PEM (text); this camera's firmware reads DER (bytes) only."},
     {"MicroPython reads PEM since 2026; DER works on every version."},
     {command("Make it DER, and copy that.",
              "{file_command|openssl ec -in server-key.pem -outform DER -out server-key.der}"),
      lesson("The lesson about PEM and DER.", "a-certificate-of-your-own")}},
    {"key-encrypted",
     kInvalidKey,
     encrypted_key,
     Fit::possible,
     {"The key in {file} is behind a pass phrase, and a camera has nobody to type it.",
      "The key may be behind a pass phrase, and a camera has nobody to type it."},
     {"{file_reason}"},
     {command("Take the pass phrase away, and make it DER.",
              "{file_command|openssl pkey -in server-key.pem -outform DER -out server-key.der}")}},
    {"kind-of-key-unknown",
     kInvalidEither,
     unknown_key,
     Fit::possible,
     {"{file} has a kind of key that the camera does not know.",
      "The key may be of a kind that the camera does not know, such as Ed25519 or a brainpool curve."},
     {"{file_reason}", "A camera knows RSA and the curves P-256, P-384 and P-521."},
     {command("Make a key that it knows.",
              "openssl ecparam -name prime256v1 -genkey -noout -out server-key.pem"),
      lesson("How to make a certificate for it.", "a-certificate-of-your-own")}},
    {"critical-extension-unknown",
     kInvalidCertificate,
     unknown_extension,
     Fit::possible,
     {"{file} has a critical extension that the camera does not know.",
      "The certificate may have a critical extension that the camera does not know."},
     {"{file_reason}", "Whoever does not know a critical extension must refuse (RFC 5280, section 4.2)."},
     {command("See its extensions.", "openssl x509 -inform DER -in {file|server.der} -noout -text"),
      advice("Make the certificate anew without it, or with the extension not critical.")}},
    {"bytes-behind-key",
     kInvalidKey,
     trailing,
     Fit::possible,
     {"{file} has bytes behind the end of the key, and mbedTLS wants none.",
      "There may be bytes behind the end of the key, such as a newline that an editor added."},
     {"{file_reason}"},
     {command("Write the key anew.",
              "{file_command|openssl rsa -inform DER -in server-key.der -outform DER -out key.der}")}},
    {"key-in-place-of-certificate",
     kInvalidEither,
     swapped,
     Fit::possible,
     {"load_cert_chain() was given the key {file} where the certificate belongs.",
      "load_cert_chain() may have been given its two files in the wrong order."},
     {},
     {python("The certificate is first.",
             "context.load_cert_chain(\"{own_file|server.der}\", \"{own_key|server-key.der}\")")}},
    {"certificate-in-place-of-key",
     kInvalidKey,
     certificate_as_key,
     Fit::possible,
     {"load_cert_chain() was given the certificate {file} where the private key belongs.",
      "load_cert_chain() may have been given a certificate where the private key belongs."},
     {},
     {python("The key is second.", "context.load_cert_chain(\"server.der\", \"server-key.der\")")}},
    {"file-broken",
     kInvalidEither,
     broken,
     Fit::possible,
     {"{file} is neither a certificate nor a key, or only a part of one.",
      "The file may be damaged, cut off, or something else: copied while the power went, for example."},
     {"{file_reason}"},
     {command("Compare it with the original.", "mpremote connect {who_camera|openmv} ls"),
      command("Copy it again.", "mpremote connect {who_camera|openmv} cp {file|server.der} :"),
      advice("Eject the USB drive before you unplug it; when its file system is damaged, format it.")}},
    {"file-missing",
     {raises(kEnoent), says("ENOENT"), says("Could not open file")},
     missing,
     Fit::certain,
     {"{missing} is not on {who_camera}'s drive, or has another name there.",
      "A file that {who}'s script wants is not on the camera's drive, or has another name there."},
     {},
     {command("See what is there.", "mpremote connect {who_camera|openmv} ls"),
      command("Copy it.", "mpremote connect {who_camera|openmv} cp {missing|server.der} :")}},
    {"drive-full",
     {raises(kEnospc), says("ENOSPC")},
     nullptr,
     Fit::certain,
     {"{who}'s drive is full.", ""},
     {},
     {command("See what is there.", "mpremote connect {who_camera|openmv} df"),
      advice("Remove pictures and logs that are not needed.")}},
    {"drive-broken",
     {raises(kEio), raises(kEnodev), says("ENODEV"), says("Errno 5]")},
     nullptr,
     Fit::likely,
     {"{who}'s drive cannot be read: its file system is damaged or absent.", ""},
     {"Power that goes while something is written is the usual reason."},
     {command("Copy what can still be read to the workstation.", "mpremote connect {who_camera|openmv} ls"),
      advice("Then format the drive, and copy the files again.")}},
    {"der-given-to-pem-reader",
     {says("no start line"), says("Could not read private key"), says("Could not find certificate from"),
      says("Could not read certificate"), says("Unable to load certificate"),
      says("unable to load Private Key")},
     nullptr,
     Fit::likely,
     {"openssl expected another form of file: it was given DER and reads PEM, or the other way round.", ""},
     {"OpenSSL 3 finds out by itself in most commands; 1.1.1 must be told."},
     {command("Say which it is.", "openssl x509 -inform DER -in server.der -noout -text"),
      command("A key likewise.", "openssl pkey -inform DER -in server-key.der -noout -text")}},
};

}  // namespace

std::span<const Rule> file_rules() {
  return kRules;
}

}  // namespace tlscam
