// These rules are about who vouches for a certificate. "Not correctly signed by the trusted CA" has many
// reasons; files tell them apart.
#include <mbedtls/ssl.h>

#include "sim/diagnose/case.h"
#include "sim/diagnose/chain_evidence.h"

namespace tlscam {
namespace {

// `last_shown` is the last certificate of the chain shown, whose issuer must be a trust anchor.
const CertificateFacts* last_shown(const Case& the_case) {
  const auto& chain = the_case.shown_chain();
  return chain.empty() ? nullptr : &chain.back();
}

// `without_signer` returns the certificate that the verdict stops at because nobody signed it whom the end
// knows, and without a verdict the last one shown.
const CertificateFacts* without_signer(Case& the_case) {
  if (!the_case.verdict) return last_shown(the_case);
  const Case::Failed failed = the_case.failed(ChainCheckKind::issuer);
  return failed ? the_case.certificate_of(*failed.step) : nullptr;
}

// `Found` is a certificate with this subject in some files, first in its file or not.
struct Found {
  const FileEvidence* file = nullptr;
  const CertificateFacts* certificate = nullptr;
  bool first = true;
};

Found find_subject(const std::vector<const FileEvidence*>& files, const CertificateFacts& signed_one) {
  Found later;
  for (const FileEvidence* file : files) {
    const auto& certificates = file->facts.certificates;
    for (std::size_t i = 0; i < certificates.size(); ++i) {
      if (certificates[i].subject != signed_one.issuer || certificates[i].der == signed_one.der) continue;
      if (i == 0) return {file, &certificates[i], true};
      later = {file, &certificates[i], false};
    }
  }
  return later;
}

// The end that was shown a chain stops at this signer; `known` are the files in which it might be. With no
// files at hand anything is possible.
Fit joined(Case& the_case, const std::vector<const FileEvidence*>& files, bool files_known) {
  const CertificateFacts* stopped = without_signer(the_case);
  if (!stopped) return the_case.verdict ? Fit::no : Fit::possible;
  const Found found = find_subject(files, *stopped);
  if (!found.file || found.first || found.file->facts.encoding != FileEncoding::der)
    return files_known ? Fit::no : Fit::possible;
  the_case.add_certificate(*stopped);
  the_case.add_file(*found.file);
  the_case.add("left_out", found.certificate->subject);
  return Fit::certain;
}

std::vector<const FileEvidence*> all_files(const SideEvidence& side) {
  std::vector<const FileEvidence*> files;
  for (const FileEvidence& file : side.files) files.push_back(&file);
  return files;
}

Fit joined_anchors(Case& the_case) {
  return joined(the_case, loaded_anchors(the_case.who), !the_case.who.files.empty());
}

Fit joined_chain(Case& the_case) {
  return joined(the_case, files_in_calls(the_case.peer, "load_cert_chain"), !the_case.peer.files.empty());
}

// A certificate that signed itself has no intermediate above it.
Fit intermediate_missing(Case& the_case) {
  const CertificateFacts* stopped = without_signer(the_case);
  if (!stopped) return the_case.verdict ? Fit::no : Fit::possible;
  if (stopped->subject == stopped->issuer || find_subject(loaded_anchors(the_case.who), *stopped).file)
    return Fit::no;
  the_case.add_certificate(*stopped);
  const Found found = find_subject(all_files(the_case.peer), *stopped);
  if (found.file && found.certificate->subject != found.certificate->issuer) {
    the_case.add_file(*found.file);
    return found.first ? Fit::certain : Fit::possible;
  }
  return Fit::possible;
}

// A certificate that another one signed is not an anchor for itself: mbedTLS looks for its signer.
Fit leaf_as_anchor(Case& the_case) {
  const CertificateFacts* shown = the_case.shown();
  if (!shown || shown->subject == shown->issuer) return Fit::no;
  for (const FileEvidence* file : loaded_anchors(the_case.who)) {
    if (file->facts.certificates.empty() || file->facts.certificates.front().der != shown->der) continue;
    the_case.add_file(*file);
    return Fit::certain;
  }
  return Fit::no;
}

// `no_authority` finds an issuer that may not sign certificates: a trust anchor, or one that was sent.
Fit no_authority(Case& the_case, bool anchor) {
  if (!the_case.verdict) return anchor ? Fit::possible : Fit::no;
  const Case::Failed failed = the_case.failed(ChainCheckKind::authority);
  if (!failed || failed.check->about_anchor != anchor) return Fit::no;
  const CertificateFacts* child = the_case.certificate_of(*failed.step);
  // An anchor that is another one's certificate, and says so itself, has another cause: it was made anew.
  if (child && anchor && child->subject == child->issuer) return Fit::no;
  the_case.add("authority_reason", failed.check->reason);
  if (!child) return Fit::certain;
  the_case.add_certificate(*child);
  const Found found = find_subject(loaded_anchors(the_case.who), *child);
  if (anchor && found.file) the_case.add_file(*found.file);
  return Fit::certain;
}

Fit anchor_is_no_authority(Case& the_case) {
  return no_authority(the_case, true);
}

Fit intermediate_is_no_authority(Case& the_case) {
  return no_authority(the_case, false);
}

Fit path_too_long(Case& the_case) {
  const Case::Failed failed = the_case.failed(ChainCheckKind::path_length);
  if (!failed) return Fit::no;
  the_case.add("path_reason", failed.check->reason);
  return Fit::certain;
}

// An issuer has the right name and may sign, and yet the signature is not from its key.
Fit anchor_made_anew(Case& the_case) {
  if (the_case.evidence.changed_on_the_way) return Fit::no;
  if (!the_case.verdict) return the_case.shown_chain().empty() ? Fit::possible : Fit::no;
  const Case::Failed failed = the_case.failed(ChainCheckKind::signature);
  if (!failed || !failed.check->about_anchor) return Fit::no;
  const CertificateFacts* child = the_case.certificate_of(*failed.step);
  const Case::Failed authority = the_case.failed(ChainCheckKind::authority);
  const bool is_own_anchor = child && child->subject == child->issuer;
  if (authority && !is_own_anchor) return Fit::no;
  if (!child) return Fit::likely;
  the_case.add_certificate(*child);
  if (const Found found = find_subject(loaded_anchors(the_case.who), *child); found.file)
    the_case.add_file(*found.file);
  return Fit::likely;
}

Fit sent_issuer_does_not_fit(Case& the_case) {
  if (the_case.evidence.changed_on_the_way) return Fit::no;
  const Case::Failed failed = the_case.failed(ChainCheckKind::signature);
  if (!failed || failed.check->about_anchor || the_case.failed(ChainCheckKind::authority)) return Fit::no;
  the_case.add("signature_reason", failed.check->reason);
  return Fit::certain;
}

Fit changed_certificate(Case& the_case) {
  if (the_case.evidence.changed_on_the_way) return Fit::certain;
  return the_case.verdict && !the_case.failed(ChainCheckKind::signature) ? Fit::no : Fit::possible;
}

Fit answered_by_another(Case& the_case) {
  return the_case.is_client && !the_case.evidence.impostor.empty() ? Fit::certain : Fit::no;
}

Fit led_to_another_address(Case& the_case) {
  return the_case.is_client && !the_case.evidence.name_address.empty() ? Fit::certain : Fit::no;
}

Fit unknown(Case& the_case) {
  const CertificateFacts* stopped = without_signer(the_case);
  if (the_case.verdict && (!stopped || leaf_as_anchor(the_case) == Fit::certain)) return Fit::no;
  if (!stopped) return Fit::likely;
  the_case.add_certificate(*stopped);
  if (!the_case.verdict) return Fit::likely;
  // When it did not sign itself, its signer may be an intermediate or an anchor.
  return stopped->subject == stopped->issuer || the_case.shown_chain().size() > 1 ? Fit::certain
                                                                                  : Fit::likely;
}

// The verdict says which certificate of the chain is weak.
Fit weak(Case& the_case, ChainCheckKind kind) {
  if (!the_case.verdict) return Fit::likely;
  const Case::Failed failed = the_case.failed(kind);
  if (!failed) return Fit::no;
  the_case.add("weak_subject", failed.step->subject);
  the_case.add("weak_reason", failed.check->reason);
  return Fit::certain;
}

Fit weak_hash(Case& the_case) {
  return weak(the_case, ChainCheckKind::hash);
}

Fit weak_key(Case& the_case) {
  return weak(the_case, ChainCheckKind::key);
}

constexpr std::array<Symptom, 9> kNotSigned{says("not correctly signed by the trusted CA"),
                                            says("unable to get local issuer certificate"),
                                            says("unable to verify the first certificate"),
                                            says("self-signed certificate"),
                                            says("self signed certificate"),
                                            says("issuer is unknown"),
                                            sends_alert(48)};

constexpr std::string_view kSignedBy = "The certificate of {subject} was signed by {issuer}.";

// An anchor decides who is believed, so what an unknown end shows never becomes one.
constexpr StepText kLeaveAnchors = advice(
    "Leave the anchors as they are: the certificate comes from {unproven_peer}, not from an authority that "
    "{who} trusts, and an attacker's looks the same.");
constexpr StepText kFindOut = command(
    "Find out who {unproven_server} is: compare with what the workstation is shown there, and see in the "
    "capture what ARP and DNS answered before.",
    "openssl s_client -connect {address|192.168.1.50}:{port|8443}");

constexpr Rule kRules[] = {
    {"answered-by-another",
     kNotSigned,
     answered_by_another,
     Fit::certain,
     {"{impostor} answers at {address}, which is the address of {address_owner}, and shows a certificate "
      "that no "
      "trust anchor of {who} has signed.",
      "Somebody else may answer at the server's address, with a certificate that no trust anchor has "
      "signed."},
     {"The frames of this connection come from {impostor}, not from {address_owner}.", kSignedBy,
      "{who} refused it before it sent any data."},
     {advice(
          "Leave the anchors as they are: with this certificate among them, {who} would believe {impostor}."),
      advice("Take {impostor} out of the way between {who} and {address_owner}. Whoever runs the access "
             "point, or "
             "lies in ARP or DNS, can stand there."),
      lesson("The lesson about somebody in the middle.", "encryption-is-not-enough")}},
    {"led-to-another-address",
     kNotSigned,
     led_to_another_address,
     Fit::certain,
     {"{asked} is at {name_address}; {who} is connected to {address}, where {peer} shows a certificate that "
      "no "
      "trust anchor of {who} has signed.",
      "The name may have led to another address than the server's."},
     {kSignedBy},
     {advice("Leave the anchors as they are: the certificate comes from {peer}, not from {asked}."),
      console("Ask what the name means to {who}.",
              "import socket; print(socket.getaddrinfo(\"{asked}\", {port|8443})[0][-1])"),
      advice("See in the capture what DNS answered before the connection. A name server that lies leads "
             "here, and "
             "so does a wrong address in the script.")}},
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
     {command("See who signed it.", "openssl x509 -in {shown_file|server.pem} -noout -issuer"),
      python("Let the client trust the intermediate itself.",
             "context.load_verify_locations(cafile=\"intermediate.der\")"),
      advice("A server that is not a camera can send the whole chain: give it to that server.")}},
    {"anchor-is-no-authority",
     kNotSigned,
     anchor_is_no_authority,
     Fit::possible,
     {"{who}'s trust anchor {file} may not sign certificates.",
      "The trust anchor may not sign certificates: it may lack basicConstraints CA:TRUE."},
     {"{authority_reason}", kSignedBy},
     {command("Look at the anchor.", "openssl x509 -in {anchor|ca.pem} -noout -ext basicConstraints"),
      command("Make it anew, as an authority; then sign the certificates again.",
              "openssl req -x509 -new -key ca-key.pem -days 3650 -subj /CN=ca -addext "
              "basicConstraints=critical,CA:TRUE -out ca.pem")}},
    {"intermediate-is-no-authority",
     kNotSigned,
     intermediate_is_no_authority,
     Fit::possible,
     {"{peer} shows {issuer} as the signer of {subject}, and {issuer} may not sign certificates.",
      "A certificate of the chain may have been signed by one that may not sign certificates."},
     {"{authority_reason}"},
     {command("Look at the certificate that signed.",
              "openssl x509 -in intermediate.pem -noout -ext basicConstraints,keyUsage"),
      advice("Have {peer}'s certificate signed by an authority: one with CA:TRUE, and with keyCertSign if it "
             "has a keyUsage.")}},
    {"path-too-long",
     kNotSigned,
     path_too_long,
     Fit::certain,
     {"The chain that {peer} showed is longer than an authority in it allows.", ""},
     {"{path_reason}"},
     {command("See how long it may be (pathlen).",
              "openssl x509 -in {anchor|ca.pem} -noout -ext basicConstraints"),
      advice("Have {peer}'s certificate signed by that authority itself, or make the authority anew with a "
             "larger "
             "pathlen.")}},
    {"leaf-as-anchor",
     kNotSigned,
     leaf_as_anchor,
     Fit::certain,
     {"{who} was given {peer}'s own certificate {file} as its trust anchor, and that one was signed by "
      "{issuer}.",
      "{who} was given {peer}'s own certificate as its trust anchor, and another one signed that."},
     {"Only a certificate that signed itself is its own anchor."},
     {python("Load the certificate of its signer.", "context.load_verify_locations(cafile=\"ca.der\")"),
      command("See who signed it.",
              "openssl x509 -inform DER -in {file|server.der} -noout -issuer -subject")}},
    {"issuer-of-another-key",
     kNotSigned,
     sent_issuer_does_not_fit,
     Fit::certain,
     {"{peer} shows an intermediate whose key did not sign its certificate.", ""},
     {"{signature_reason}"},
     {command("Ask openssl whether they belong together.",
              "openssl verify -partial_chain -trusted intermediate.pem {shown_file|server.pem}"),
      advice("Let {peer} show the intermediate certificate that signed its own.")}},
    {"certificate-changed-on-the-way",
     kNotSigned,
     changed_certificate,
     Fit::possible,
     {"{changed}: the signature of the certificate does not fit any more.",
      "Bytes of the certificate may have been changed on its way: then its signature does not fit any more."},
     {},
     {advice("Compare the certificate in the capture with the file, byte by byte."),
      advice("Nothing is broken: this is what verification is for.")},
     RuleNature::changed_bytes},
    {"anchor-made-anew",
     kNotSigned,
     anchor_made_anew,
     Fit::possible,
     {"{who}'s anchor {file} has the right name, {issuer}, but its key did not sign this certificate.",
      "The trust anchor may have the right name and another key: one of the two was made anew, or somebody "
      "else "
      "made this certificate under that name."},
     {"Anybody can make a certificate with that name; only the key of the anchor cannot be copied.",
      "A certificate that was changed on its way would look the same.",
      "A script keeps what it loaded at its start, whatever is copied to the drive later."},
     {command("{proven_peer} loads this certificate itself. Ask openssl whether it and the anchor belong "
              "together.",
              "openssl verify -CAfile {anchor|ca.pem} {proven_file}"),
      command(
          "If they do not, copy the anchor that signed {proven_file} from where it was made, then start the "
          "script again.",
          "mpremote connect {who_camera|cam2} cp {file|ca.der} : + soft-reset"),
      kLeaveAnchors, kFindOut}},
    {"unknown-signer",
     kNotSigned,
     unknown,
     Fit::likely,
     {"{who} was given no trust anchor that signed this certificate ({subject}), and {peer} showed no "
      "intermediate that did.",
      "No trust anchor that {who} was given has signed the certificate that {peer} showed."},
     {kSignedBy, "{alert_sender} sent alert {alert}."},
     {command("See who signed what {proven_peer} shows.",
              "openssl x509 -in {proven_file} -noout -issuer -subject"),
      python("Load that signer's certificate, from where {proven_file} was made; one that signed itself is "
             "its own "
             "anchor.",
             "context.load_verify_locations(cafile=\"ca.der\")"),
      kLeaveAnchors, kFindOut, lesson("The lesson about trust anchors.", "first-verified-connection")}},
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
     weak_hash,
     Fit::certain,
     {"The signature of {weak_subject} uses a hash that is no longer trusted.",
      "The certificate that {peer} showed, or one above it, is signed with a hash that is no longer trusted, "
      "such "
      "as SHA-1."},
     {"{weak_reason}", "Two certificates with the same SHA-1 hash can be made on purpose since 2017."},
     {command("See how it is signed.", "openssl x509 -in {shown_file|server.pem} -noout -text"),
      command(
          "Sign it with SHA-256.",
          "openssl req -x509 -sha256 -new -key {shown_key|server-key.pem} -days 365 -subj /CN=openmv -addext "
          "subjectAltName=DNS:openmv -outform DER -out {remake}"),
      advice("Or have {signed_by} sign it anew with SHA-256.")}},
    {"weak-key",
     {says("unacceptable key"), says("unacceptable PK alg"), says("key too small"), says("key too weak")},
     weak_key,
     Fit::certain,
     {"The key of {weak_subject} is too weak for {who}, or of a kind that it does not take.",
      "The key of the certificate that {peer} showed, or of who signed it, is too weak or of a kind that "
      "{who} "
      "does not take."},
     {"{weak_reason}", "A camera takes RSA of 2048 bits and more, and the curves P-256, P-384 and P-521."},
     {command("Make a key that does.",
              "openssl ecparam -name prime256v1 -genkey -noout -out server-key.pem")}},
    {"revoked",
     {says("has been revoked"), says("certificate revoked"), sends_alert(44)},
     nullptr,
     Fit::likely,
     {"The authority has taken the certificate back (revoked it).", ""},
     {"A camera does not ask whether a certificate was revoked; the program at the other end does."},
     {advice("Ask the authority for a new certificate, with a new key.")}},
};

}  // namespace

std::span<const Rule> signer_rules() {
  return kRules;
}

}  // namespace tlscam
