// These rules are about scripts that do not do what their author meant: they run but protect nobody, or die
// of an unrelated exception.
#include "sim/diagnose/case.h"

namespace tlscam {
namespace {

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

bool raised(const Case& the_case, std::string_view words) {
  return has(the_case.who.exception, words);
}

// `excepts` tests whether a line that begins with "except" contains these words.
bool excepts(std::string_view script, std::string_view words) {
  for (std::size_t at = 0; (at = script.find("except", at)) != std::string_view::npos; ++at) {
    if (has(script.substr(at, script.find('\n', at) - at), words)) return true;
  }
  return false;
}

// A failed verification raises a ValueError.
Fit catches_oserror_only(Case& the_case) {
  const std::string& script = the_case.who.script;
  const bool others =
      excepts(script, "ValueError") || excepts(script, "Exception") || excepts(script, "except:");
  if (!excepts(script, "OSError") || others) return Fit::no;
  return raised(the_case, "ValueError") && raised(the_case, "ertificate") ? Fit::likely : Fit::possible;
}

// `connects` finds a client whose connection is or was established, or whose script was pasted.
bool connects(const Case& the_case) {
  const std::string& script = the_case.who.script;
  const ConnectionEvidence connection = the_case.evidence.connection;
  const bool stood =
      connection == ConnectionEvidence::established || connection == ConnectionEvidence::closed;
  if (!stood && (connection != ConnectionEvidence::unknown || !the_case.who.exception.empty())) return false;
  return the_case.is_client && has(script, "wrap_socket(") && !has(script, "server_side") &&
         !has(script, "_SERVER");
}

// `verify_mode` is the last mode that the script sets; empty if none.
std::string_view verify_mode(std::string_view script) {
  std::string_view last;
  std::size_t latest = 0;
  for (const std::string_view mode : {"CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED"}) {
    const std::size_t at = script.rfind(mode);
    if (at == std::string_view::npos || at < latest) continue;
    latest = at;
    last = mode;
  }
  return last;
}

Fit optional(Case& the_case) {
  return connects(the_case) && verify_mode(the_case.who.script) == "CERT_OPTIONAL" ? Fit::certain : Fit::no;
}

Fit none(Case& the_case) {
  const std::string& script = the_case.who.script;
  const std::string_view mode = verify_mode(script);
  if (!connects(the_case) || mode == "CERT_REQUIRED" || mode == "CERT_OPTIONAL") return Fit::no;
  const bool starts_with_none = has(script, "ssl.SSLContext(") || has(script, "ssl.wrap_socket(");
  return starts_with_none || mode == "CERT_NONE" ? Fit::certain : Fit::no;
}

Fit reads_without_size(Case& the_case) {
  const bool wraps = has(the_case.who.script, "wrap_socket(") && has(the_case.who.script, ".read()");
  return wraps && the_case.evidence.connection == ConnectionEvidence::unknown &&
                 the_case.who.exception.empty() && the_case.who.waits == WaitEvidence::none
             ? Fit::possible
             : Fit::no;
}

constexpr Rule kRules[] = {
    {"verifies-nothing-optional",
     {without_words()},
     optional,
     Fit::certain,
     {"{who}'s script has CERT_OPTIONAL, which verifies nothing on this stack: any server is accepted.", ""},
     {"mbedTLS goes on whatever it found, and MicroPython does not ask what that was."},
     {python("Insist.", "context.verify_mode = ssl.CERT_REQUIRED"),
      python("And say whom to trust.", "context.load_verify_locations(cafile=\"server.der\")"),
      lesson("The lesson about it.", "first-verified-connection")}},
    {"verifies-nothing",
     {without_words()},
     none,
     Fit::certain,
     {"{who}'s script never asks who is there: with CERT_NONE any server is accepted, silently.", ""},
     {"ssl.SSLContext begins with CERT_NONE on MicroPython; tls.SSLContext for a client with CERT_REQUIRED."},
     {python("Insist.", "context.verify_mode = ssl.CERT_REQUIRED"),
      python("And say whom to trust.", "context.load_verify_locations(cafile=\"server.der\")"),
      lesson("The lesson about it.", "first-verified-connection")}},
    {"catches-oserror-only",
     {without_words()},
     catches_oserror_only,
     Fit::certain,
     {"{who}'s script catches OSError only, and a certificate that is refused raises ValueError.", ""},
     {"ValueError went past `except OSError` and ended the script."},
     {python("Catch both.", "except (OSError, ValueError) as error:")}},
    {"reads-without-size",
     {without_words()},
     reads_without_size,
     Fit::possible,
     {"read() without a size waits until the other end closes; two scripts that both do it wait for ever.",
      ""},
     {},
     {python("Read a line,", "data = sock.readline()"),
      python("or so many bytes.", "data = sock.read(100)")}},
    {"no-tls-in-firmware",
     {says("no module named 'ssl'"), says("no module named 'tls'"), says("no module named 'network'")},
     nullptr,
     Fit::certain,
     {"This firmware was built without it.", ""},
     {},
     {console("See which version it is.", "import sys; print(sys.version, sys.implementation)"),
      advice("Install the firmware of OpenMV, or one of MicroPython that has networking.")}},
    {"old-interface",
     {says("has no attribute 'SSLContext'"), says("has no attribute 'PROTOCOL_DTLS_SERVER'"),
      says("has no attribute 'PROTOCOL_DTLS_CLIENT'"), says("has no attribute 'load_verify_locations'")},
     nullptr,
     Fit::certain,
     {"This firmware is older than the script: its ssl lacks what the script uses.", ""},
     {"SSLContext came with MicroPython 1.21, DTLS with 1.25, its cookie with 1.26."},
     {console("See which version it is.", "import sys; print(sys.version)"), advice("Update the firmware.")}},
};

}  // namespace

std::span<const Rule> script_rules() {
  return kRules;
}

}  // namespace tlscam
