#include "sim/cli/output.h"

#include <cstdio>

#include "sim/base/utf8.h"

namespace tlscam {
namespace {

void write(std::FILE* stream, std::string_view text) {
  const std::string shown = printable(text);
  std::fwrite(shown.data(), 1, shown.size(), stream);
  std::fflush(stream);
}

}  // namespace

void print(std::string_view text) {
  write(stdout, text);
}

void ask(std::string_view question) {
  write(stderr, question);
}

void complain(std::string_view message) {
  write(stderr, fmt::format("tlscam: {}\n", message));
}

int complain(std::string_view message, int exit_code) {
  complain(message);
  return exit_code;
}

}  // namespace tlscam
