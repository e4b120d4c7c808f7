// These rules are about scripts that do not do what their author meant: they run but protect nobody, or die
// of an unrelated exception.
#include <algorithm>
#include <array>
#include <cctype>

#include "sim/diagnose/case.h"
#include "sim/diagnose/script_text.h"

namespace tlscam {
namespace {

bool raised(const Case& the_case, std::string_view words) {
  return has(the_case.who.exception, words);
}

// A failed verification raises a ValueError.
Fit catches_oserror_only(Case& the_case) {
  const std::string& script = the_case.who.script;
  const bool others =
      excepts(script, "ValueError") || excepts(script, "Exception") || excepts(script, "except:");
  if (!excepts(script, "OSError") || others || !has(script, "CERT_REQUIRED")) return Fit::no;
  const bool met = raised(the_case, "ValueError") && raised(the_case, "ertificate");
  if (met) the_case.add("went_past", "ValueError went past `except OSError` and ended the script");
  return met ? Fit::certain : Fit::possible;
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

// A simulated camera has these modules.
Fit without_tls(Case& the_case) {
  return the_case.who.name.empty() ? Fit::certain : Fit::no;
}

// OpenMV's firmware has these, and the simulated camera does not: its own modules, and what the manifest of
// the OpenMV Cam RT1062 freezes.
constexpr std::array<std::string_view, 36> kNotSimulated{
    "csi",      "sensor", "image",   "display", "tof",     "fir",       "imu",     "ml",       "audio",
    "omv",      "gif",    "mjpeg",   "pyb",     "ulab",    "bluetooth", "aioble",  "requests", "mqtt",
    "rpc",      "rtsp",   "webrepl", "logging", "senml",   "mutex",     "onewire", "ds18x20",  "dht",
    "neopixel", "modbus", "pid",     "bno055",  "ssd1306", "tb6612",    "vl53l1x", "buzzer",   "cpufreq"};

// The module `machine` of real cameras has these besides.
constexpr std::array<std::string_view, 11> kMachineParts{"ADC", "CAN",  "I2C",   "I2CTarget", "I2S",    "PWM",
                                                         "SPI", "UART", "Timer", "SoftI2C",   "SoftSPI"};

// `name_after` reads the name that follows these words, up to what cannot be part of a name.
std::string_view name_after(std::string_view words, std::string_view exception) {
  const std::size_t at = exception.find(words);
  if (at == std::string_view::npos) return {};
  exception.remove_prefix(at + words.size());
  const auto is_part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
  };
  return exception.substr(
      0, static_cast<std::size_t>(std::ranges::find_if_not(exception, is_part) - exception.begin()));
}

std::string_view wanted_module(std::string_view exception) {
  return name_after("no module named '", exception);
}

Fit part_not_simulated(Case& the_case) {
  std::string_view name = name_after("'module' object has no attribute '", the_case.who.exception);
  if (name.empty()) name = name_after("can't import name ", the_case.who.exception);
  if (std::ranges::find(kMachineParts, name) == kMachineParts.end()) return Fit::no;
  the_case.add("module", std::string(name));
  return the_case.who.name.empty() ? Fit::possible : Fit::certain;
}

bool is_firmware_module(std::string_view name) {
  return std::ranges::find(kNotSimulated, name.substr(0, name.find('.'))) != kNotSimulated.end();
}

Fit not_simulated(Case& the_case) {
  const std::string_view name = wanted_module(the_case.who.exception);
  if (!is_firmware_module(name)) return Fit::no;
  the_case.add("module", std::string(name));
  // Pasted text may come from a real camera.
  return the_case.who.name.empty() ? Fit::possible : Fit::certain;
}

Fit module_missing(Case& the_case) {
  const std::string_view name = wanted_module(the_case.who.exception);
  const bool is_network = name == "ssl" || name == "tls" || name == "network";
  if (name.empty() || is_network || is_firmware_module(name)) return Fit::no;
  the_case.add("module", std::string(name));
  return Fit::certain;
}

constexpr Rule kRules[] = {
    {"verifies-nothing-optional",
     {without_words()},
     optional,
     Fit::certain,
     {"{who}'s script has CERT_OPTIONAL, which verifies nothing on this stack: any server is accepted.", ""},
     {"mbedTLS goes on whatever it found, and MicroPython does not ask what that was."},
     {python("Insist.", "context.verify_mode = ssl.CERT_REQUIRED"),
      python("And say whom to trust.", "context.load_verify_locations(cafile=\"{shown_file|server.der}\")"),
      lesson("The lesson about it.", "first-verified-connection")},
     RuleNature::advice},
    {"verifies-nothing",
     {without_words()},
     none,
     Fit::certain,
     {"{who}'s script never asks who is there: with CERT_NONE any server is accepted, silently.", ""},
     {"ssl.SSLContext begins with CERT_NONE on MicroPython; tls.SSLContext for a client with CERT_REQUIRED."},
     {python("Insist.", "context.verify_mode = ssl.CERT_REQUIRED"),
      python("And say whom to trust.", "context.load_verify_locations(cafile=\"{shown_file|server.der}\")"),
      lesson("The lesson about it.", "first-verified-connection")},
     RuleNature::advice},
    {"catches-oserror-only",
     {without_words()},
     catches_oserror_only,
     Fit::certain,
     {"{who}'s script catches OSError only, and a certificate that is refused raises ValueError.", ""},
     {"{went_past}."},
     {python("Catch both.", "except (OSError, ValueError) as error:")},
     RuleNature::advice},
    {"reads-without-size",
     {without_words()},
     reads_without_size,
     Fit::possible,
     {"read() without a size waits until the other end closes; two scripts that both do it wait for ever.",
      ""},
     {},
     {python("Read a line,", "data = sock.readline()"), python("or so many bytes.", "data = sock.read(100)")},
     RuleNature::advice},
    {"no-tls-in-firmware",
     {says("no module named 'ssl'"), says("no module named 'tls'"), says("no module named 'network'")},
     without_tls,
     Fit::certain,
     {"This firmware was built without it.", ""},
     {},
     {console("See which version it is.", "import sys; print(sys.version, sys.implementation)"),
      advice("Install the firmware of OpenMV, or one of MicroPython that has networking.")},
     RuleNature::before_connection},
    {"module-not-simulated",
     {says("no module named")},
     not_simulated,
     Fit::certain,
     {"A real OpenMV Cam has the module {module}; this simulated camera does not.",
      "A real OpenMV Cam has this module; a simulated camera does not."},
     {"The simulator has what TLS needs (network, socket, ssl, tls, ntptime, machine, time, os), and no "
      "camera "
      "sensor."},
     {advice("Test the TLS part here without {module|it}, and the whole script on the camera.")},
     RuleNature::before_connection},
    {"buses-not-simulated",
     {says("object has no attribute"), says("can't import name")},
     part_not_simulated,
     Fit::certain,
     {"A real OpenMV Cam has machine.{module}; this simulated camera does not.",
      "A real OpenMV Cam has this part of the module machine; a simulated camera does not."},
     {"Its module machine has Pin, LED, RTC, and what concerns resets."},
     {advice("Test the TLS part here without {module|it}, and the whole script on the camera.")},
     RuleNature::before_connection},
    {"no-such-pin",
     {says("Pin doesn't exist"), says("LED doesn't exist")},
     nullptr,
     Fit::certain,
     {"This kind of camera has no pin of that name.", ""},
     {},
     {console("See which names there are.", "from machine import Pin; print(dir(Pin.board))")},
     RuleNature::before_connection},
    {"module-missing",
     {says("no module named")},
     module_missing,
     Fit::certain,
     {"There is no module {module}, neither in the firmware nor on {who}'s drive.",
      "There is no such module, neither in the firmware nor on the drive."},
     {},
     {command("When it is a file of yours, copy it.",
              "mpremote connect {who_camera|openmv} cp {module|name}.py :"),
      advice("Otherwise look at the spelling.")},
     RuleNature::before_connection},
    {"ssl-lacks-it",
     {says("has no attribute 'set_ciphers'"), says("has no attribute 'get_ciphers'"),
      says("has no attribute 'verify_callback'")},
     nullptr,
     Fit::certain,
     {"{who}'s script uses something of ssl.SSLContext that a camera's module ssl does not have.", ""},
     {"The module tls, on which ssl stands, has set_ciphers(), get_ciphers() and verify_callback."},
     {python("Use the module tls, which takes the bytes of files instead of their names.",
             "context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)")},
     RuleNature::before_connection},
    {"no-native-code",
     {says("invalid micropython decorator"), says("invalid decorator")},
     nullptr,
     Fit::certain,
     {"{who}'s script has @micropython.native, viper or asm_thumb code, which simulated cameras cannot run.",
      ""},
     {"A real OpenMV Cam compiles it for its Cortex-M; this firmware is built without the code emitters."},
     {advice("Leave the decorator out here: the function does the same, more slowly (asm_thumb excepted).")},
     RuleNature::before_connection},
    {"old-interface",
     {says("has no attribute 'SSLContext'"), says("has no attribute 'PROTOCOL_DTLS_SERVER'"),
      says("has no attribute 'PROTOCOL_DTLS_CLIENT'"), says("has no attribute 'load_verify_locations'")},
     nullptr,
     Fit::certain,
     {"This firmware is older than the script: its ssl lacks what the script uses.", ""},
     {"SSLContext came with MicroPython 1.21, DTLS with 1.25, its cookie with 1.26."},
     {console("See which version it is.", "import sys; print(sys.version)"), advice("Update the firmware.")},
     RuleNature::before_connection},
};

}  // namespace

std::span<const Rule> script_rules() {
  return kRules;
}

}  // namespace tlscam
