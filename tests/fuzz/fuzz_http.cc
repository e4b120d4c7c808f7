// The head of an HTTP request, as a web server of the world reads it.
#include <cstdlib>

#include "sim/service/http_request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request = tlscam::parse_http_request({data, size});
  if (request && *request && ((*request)->method.empty() || (*request)->target.empty())) std::abort();
  return 0;
}
