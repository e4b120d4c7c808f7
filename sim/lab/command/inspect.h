#pragma once
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/file_view.h"

namespace tlscam {

class SessionState;

/// Describes a file that may be a certificate or a key.
struct InspectFileCommand {
  using Reply = FileView;
  static constexpr std::string_view kName = "inspect_file";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
  std::string place;
  std::string path;
};
template <std::same_as<InspectFileCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("place", &T::place), field("path", &T::path));
}
Result<InspectFileCommand::Reply> carry_out(SessionState& state, const InspectFileCommand& command);

/// A date at which a certificate begins or ceases to be valid.
struct CertificateEvent {
  Instant at;
  std::string text;  ///< "server.crt ends"
};
template <std::same_as<CertificateEvent> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("at", &T::at), field("text", &T::text));
}

/// Lists when the certificates on the workstation and on the drives become valid and expire, in order.
struct CertificateEventsCommand {
  using Reply = std::vector<CertificateEvent>;
  static constexpr std::string_view kName = "certificate_events";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<CertificateEventsCommand>) {
  return std::tuple();
}
Result<CertificateEventsCommand::Reply> carry_out(SessionState& state,
                                                  const CertificateEventsCommand& command);

}  // namespace tlscam
