#pragma once
#include <concepts>
#include <string>
#include <tuple>
#include <type_traits>

#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

/// `Intervention` says how a message that was sent already is lost or changed: the world goes back to
/// `before`, then `fault` is placed on `link`, and when the message is sent again the fault meets it.
struct Intervention {
  Instant before;  ///< in virtual time
  std::string link;
  FrameFault fault;
};
template <std::same_as<Intervention> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("before", &T::before), field("link", &T::link), field("fault", &T::fault));
}

}  // namespace tlscam
