#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tlscam {

struct ExplainRequest {
  std::vector<std::string> text;  ///< words; "-" or none: standard input
  bool json = false;
  const CLI::App* command = nullptr;  ///< for what begins with "-" and is a number
};

void add_explain_options(CLI::App& command, ExplainRequest& request);

/// tlscam explain. Exit codes: 0 it knows a cause, 1 it does not, 2 bad usage.
int run_explain(const ExplainRequest& request);

}  // namespace tlscam
