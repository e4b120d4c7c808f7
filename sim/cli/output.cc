#include "sim/cli/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "sim/base/utf8.h"

namespace tlscam {
namespace {

/// A signal that arrives while a pipe is full interrupts the writing, and nothing may be lost of it.
void write_as_it_is(std::FILE* stream, std::string_view rest) {
  std::fflush(stream);
  while (!rest.empty()) {
    const ssize_t written = ::write(fileno(stream), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      // The stream keeps the error, which main() asks it for at the end.
      std::fwrite(rest.data(), 1, rest.size(), stream);
      std::fflush(stream);
      return;
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

void write(std::FILE* stream, std::string_view text) {
  if (plain_size(text) == text.size()) return write_as_it_is(stream, text);
  write_as_it_is(stream, printable(text));
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
