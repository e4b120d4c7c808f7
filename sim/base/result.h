#pragma once
#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>

namespace tlscam {

/// `Error` explains a failure to a person: what is wrong, where, and what to do next.
struct Error {
  std::string text;
};

/// A `Result` is a value, or the error that explains why there is none.
template <class T>
using Result = tl::expected<T, Error>;

/// `fail_with` is fail() with its arguments packed, so that it is compiled once.
tl::unexpected<Error> fail_with(fmt::string_view text, fmt::format_args args);

/// `fail` is used like this: `return fail("no camera is named {}", name);`
template <class... Args>
tl::unexpected<Error> fail(fmt::format_string<Args...> text, Args&&... args) {
  return fail_with(text, fmt::make_format_args(args...));
}

}  // namespace tlscam
