// HTTP messages, as a web server and a client of the world read them.
#include <cstdlib>

#include "sim/wire/http.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request = tlscam::parse_http_request({data, size});
  if (request && *request && ((*request)->method.empty() || (*request)->target.empty())) std::abort();
  for (const bool ended : {false, true}) {
    const auto response = tlscam::parse_http_response({data, size}, ended);
    if (response && !*response && ended) std::abort();
  }
  return 0;
}
