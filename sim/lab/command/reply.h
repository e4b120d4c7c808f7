#pragma once
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/lab/protocol/fields.h"

namespace tlscam {

/// The reply to a command that only does something.
struct Nothing {};
constexpr auto fields_of(std::type_identity<Nothing>) {
  return std::tuple();
}

}  // namespace tlscam
