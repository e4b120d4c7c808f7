#include "sim/lab/watch/exception_watcher.h"

#include <gtest/gtest.h>

#include <vector>

namespace tlscam {
namespace {

std::vector<std::string> exceptions_in(std::string_view printed, std::size_t piece) {
  std::vector<std::string> found;
  ExceptionWatcher watcher([&](std::string_view line) { found.emplace_back(line); });
  for (std::size_t i = 0; i < printed.size(); i += piece) watcher.feed(printed.substr(i, piece));
  return found;
}

TEST(ExceptionWatcherTest, FindsTheLastLineOfEachTraceback) {
  constexpr std::string_view kPrinted =
      "connecting\r\n"
      "\x04Traceback (most recent call last):\r\n"
      "  File \"<stdin>\", line 12, in <module>\r\n"
      "  File \"ssl.py\", line 1, in wrap_socket\r\n"
      "OSError: [Errno 104] ECONNRESET\r\n"
      "ValueError: said by a script\r\n"
      "Traceback (most recent call last):\r\n"
      "  File \"<stdin>\", line 1, in <module>\r\n"
      "KeyboardInterrupt: \r\n"
      ">>> \r\n";
  const std::vector<std::string> wanted = {"OSError: [Errno 104] ECONNRESET", "KeyboardInterrupt: "};
  for (const std::size_t piece : {1u, 7u, 4096u}) EXPECT_EQ(exceptions_in(kPrinted, piece), wanted) << piece;
}

// mbedTLS's text of a refused certificate begins in the line behind the colon.
TEST(ExceptionWatcherTest, JoinsAMessageOfTwoLines) {
  const auto found = exceptions_in(
      "Traceback (most recent call last):\r\n  File \"<stdin>\", line 9, in <module>\r\n"
      "ValueError: \r\nThe certificate validity starts in the future\r\n",
      5);
  EXPECT_EQ(found, std::vector<std::string>{"ValueError: The certificate validity starts in the future"});
}

// A script that catches what it meets often prints it, with words of its own before it.
TEST(ExceptionWatcherTest, finds_what_a_script_prints_of_its_exceptions) {
  EXPECT_EQ(exceptions_in(
                "no luck: OSError(-6,)\r\n[Errno 104] ECONNRESET\r\n"
                "(-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')\r\nThe certificate validity has expired\r\n",
                7),
            (std::vector<std::string>{"OSError(-6,)", "OSError: [Errno 104] ECONNRESET",
                                      "OSError: (-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')",
                                      "ValueError: The certificate validity has expired"}));
  EXPECT_EQ(exceptions_in("The certificate is fine\r\nno errors: 0\r\n", 4096), std::vector<std::string>{});
}

}  // namespace
}  // namespace tlscam
