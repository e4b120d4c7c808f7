#include "sim/lab/watch/exception_watcher.h"

#include "sim/certificate/verify_flags.h"

namespace tlscam {

namespace {

// A script that catches its exceptions often prints them, by repr(), or by str() as mbedTLS's texts begin.
// Words of the script's own may stand before it. The result is empty when there is none.
std::string printed_exception(std::string_view line) {
  for (const std::string_view name :
       {"OSError(", "ValueError(", "ImportError(", "MemoryError(", "TypeError(", "AttributeError("}) {
    if (const std::size_t at = line.find(name); at != std::string_view::npos)
      return std::string(line.substr(at));
  }
  // str() of an OSError, and mbedTLS's text of a verification.
  if (const std::size_t name = line.find("'MBEDTLS_ERR_"); name != std::string_view::npos) {
    const std::size_t bracket = line.rfind('(', name);
    return "OSError: " + std::string(bracket == std::string_view::npos ? line : line.substr(bracket));
  }
  if (const std::size_t number = line.find("[Errno "); number != std::string_view::npos)
    return "OSError: " + std::string(line.substr(number));
  if (is_verification_error(line)) return "ValueError: " + std::string(line);
  return "";
}

// The raw REPL's answer to the script that it was given precedes the script's first output on the same line:
// "OK", or the control characters of its paste mode (MicroPython's documentation, "The MicroPython
// Interactive Interpreter Mode").
std::string_view without_answer(std::string_view line) {
  constexpr std::string_view kOk = "OK";
  if (const std::size_t control = line.find_last_of("\x01\x04"); control != std::string_view::npos)
    line.remove_prefix(control + 1);
  if (line.starts_with(kOk)) line.remove_prefix(kOk.size());
  return line;
}

}  // namespace

// A traceback is "Traceback (most recent call last):", then lines that begin with two blanks, then the
// exception. mbedTLS's texts of certificate failures end with a line feed and may begin after one.
void ExceptionWatcher::see(std::string_view line) {
  constexpr std::string_view kBegin = "Traceback (most recent call last):";
  if (line.ends_with(kBegin)) {
    in_traceback_ = true;
    return;
  }
  if (!in_traceback_) {
    const std::string_view printed = without_answer(line);
    if (line.ends_with("MPY: soft reboot")) on_exception_(printed);
    if (const std::string exception = printed_exception(printed); !exception.empty())
      on_exception_(exception);
    return;
  }
  if (line.starts_with("  ")) return;
  if (line == "ValueError: ") {
    pending_ = line;
    return;
  }
  in_traceback_ = false;
  on_exception_(std::exchange(pending_, {}) + std::string(line));
}

}  // namespace tlscam
