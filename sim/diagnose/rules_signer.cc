// These rules are about who vouches for a certificate. "Not correctly signed by the trusted CA" has many
// reasons; files tell them apart.
#include <mbedtls/ssl.h>

#include "sim/diagnose/case.h"

namespace tlscam {
namespace {

// `last_shown` is the last certificate of the chain shown, whose issuer must be a trust anchor.
const CertificateFacts* last_shown(const Case& the_case) {
  const auto& chain = the_case.shown_chain();
  return chain.empty() ? nullptr : &chain.back();
}

// `Found` is a certificate with this subject in the files that a camera's script names, first in its file or
// not.
struct Found {
  const FileEvidence* file = nullptr;
  const CertificateFacts* certificate = nullptr;
  bool first = true;
};

Found find_subject(const SideEvidence& side, const CertificateFacts& shown, bool named_only = true) {
  Found later;
  for (const FileEvidence& file : side.files) {
    if (named_only && !names_file(side, file)) continue;
    const auto& certificates = file.facts.certificates;
    for (std::size_t i = 0; i < certificates.size(); ++i) {
      if (certificates[i].subject != shown.issuer || certificates[i].der == shown.der) continue;
      if (i == 0) return {&file, &certificates[i], true};
      later = {&file, &certificates[i], false};
    }
  }
  return later;
}

Fit joined(Case& the_case, const SideEvidence& side) {
  const CertificateFacts* shown = last_shown(the_case);
  if (!shown) return Fit::possible;
  const Found found = find_subject(side, *shown);
  if (!found.file || found.first || found.file->facts.encoding != FileEncoding::der)
    return side.files.empty() ? Fit::possible : Fit::no;
  the_case.add_file(*found.file);
  the_case.add("left_out", found.certificate->subject);
  return Fit::certain;
}

Fit joined_anchors(Case& the_case) {
  return joined(the_case, the_case.who);
}

Fit joined_chain(Case& the_case) {
  return joined(the_case, the_case.peer);
}

Fit intermediate_missing(Case& the_case) {
  const CertificateFacts* shown = last_shown(the_case);
  if (!shown) return Fit::possible;
  if (shown->self_signed) return Fit::no;
  if (find_subject(the_case.who, *shown).file) return Fit::no;
  const Found found = find_subject(the_case.peer, *shown, false);
  if (!found.file) return Fit::possible;
  the_case.add_file(*found.file);
  return found.certificate->self_signed || !found.first ? Fit::possible : Fit::certain;
}

Fit anchor_is_no_authority(Case& the_case) {
  const CertificateFacts* shown = last_shown(the_case);
  if (!shown) return Fit::possible;
  const Found found = find_subject(the_case.who, *shown);
  if (!found.file) return the_case.who.files.empty() ? Fit::possible : Fit::no;
  if (!found.first || found.certificate->is_ca) return Fit::no;
  the_case.add_file(*found.file);
  return Fit::certain;
}

// An anchor has the right name and may sign, and yet the signature is not from its key.
Fit anchor_made_anew(Case& the_case) {
  const CertificateFacts* shown = last_shown(the_case);
  if (!shown || the_case.evidence.changed_on_the_way) return shown ? Fit::no : Fit::possible;
  const Found found = find_subject(the_case.who, *shown);
  if (!found.file || !found.first || !(found.certificate->is_ca || shown->self_signed)) return Fit::no;
  the_case.add_file(*found.file);
  return Fit::likely;
}

Fit changed_certificate(Case& the_case) {
  return the_case.evidence.changed_on_the_way ? Fit::certain : Fit::possible;
}

Fit unknown(Case& the_case) {
  const CertificateFacts* shown = last_shown(the_case);
  if (!shown || the_case.who.files.empty()) return Fit::likely;
  const Found found = find_subject(the_case.who, *shown);
  if (found.file || the_case.evidence.changed_on_the_way) return Fit::possible;
  return Fit::likely;
}

constexpr std::array<Symptom, 9> kNotSigned{says("not correctly signed by the trusted CA"),
                                            says("unable to get local issuer certificate"),
                                            says("unable to verify the first certificate"),
                                            says("self-signed certificate"),
                                            says("self signed certificate"),
                                            says("issuer is unknown"),
                                            sends_alert(48)};

constexpr std::string_view kSignedBy = "The certificate of {subject} was signed by {issuer}.";

constexpr Rule kRules[] = {
    {"joined-trust-anchors",
     kNotSigned,
     joined_anchors,
     Fit::possible,
     {"{who} loaded only the first certificate of {file}; {left_out} is behind it and does not count.",
      "Several DER certificates joined in one file load without a word, and only the first counts."},
     {kSignedBy},
     {python("Load the one file that is needed.", "context.load_verify_locations(cafile=\"ca.der\")"),
      command("Write the right anchor into a file of its own.",
              "openssl x509 -in ca.pem -outform DER -out ca.der")}},
    {"joined-chain",
     kNotSigned,
     joined_chain,
     Fit::possible,
     {"{peer} shows only the first certificate of {file}; {left_out} is behind it and is never sent.",
      "A camera shows one certificate only: of a joined DER chain the rest is never sent."},
     {kSignedBy},
     {python("Let the client trust the intermediate itself.",
             "context.load_verify_locations(cafile=\"intermediate.der\")"),
      advice("Or have the camera's certificate signed by the authority that clients trust.")}},
    {"intermediate-missing",
     kNotSigned,
     intermediate_missing,
     Fit::possible,
     {"{peer} did not show the certificate of {issuer}, which signed its own; {who} cannot get to its "
      "anchor.",
      "The server leaves out an intermediate certificate between its own and the trust anchor."},
     {"{peer} has it in {file}."},
     {command("See who signed it.", "openssl x509 -in server.pem -noout -issuer"),
      python("Let the client trust the intermediate itself.",
             "context.load_verify_locations(cafile=\"intermediate.der\")"),
      advice("A server that is not a camera can send the whole chain: give it to that server.")}},
    {"anchor-is-no-authority",
     kNotSigned,
     anchor_is_no_authority,
     Fit::possible,
     {"{who}'s trust anchor {file} may not sign certificates: it lacks CA:TRUE.",
      "The trust anchor may not sign certificates: it lacks basicConstraints CA:TRUE."},
     {kSignedBy},
     {command("Look at the anchor.", "openssl x509 -in ca.pem -noout -ext basicConstraints"),
      command("Make it anew, as an authority; then sign the certificates again.",
              "openssl req -x509 -new -key ca-key.pem -days 3650 -subj /CN=ca -addext "
              "basicConstraints=critical,CA:TRUE -out ca.pem")}},
    {"certificate-changed-on-the-way",
     kNotSigned,
     changed_certificate,
     Fit::possible,
     {"Somebody changed the certificate on its way to {who}: its signature does not fit any more.", ""},
     {"The network is known to have changed bytes of this connection."},
     {advice("Compare the certificate in the capture with the file, byte by byte."),
      advice("Nothing is broken: this is what verification is for.")}},
    {"anchor-made-anew",
     kNotSigned,
     anchor_made_anew,
     Fit::possible,
     {"{who}'s anchor {file} has the right name, {issuer}, but its key did not sign this certificate.",
      "The trust anchor has the right name and another key: it was made anew, or the file is an old one."},
     {"A certificate that was changed on its way would look the same.",
      "A script keeps what it loaded at its start, whatever is copied to the drive later."},
     {command("Ask openssl whether the two belong together.", "openssl verify -CAfile ca.pem server.pem"),
      command("Copy the anchor again, then start the script again.",
              "mpremote connect {who_camera|cam2} cp {file|ca.der} : + soft-reset")}},
    {"unknown-signer",
     kNotSigned,
     unknown,
     Fit::likely,
     {"{who} was given no trust anchor that signed this certificate ({subject}).",
      "No trust anchor that {who} was given has signed the certificate that {peer} showed."},
     {kSignedBy, "{who} sent alert {alert}."},
     {command("See who signed it.", "openssl x509 -in server.pem -noout -issuer -subject"),
      python("Load that signer's certificate; one that signed itself is its own anchor.",
             "context.load_verify_locations(cafile=\"{anchor|server.der}\")"),
      lesson("The lesson about trust anchors.", "first-verified-connection")}},
    {"no-trust-anchor",
     {raises(MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED)},
     nullptr,
     Fit::certain,
     {"{who} was given no trust anchor at all, and has CERT_REQUIRED.", ""},
     {"Without an anchor nobody can be proved, so mbedTLS refuses whoever it is; alert 48 is only how it "
      "says so."},
     {python("Load the certificate of the authority, or the server's own when it signed itself.",
             "context.load_verify_locations(cafile=\"ca.der\")"),
      lesson("The lesson about trust anchors.", "first-verified-connection")}},
    {"weak-signature",
     {says("unacceptable hash"), says("ca md too weak"), says("md too weak")},
     nullptr,
     Fit::certain,
     {"The certificate that {peer} showed is signed with a hash that is no longer trusted, such as SHA-1.",
      ""},
     {"Two certificates with the same SHA-1 hash can be made on purpose since 2017."},
     {command("See how it is signed.", "openssl x509 -in {file|server.pem} -noout -text"),
      command("Sign it with SHA-256.",
              "openssl req -x509 -sha256 -new -key server-key.pem -days 365 -subj /CN=openmv -addext "
              "subjectAltName=DNS:openmv -outform DER -out server.der")}},
    {"weak-key",
     {says("unacceptable key"), says("unacceptable PK alg"), says("key too small"), says("key too weak")},
     nullptr,
     Fit::certain,
     {"The key of the certificate that {peer} showed, or of who signed it, is too weak or of a kind that "
      "{who} "
      "does not take.",
      ""},
     {"A camera takes RSA of 2048 bits and more, and the curves P-256, P-384 and P-521."},
     {command("Make a key that does.",
              "openssl ecparam -name prime256v1 -genkey -noout -out server-key.pem")}},
    {"revoked",
     {says("has been revoked"), says("certificate revoked"), sends_alert(44)},
     nullptr,
     Fit::certain,
     {"The authority has taken the certificate back (revoked it).", ""},
     {"A camera does not ask whether a certificate was revoked; the program at the other end does."},
     {advice("Ask the authority for a new certificate, with a new key.")}},
};

}  // namespace

std::span<const Rule> signer_rules() {
  return kRules;
}

}  // namespace tlscam
