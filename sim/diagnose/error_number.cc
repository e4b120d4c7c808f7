#include "sim/diagnose/error_number.h"

#include <charconv>

namespace tlscam {

std::optional<int> error_number(std::string_view exception) {
  constexpr std::string_view kName = "OSError";
  const std::size_t name = exception.find(kName);
  if (name == std::string_view::npos) return std::nullopt;
  exception.remove_prefix(name + kName.size());
  const std::size_t begin = exception.find_first_not_of(":( ");
  if (begin == std::string_view::npos) return std::nullopt;
  exception.remove_prefix(begin);
  if (constexpr std::string_view kErrno = "[Errno "; exception.starts_with(kErrno))
    exception.remove_prefix(kErrno.size());
  int number = 0;
  const auto [end, error] = std::from_chars(exception.data(), exception.data() + exception.size(), number);
  if (error != std::errc() || number == 0) return std::nullopt;
  return number;
}

}  // namespace tlscam
