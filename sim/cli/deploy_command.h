#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tlscam {

struct DeployRequest {
  std::vector<std::string> files;
  std::string port;    // empty: the only board there is
  std::string to;      // empty: the board's own file system
  std::string script;  // run after the deployment
  bool dry_run = false;
  bool reset = false;
  bool undo = false;

  std::vector<std::string> names;  // by which others connect to the board
  bool no_preflight = false;       // findings are shown, and stop nothing

  std::string drive;  // where it is mounted, or "auto"; empty: over the port

  bool to_romfs = false;
  bool merge = false;
  int partition = 0;

  std::string each;  // the list of devices; empty: one device
  std::string ca, ca_key;
  std::string made;  // the folder of what is made; empty: named after the list
  int days = 365;
  bool again = false;
  bool renew = false;
};
void add_deploy_options(CLI::App& command, DeployRequest& request);

/// `tlscam deploy`: puts files on a real board. Returns the exit code.
int run_deploy(const DeployRequest& request);

}  // namespace tlscam
