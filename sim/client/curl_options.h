#pragma once
#include <string>
#include <vector>

#include "sim/time/instant.h"
#include "sim/wire/http.h"

namespace tlscam {

/// CurlOptions are what the command line of curl asks for.
struct CurlOptions {
  std::string url;
  std::string method;             ///< empty: GET, or POST with data
  std::vector<std::string> data;  ///< as given: text, or "@FILE"
  HttpHeaders headers;
  std::string output;  ///< the file to write; empty: the terminal
  std::string roots;   ///< --cacert
  std::string certificate, key;
  bool verbose = false, quiet = false, show_errors = false, insecure = false;
  bool show_head = false, only_head = false, remote_name = false, fail_on_error = false;
  bool tls12 = true, tls13 = true;
  Duration timeout{0};
  bool help = false, version = false;
};

/// `CurlOptionError` is what is wrong with a command line, and curl's exit code for it.
struct CurlOptionError {
  std::string text;
  int exit_code = 2;
};

/// Reads the words behind "curl". The first error counts.
tl::expected<CurlOptions, CurlOptionError> parse_curl_options(const std::vector<std::string>& words);

/// How the command is used: a line for each option.
std::string curl_usage();

}  // namespace tlscam
