#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tlscam {

struct CertRequest {
  std::vector<std::string> files;
  bool json = false;
  bool for_camera = false;
  bool tree = false;
  bool chain = false;
  bool client = false;
  std::vector<std::string> anchors;
  std::vector<std::string> names;
  std::string at;
};
void add_cert_options(CLI::App& command, CertRequest& request);

/// `tlscam cert`: what certificates and keys are, and what a camera does with them. Returns the exit code.
int run_cert(const CertRequest& request);

}  // namespace tlscam
