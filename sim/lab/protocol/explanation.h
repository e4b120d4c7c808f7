#pragma once
#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/diagnose/cause.h"
#include "sim/diagnose/error_names.h"
#include "sim/lab/protocol/fields.h"

namespace tlscam {

template <std::same_as<NextStep> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("kind", &T::kind), field("text", &T::text), field("line", &T::line),
                    field("camera", &T::camera));
}
template <std::same_as<Cause> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("fit", &T::fit), field("cause", &T::cause),
                    field("evidence", &T::evidence), field("next_steps", &T::next_steps));
}
template <std::same_as<ErrorName> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("number", &T::number), field("name", &T::name), field("meaning", &T::meaning));
}

/// `Explanation` is the answer to an error that a person pasted.
struct Explanation {
  bool known = false;              ///< there is a cause
  std::vector<ErrorName> numbers;  ///< the error numbers in it
  std::string alert;               ///< "48 unknown_ca", when it names one; else empty
  std::vector<Cause> causes;       ///< best first
  std::string what_would_help;     ///< when there is none; else empty
};
template <std::same_as<Explanation> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("known", &T::known), field("numbers", &T::numbers), field("alert", &T::alert),
                    field("causes", &T::causes), field("what_would_help", &T::what_would_help));
}

/// `explain` explains a traceback, an error number or name, an alert, output of openssl, curl or gnutls-cli,
/// or a script. It never fails, and reads the end of long texts.
Explanation explain(std::string_view pasted);

/// `to_text` is for people: the numbers' names, the best cause with its evidence and next steps, and other
/// possible causes. It ends with a line end.
std::string to_text(const Explanation& explanation);

/// `details_text` is a cause in a few lines, each after `indent`: evidence and next steps.
std::string details_text(const Cause& cause, std::string_view indent);

}  // namespace tlscam
