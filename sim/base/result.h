#pragma once
#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>

namespace tlscam {

/// Why something could not be done, written for a person: what is wrong, where, what to do next.
struct Error {
  std::string text;
};

/// A value, or why there is none.
template <class T>
using Result = tl::expected<T, Error>;

/// fail() with its arguments packed, so that it is compiled once.
tl::unexpected<Error> fail_with(fmt::string_view text, fmt::format_args args);

/// `return fail("no camera is named {}", name);`
template <class... Args>
tl::unexpected<Error> fail(fmt::format_string<Args...> text, Args&&... args) {
  return fail_with(text, fmt::make_format_args(args...));
}

}  // namespace tlscam
