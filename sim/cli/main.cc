#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "sim/cli/board_command.h"
#include "sim/cli/cert_command.h"
#include "sim/cli/confinement.h"
#include "sim/cli/deploy_command.h"
#include "sim/cli/dissect_command.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/explain_command.h"
#include "sim/cli/lesson_command.h"
#include "sim/cli/output.h"
#include "sim/cli/romfs_command.h"
#include "sim/cli/run_command.h"
#include "sim/cli/shell_command.h"

namespace {

using namespace tlscam;

int run(int argc, char** argv) {
  CLI::App app("tlscam shows TLS on small cameras: simulated cameras that run the real firmware.");
  app.set_version_flag("--version", [] { return "tlscam " TLSCAM_VERSION "\n" + confinement_text(); });
  app.require_subcommand(0, 1);

  bool confined = false;
  const auto add_confined = [&](CLI::App& command) {
    command.add_flag("--confined", confined,
                     "Refuse to run where the kernel cannot confine cameras and openssl (default: warn)");
  };

  RunRequest request;
  RunOutput output;
  CLI::App* run =
      app.add_subcommand("run", "Play a scene, or cameras given by options, and print what they print");
  add_world_options(*run, request);
  add_output_options(*run, output);
  add_confined(*run);

  std::string folder = ".";
  std::string command;
  CLI::App* shell = app.add_subcommand("shell", "The workstation's shell on a running world");
  add_world_options(*shell, request);
  add_confined(*shell);
  shell->add_option("--folder", folder, "The workstation's folder (default: this one)");
  shell->add_option("--command,-c", command, "Run this one line instead of reading standard input");

  LessonRequest lesson_request;
  CLI::App* lesson = app.add_subcommand(
      "lesson", "The lessons: list, show, play, cards; for those who teach and write, see --help");
  add_lesson_options(*lesson, lesson_request);
  add_confined(*lesson);

  DissectRequest dissect_request;
  CLI::App* dissect = app.add_subcommand("dissect", "What is in a capture file, byte by byte");
  add_dissect_options(*dissect, dissect_request);

  CertRequest cert_request;
  CLI::App* cert =
      app.add_subcommand("cert", "What certificates and keys are, and what a camera does with them");
  add_cert_options(*cert, cert_request);

  ExplainRequest explain_request;
  CLI::App* explain = app.add_subcommand("explain", "What an error of a camera means, and what to do");
  add_explain_options(*explain, explain_request);

  CLI::App* devices = app.add_subcommand("devices", "The real boards that are connected to this computer");
  std::string port;
  CLI::App* console = app.add_subcommand("console", "A terminal at a real board's REPL; Ctrl-] ends it");
  console->add_option("port", port, "The board's port (default: that of the only board)");
  CLI::App* firmware =
      app.add_subcommand("firmware", "What a real board's firmware is, lacks, and how to update it");
  firmware->add_option("--port,-p", port, "The board's port (default: that of the only board)");
  DeployRequest deploy_request;
  CLI::App* deploy =
      app.add_subcommand("deploy", "Put files on a real board, checked, and undone if need be");
  add_deploy_options(*deploy, deploy_request);
  RomfsRequest romfs_request;
  CLI::App* romfs =
      app.add_subcommand("romfs", "Images for the read-only file system /rom: build, show, unpack");
  add_romfs_options(*romfs, romfs_request);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? kExitSuccess : kExitUsage;
  }
  if (app.get_subcommands().empty()) {
    return complain(
        "say what to do: run, shell, lesson, dissect, cert, explain, devices, console, deploy, romfs or "
        "firmware "
        "(see tlscam --help)",
        kExitUsage);
  }
  if (devices->parsed()) return run_devices();
  if (console->parsed()) return run_console(port);
  if (firmware->parsed()) return run_firmware(port);
  if (deploy->parsed()) return run_deploy(deploy_request);
  if (romfs->parsed()) return run_romfs(romfs_request);
  if (cert->parsed()) return run_cert(cert_request);
  if (explain->parsed()) return run_explain(explain_request);
  if (dissect->parsed()) return run_dissect(dissect_request);
  if (lesson->parsed() && !starts_cameras(lesson_request)) return run_lesson(lesson_request);
  if (!may_start(confined)) return kExitUsage;
  if (lesson->parsed()) return run_lesson(lesson_request);
  return shell->parsed() ? run_shell(request, folder, command) : run_scene(request, output);
}

}  // namespace

int main(int argc, char** argv) {
  int code = kExitUsage;
  try {
    code = run(argc, argv);
  } catch (const std::exception& error) {
    // Libraries throw where a disk or memory fails in a way that nothing above has foreseen.
    complain(error.what());
  }
  const bool printed = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (printed) return code;
  return complain("the output could not be written; is the disk full?",
                  code == kExitSuccess ? kExitScriptFailed : code);
}
