#pragma once
#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace tlscam {

/// Why something could not be done, written for a person: what is wrong, where, what to do next.
struct Error {
  std::string text;
};

/// A value, or why there is none.
template <class T>
using Result = tl::expected<T, Error>;

/// `return fail("no camera is named {}", name);`
template <class... Args>
tl::unexpected<Error> fail(fmt::format_string<Args...> text, Args&&... args) {
  return tl::unexpected<Error>(Error{fmt::format(text, std::forward<Args>(args)...)});
}

}  // namespace tlscam
