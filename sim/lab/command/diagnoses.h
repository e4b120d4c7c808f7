#pragma once
#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/explanation.h"
#include "sim/lab/protocol/fields.h"

namespace tlscam {

class SessionState;

/// A failure with its causes, the best first.
struct Diagnosis {
  std::string camera;  ///< it raised this before there was a connection; empty: a connection failed
  std::string client;  ///< the ends of the connection: names, or addresses where there are none
  std::string server;
  std::vector<Cause> causes;  ///< at least one
};
template <std::same_as<Diagnosis> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera), field("client", &T::client), field("server", &T::server),
                    field("causes", &T::causes));
}

/// Lists everything that has failed so far, and why.
struct DiagnosesCommand {
  using Reply = std::vector<Diagnosis>;
  static constexpr std::string_view kName = "diagnoses";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<DiagnosesCommand>) {
  return std::tuple();
}
Result<DiagnosesCommand::Reply> carry_out(SessionState& state, const DiagnosesCommand& command);

}  // namespace tlscam
