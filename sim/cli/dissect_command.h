#pragma once
#include <CLI/CLI.hpp>
#include <string>

namespace tlscam {

/// `DissectRequest` is what a person asked `tlscam dissect` for.
struct DissectRequest {
  std::string file;  ///< pcapng or pcap
  bool json = false;
  bool text = false;  ///< text output, which is also the default
  bool explain = false;
  std::string only;     ///< a protocol
  std::string key_log;  ///< a file as SSLKEYLOGFILE names it; empty for none
};

void add_dissect_options(CLI::App& command, DissectRequest& request);

/// `run_dissect` implements `tlscam dissect FILE`. It returns the exit code: 2 for a file that is not a
/// capture.
int run_dissect(const DissectRequest& request);

}  // namespace tlscam
