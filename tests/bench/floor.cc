// This is the floor of the native benchmark: mutual handshakes of bare mbedTLS.
//   tlscam_bench_floor CERTIFICATE.der KEY.der HANDSHAKES
// prints the processor time, in seconds, of all the handshakes.

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>

#include "tests/bench/handshake.h"

namespace {

Der read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "Usage: tlscam_bench_floor CERTIFICATE.der KEY.der HANDSHAKES\n");
    return 2;
  }
  floor_date = std::time(nullptr);
  const Der certificate = read_file(argv[1]), key = read_file(argv[2]);
  const Side client(MBEDTLS_SSL_IS_CLIENT, certificate, key, true);
  const Side server(MBEDTLS_SSL_IS_SERVER, certificate, key, true);
  const double begin = processor_seconds();
  for (int i = std::atoi(argv[3]); i > 0; --i) handshake(client, server);
  std::printf("%.6f\n", processor_seconds() - begin);
}
