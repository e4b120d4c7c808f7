// The checks of scripts: what they expect of the board and its files, and what they give away.
#include <algorithm>
#include <set>

#include "sim/preflight/inspection.h"

namespace tlscam {
namespace {

std::string at_line(const ScriptFacts& script, std::size_t line) {
  return fmt::format("{}, line {}", last_part(script.path), line);
}

void check_verifying(Inspection& inspection, const ScriptFacts& script) {
  const bool by_default = script.makes_ssl_context && script.connects && !script.verifies;
  const auto line = script.verifies_nobody ? script.verifies_nobody
                    : by_default           ? script.makes_ssl_context
                                           : std::nullopt;
  if (!line) return;
  if (script.serves && !script.connects && by_default) return;  // a server need not ask for certificates
  inspection.add(
      {Severity::warns, FindingKind::verifies_nobody,
       fmt::format("{}: the script does not verify its peer.", at_line(script, *line)),
       "The connection is encrypted, to whoever answers: passwords and pictures may go to an impostor.",
       "Make a context with CERT_REQUIRED and load_verify_locations(), and give the library that.",
       script.path, ""});
}

void check_wifi(Inspection& inspection, const ScriptFacts& script) {
  if (!script.imports_module("network")) return;
  for (const ScriptCall& call : script.calls) {
    if (call.name() != "connect" && call.name() != "config") continue;
    const ScriptArgument* password =
        call.name() == "connect" ? call.argument("key", 1) : call.argument("key", 99);
    if (!password) password = call.argument("password", 99);
    const bool is_socket = password && call.arguments.front().code.starts_with("(");
    if (!password || is_socket || password->strings.empty() || password->strings.front().empty()) continue;
    inspection.add(
        {Severity::warns, FindingKind::wifi_password,
         fmt::format("{}: the password of the Wi-Fi stands in the script.", at_line(script, call.line)),
         "It lies on the drive in the clear, and goes wherever the script goes.",
         "Keep it in a file of its own that is not shared, and use a network for devices only.", script.path,
         ""});
    return;
  }
}

void check_dtls(Inspection& inspection, const ScriptFacts& script) {
  const FirmwareFacts& firmware = inspection.firmware;
  if (script.dtls && firmware.dtls == Ability::no)
    inspection.add({Severity::stops, FindingKind::no_dtls,
                    fmt::format("{}: the script wants DTLS.", at_line(script, *script.dtls)),
                    fmt::format("{} has none; it came with MicroPython 1.25.", inspection.release),
                    "Update the firmware, or use TLS.", script.path, ""});
  if (script.client_id && firmware.client_id == Ability::no)
    inspection.add(
        {Severity::stops, FindingKind::no_client_id,
         fmt::format("{}: wrap_socket() is given a client_id.", at_line(script, *script.client_id)),
         fmt::format("{} does not know it: a TypeError. A DTLS server needs MicroPython 1.26.",
                     inspection.release),
         "Update the firmware.", script.path, ""});
  else if (script.client_id && script.makes_ssl_context)
    inspection.add({Severity::stops, FindingKind::no_client_id,
                    fmt::format("{}: ssl.SSLContext knows no client_id.", at_line(script, *script.client_id)),
                    "The frozen module ssl does not pass it on: a TypeError.", "Use tls.SSLContext.",
                    script.path, ""});
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? "" : std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

void check_file_uses(Inspection& inspection, const ScriptFacts& script) {
  const std::string& current = inspection.facts.current_folder;
  bool said_relative = false;
  std::set<std::string> met;
  for (const ScriptFileUse& use : script.files) {
    if (!met.insert(use.path).second) continue;
    const InspectedFile* file = inspection.resolve(use.path);
    const bool is_relative = !use.path.starts_with('/');
    const bool there = std::ranges::any_of(inspection.purpose.already_there, [&](const std::string& path) {
      return path == use.path || (is_relative && path.ends_with("/" + use.path));
    });
    if (!file && !there)
      inspection.add({Severity::warns, FindingKind::file_not_deployed,
                      fmt::format("{}: {} is not among the files that are deployed.",
                                  at_line(script, use.line), use.path),
                      "Unless it lies on the board already, the script ends with OSError: ENOENT.",
                      "Deploy it as well, or name the file that is.", script.path, ""});
    if (!file || !is_relative || said_relative) continue;
    const std::string folder = folder_of(file->plan->path);
    const bool elsewhere = !current.empty() && current != folder;
    said_relative = true;
    inspection.add({elsewhere ? Severity::warns : Severity::notes, FindingKind::relative_path,
                    fmt::format("{}: {} is a relative path.", at_line(script, use.line), use.path),
                    elsewhere ? fmt::format("The board's current folder is {}, but the file goes to {}.",
                                            current, folder)
                              : "With an SD card in the camera it means /sdcard instead of /flash.",
                    fmt::format("Write {}.", file->plan->path), script.path, ""});
  }
}

void check_end(Inspection& inspection, const ScriptFacts& script) {
  const bool is_main = last_part(script.path) == "main.py" || last_part(script.path) == "boot.py";
  if (script.swallows_interrupt)
    inspection.add({Severity::warns, FindingKind::cannot_be_interrupted,
                    fmt::format("{}: this catches Ctrl-C too, and the loop goes on.",
                                at_line(script, *script.swallows_interrupt)),
                    is_main ? "The next deployment cannot get at the board while it runs."
                            : "Nothing but a reset ends it.",
                    "Write: except Exception as error:", script.path, ""});
  else if (is_main && script.endless)
    inspection.add(
        {Severity::notes, FindingKind::never_returns,
         fmt::format("{}: it never ends.", at_line(script, *script.endless)),
         "The board is busy from power-up on. Ctrl-C interrupts it, and so does the next deployment; then "
         "it stands still until the next reset.",
         "", script.path, ""});
}

}  // namespace

void check_scripts(Inspection& inspection) {
  for (const ScriptFacts& script : inspection.scripts) {
    check_verifying(inspection, script);
    check_wifi(inspection, script);
    check_dtls(inspection, script);
    check_file_uses(inspection, script);
    check_end(inspection, script);
  }
  const auto starts = [](const ScriptFacts& script) {
    return last_part(script.path) == "main.py" || last_part(script.path) == "boot.py";
  };
  const auto acts = [](const ScriptFacts& script) { return script.serves || script.connects; };
  const auto main_there = std::ranges::any_of(
      inspection.purpose.already_there, [](const std::string& path) { return last_part(path) == "main.py"; });
  if (std::ranges::any_of(inspection.scripts, acts) && !main_there &&
      std::ranges::none_of(inspection.scripts, starts))
    inspection.add({Severity::notes, FindingKind::nothing_starts, "No main.py is deployed.",
                    "After power-up the board runs its main.py and nothing else.",
                    "Name the script main.py on the board, or start it by hand.", "", ""});
}

}  // namespace tlscam
