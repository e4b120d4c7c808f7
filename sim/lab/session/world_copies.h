#pragma once
#include <concepts>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/lab/session/run_log.h"

namespace tlscam {

/// When a copy of a world was made. No program ran then.
struct CopyLabel {
  Moment moment;
  std::size_t programs = 0;  ///< how many had been started
};
template <std::same_as<CopyLabel> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("moment", &T::moment), field("programs", &T::programs));
}

/// Copies of all memory that a world lives in, the session included, where a platform makes them. Going back
/// begins at one of them and need not make the world again.
class WorldCopies {
 public:
  virtual ~WorldCopies() = default;

  /// Gives the labels of the copies of the present world that are still there, the oldest first.
  virtual std::vector<CopyLabel> labels() = 0;

  /// Puts a copy in place of the present world when the caller of the session has got its answer, forgets
  /// the later copies, gives `past` to Session::put_back() and repeats the command that it answers.
  virtual void restore(std::size_t copy, const std::string& past) = 0;
};

}  // namespace tlscam
