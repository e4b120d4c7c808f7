// The checks of single files: whether the firmware reads them, and what it does with them.
#include <algorithm>
#include <set>

#include "sim/preflight/handshake_cost.h"
#include "sim/preflight/inspection.h"

namespace tlscam {
namespace {

/// `kMostSent` is how much a camera sends in one handshake message (MBEDTLS_SSL_OUT_CONTENT_LEN in
/// MicroPython's extmod/mbedtls/mbedtls_config_common.h).
constexpr std::size_t kMostSent = 4096;

/// `sent_size` is the size of a Certificate message (RFC 5246 section 7.4.2): a header of 4 bytes, and 3 for
/// the length of the list and of each certificate.
std::size_t sent_size(const std::vector<const InspectedFile*>& chain) {
  std::size_t size = 4 + 3;
  for (const InspectedFile* file : chain) size += 3 + file->content.certificates.front().der.size();
  return size;
}

/// A PEM file that none of the scripts loads may be for somebody else.
void check_pem(Inspection& inspection, const InspectedFile& file, bool is_loaded) {
  const Ability pem = inspection.firmware.pem;
  if (pem == Ability::yes) return;
  const bool is_key = file.content.content == FileContent::private_key;
  const bool stops = pem == Ability::no && (is_loaded || inspection.scripts.empty());
  inspection.add(
      {stops ? Severity::stops : Severity::warns, FindingKind::pem, fmt::format("{} is PEM.", file.name),
       pem == Ability::no ? fmt::format("{} reads DER only: loading it raises \"invalid {}\".",
                                        inspection.release, is_key ? "key" : "cert")
                          : "Firmware up to MicroPython 1.28 reads DER only; this one may be newer.",
       "Make a DER file of it and deploy that; name it in the script.", file.plan->path,
       file.content.camera.command});
}

void check_chain(Inspection& inspection, const InspectedFile& file) {
  const std::size_t count = file.content.certificates.size();
  inspection.add(
      {Severity::warns, FindingKind::only_first_counts,
       fmt::format("{} holds {} certificates.", file.name, count),
       "The camera takes the first and leaves out the others without a word.",
       file.is_own ? "Make a file of each. Call load_cert_chain() with the leaf and the key, then again with "
                     "each intermediate and the same key."
                   : "Make a file of each, and call load_verify_locations() once for each.",
       file.plan->path, ""});
}

/// The cost of a key that the board proves it has.
void check_cost(Inspection& inspection, const InspectedFile& file) {
  const std::string& type = file.content.key_type;
  if (type.starts_with("RSA ")) {
    const HandshakeCost* rsa = handshake_cost(true, "RSA-2048", false);
    const HandshakeCost* curve = handshake_cost(true, "P-256", false);
    if (!rsa || !curve) return;
    const bool larger = type != "RSA 2048";
    inspection.add(
        {larger ? Severity::warns : Severity::notes, FindingKind::costly_key,
         fmt::format("{} is an {} key.", file.name, type),
         fmt::format(
             "A server with RSA 2048 takes about {} ms a handshake on an RT1062, one with P-256 {} ms.{}",
             rsa->milliseconds, curve->milliseconds,
             larger ? " Larger RSA keys take several times as long, and more heap." : ""),
         "Use a P-256 key, unless a peer insists on RSA.", file.plan->path,
         "openssl ecparam -name prime256v1 -genkey -noout -out key.pem"});
  } else if (type == "P-521") {
    inspection.add(
        {Severity::notes, FindingKind::costly_key, fmt::format("{} is a P-521 key.", file.name),
         "MicroPython's usual configuration has this curve, but a firmware of one's own may leave it "
         "out; it takes longer than P-384.",
         "Use P-256 or P-384.", file.plan->path, ""});
  }
}

void check_readable(Inspection& inspection, const InspectedFile& file, bool is_loaded) {
  const CertificateFile& content = file.content;
  const auto add = [&](Severity severity, FindingKind kind, std::string what, std::string mend) {
    inspection.add({severity, kind, std::move(what), content.camera.reason, std::move(mend), file.plan->path,
                    content.camera.command});
  };
  switch (content.camera.loads) {
    case CameraLoads::as_certificate:
    case CameraLoads::as_key:
      return;
    case CameraLoads::not_pem:
      return check_pem(inspection, file, is_loaded);
    case CameraLoads::only_first:
      return;  // check_chain
    case CameraLoads::refused_by_peers:
      return add(Severity::warns, FindingKind::refused_by_peers, fmt::format("Peers refuse {}.", file.name),
                 "Make a new one with a P-256 key and SHA-256.");
    case CameraLoads::not_encrypted:
      return add(Severity::stops, FindingKind::encrypted_key,
                 fmt::format("The key in {} is encrypted.", file.name), "Take the pass phrase off.");
    case CameraLoads::not_known:
      return add(
          Severity::stops, FindingKind::kind_not_known,
          fmt::format("The camera does not know what {} is made of.", file.name),
          content.camera.command.empty() ? "Make a new one with a P-256 key." : "Write it in another form.");
    case CameraLoads::not_trailing:
      return add(Severity::stops, FindingKind::trailing_bytes,
                 fmt::format("{} has bytes behind its end.", file.name), "Write it anew.");
    case CameraLoads::not_needed:
      return add(is_loaded ? Severity::stops : Severity::notes, FindingKind::no_use_for_it,
                 fmt::format("{} is a {}.", file.name, to_text(content.content)), "Leave it out.");
    case CameraLoads::not_readable:
      break;
  }
  const bool looks_like_one = file.name.ends_with(".der") || file.name.ends_with(".pem") ||
                              file.name.ends_with(".crt") || file.name.ends_with(".cer") ||
                              file.name.ends_with(".key");
  if (!is_loaded && !looks_like_one) return;  // any other file
  add(is_loaded ? Severity::stops : Severity::warns, FindingKind::unreadable,
      fmt::format("{} is neither a certificate nor a key.", file.name),
      "Copy it again from where it was made.");
}

/// All that one script loads with load_cert_chain() goes into one message.
void check_sizes(Inspection& inspection) {
  for (const ScriptFacts& script : inspection.scripts) {
    std::vector<const InspectedFile*> chain;
    for (const ScriptPair& pair : script.pairs) {
      const InspectedFile* file = inspection.resolve(pair.certificate);
      if (file && !file->content.certificates.empty()) chain.push_back(file);
    }
    if (chain.empty()) continue;
    const std::size_t size = sent_size(chain);
    if (size <= kMostSent) continue;
    inspection.add(
        {Severity::stops, FindingKind::too_large_to_send,
         fmt::format("{} would show {} bytes of certificates.", last_part(script.path), size),
         fmt::format("A camera sends at most {} bytes in one message: each handshake fails.", kMostSent),
         "Use P-256 keys, fewer names and a shorter chain.", chain.front()->plan->path, ""});
  }
}

}  // namespace

void check_files(Inspection& inspection) {
  std::set<const InspectedFile*> loaded;
  for (const ScriptFacts& script : inspection.scripts)
    for (const ScriptFileUse& use : script.files)
      if (use.as != ScriptFileUse::As::data) loaded.insert(inspection.resolve(use.path));
  for (const InspectedFile& file : inspection.files) {
    if (file.name.ends_with(".py")) continue;
    check_readable(inspection, file, loaded.contains(&file));
    if (file.content.content == FileContent::chain) check_chain(inspection, file);
    if (file.content.content == FileContent::private_key) check_cost(inspection, file);
  }
  check_sizes(inspection);
}

}  // namespace tlscam
