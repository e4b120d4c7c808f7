#pragma once
#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace tlscam {

/// Prints to standard output, at once. Texts of strangers may be in it: see printable().
void print(std::string_view text);

/// Prints a question to standard error, without the end of a line.
void ask(std::string_view question);

/// Prints "tlscam: " and a message to standard error, in the same way.
void complain(std::string_view message);
/// Does so, and returns the exit code.
int complain(std::string_view message, int exit_code);

template <class... Values>
void print(fmt::format_string<Values...> form, Values&&... values) requires(sizeof...(Values) > 0) {
  print(std::string_view(fmt::format(form, std::forward<Values>(values)...)));
}

}  // namespace tlscam
