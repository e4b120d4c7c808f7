// Files on a drive that are not what the script takes them for.
#include "sim/mystery/mystery_kinds.h"
#include "sim/words/mystery.h"

namespace tlscam {
namespace {

using enum MysteryPart;
using enum MysteryClue;

// `from` is a file of the workstation that lies on the drive in place of the right one.
void copy_instead(MysteryEnd& end, const std::string& file, const std::string& from) {
  end.copies[file] = from;
}

std::string cert_of(const MysteryEnd& end) {
  return end.base + ".der";
}
std::string key_of(const MysteryEnd& end) {
  return end.base + "-key.der";
}

}  // namespace

std::vector<MysteryKind> file_mysteries() {
  return {
      {"anchor-of-last-year",
       [] { return words<"mystery.anchor_of_last_year">(); },
       client_anchor,
       {},
       {"unknown-signer", "anchor-made-anew"},
       "",
       {anchor},
       [](MysterySetup& setup) {
         copy_instead(setup.client, setup.anchor + ".der", "old/" + setup.anchor + ".der");
       }},
      {"certificate-of-last-year",
       [] { return words<"mystery.certificate_of_last_year">(); },
       server_files,
       {},
       {"unknown-signer", "anchor-made-anew"},
       "",
       {certificate},
       [](MysterySetup& setup) {
         for (const std::string& file : {cert_of(setup.server), key_of(setup.server)})
           copy_instead(setup.server, file, "old/" + file);
       }},
      {"key-of-last-year",
       [] { return words<"mystery.key_of_last_year">(); },
       server_files,
       {},
       {"key-of-another-certificate"},
       "",
       {key},
       [](MysterySetup& setup) {
         copy_instead(setup.server, key_of(setup.server), "old/" + key_of(setup.server));
       }},
      {"certificate-is-pem",
       [] { return words<"mystery.certificate_is_pem">(); },
       server_files,
       {},
       {"certificate-is-pem"},
       "",
       {certificate},
       [](MysterySetup& setup) {
         copy_instead(setup.server, cert_of(setup.server), setup.server.base + ".pem");
       }},
      {"key-is-pem",
       [] { return words<"mystery.key_is_pem">(); },
       server_files,
       {},
       {"key-is-pem"},
       "",
       {key},
       [](MysterySetup& setup) {
         copy_instead(setup.server, key_of(setup.server), setup.server.base + "-key.pem");
       }},
      {"files-swapped",
       [] { return words<"mystery.files_swapped">(); },
       server_files,
       {},
       {"key-in-place-of-certificate"},
       "",
       {certificate, key},
       [](MysterySetup& setup) {
         copy_instead(setup.server, cert_of(setup.server), key_of(setup.server));
         copy_instead(setup.server, key_of(setup.server), cert_of(setup.server));
       }},
      {"key-missing",
       [] { return words<"mystery.key_missing">(); },
       server_files,
       {},
       {"file-missing"},
       "",
       {},
       [](MysterySetup& setup) { setup.server.copies.erase(key_of(setup.server)); }},
      {"anchor-is-pem",
       [] { return words<"mystery.anchor_is_pem">(); },
       client_anchor,
       {},
       {"certificate-is-pem"},
       "",
       {anchor},
       [](MysterySetup& setup) { copy_instead(setup.client, setup.anchor + ".der", setup.anchor + ".pem"); }},
      {"anchor-broken",
       [] { return words<"mystery.anchor_broken">(); },
       client_anchor,
       {},
       {"file-broken"},
       "",
       {anchor},
       [](MysterySetup& setup) {
         setup.client.copies.erase(setup.anchor + ".der");
         constexpr std::string_view kPage = "<!DOCTYPE html><title>404 Not Found</title>\n";
         setup.client.files[setup.anchor + ".der"] = Bytes(kPage.begin(), kPage.end());
       }},
      {"anchor-is-the-leaf",
       [] { return words<"mystery.anchor_is_the_leaf">(); },
       client_anchor,
       {},
       {"leaf-as-anchor"},
       "",
       {anchor},
       [](MysterySetup& setup) { copy_instead(setup.client, setup.anchor + ".der", cert_of(setup.server)); }},
      {"client-certificate-of-last-year",
       [] { return words<"mystery.client_certificate_of_last_year">(); },
       client_files,
       {.mutual = true},
       {"unknown-signer", "anchor-made-anew"},
       "",
       {certificate},
       [](MysterySetup& setup) {
         for (const std::string& file : {cert_of(setup.client), key_of(setup.client)})
           copy_instead(setup.client, file, "old/" + file);
       }},
  };
}

}  // namespace tlscam
