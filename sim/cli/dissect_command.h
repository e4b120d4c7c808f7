#pragma once
#include <CLI/CLI.hpp>
#include <string>

namespace tlscam {

/// What a person asked `tlscam dissect` for.
struct DissectRequest {
  std::string file;  ///< pcapng or pcap
  bool json = false;
  bool text = false;  ///< which is what it does without being asked, too
  bool explain = false;
  std::string only;     ///< a protocol
  std::string key_log;  ///< a file as SSLKEYLOGFILE names it; empty: none
};

void add_dissect_options(CLI::App& command, DissectRequest& request);

/// `tlscam dissect FILE`. Returns the exit code: 2 for a file that is no capture.
int run_dissect(const DissectRequest& request);

}  // namespace tlscam
