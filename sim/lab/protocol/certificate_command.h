#pragma once
#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/reader_command.h"

// User interfaces ask a Reader these questions about certificates, which need no capture.

namespace tlscam {

/// `CertificateTreesCommand` returns the elements of a certificate, request or key over its bytes: one part
/// for DER, or for each block of PEM. The secret of a key is zeros.
struct CertificateTreesCommand {
  using Reply = MessageView;
  static constexpr std::string_view kName = "certificate_trees";
  Bytes file;
};
constexpr auto fields_of(std::type_identity<CertificateTreesCommand>) {
  return std::tuple(field("file", &CertificateTreesCommand::file));
}

/// See NameMatch.
struct NameView {
  std::string name;
  bool accepted = false;
  std::string reason;
};
template <std::same_as<NameView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("accepted", &T::accepted), field("reason", &T::reason));
}

/// `WhoMayConnectCommand` tells whether a camera that connects to these names accepts the file's first
/// certificate for them; without names, it picks some that show what it covers.
struct WhoMayConnectCommand {
  using Reply = std::vector<NameView>;
  static constexpr std::string_view kName = "who_may_connect";
  Bytes file;
  std::vector<std::string> names;
};
template <std::same_as<WhoMayConnectCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("file", &T::file), field("names", &T::names));
}

/// See ChainCheck.
struct ChainCheckView {
  std::string check;
  bool passed = false;
  std::string reason;
};
template <std::same_as<ChainCheckView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("check", &T::check), field("passed", &T::passed), field("reason", &T::reason));
}

/// See ChainStep.
struct ChainStepView {
  std::string subject;
  std::string role;
  std::vector<ChainCheckView> checks;
};
template <std::same_as<ChainStepView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("subject", &T::subject), field("role", &T::role), field("checks", &T::checks));
}

/// See ChainVerdict.
struct ChainView {
  bool accepted = false;
  std::string exception;
  std::string alert;
  std::vector<ChainStepView> steps;
  std::vector<std::string> notes;
};
template <std::same_as<ChainView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("accepted", &T::accepted), field("exception", &T::exception),
                    field("alert", &T::alert), field("steps", &T::steps), field("notes", &T::notes));
}

/// `VerifyChainCommand` shows how a camera with CERT_REQUIRED decides; see ChainRequest.
struct VerifyChainCommand {
  using Reply = ChainView;
  static constexpr std::string_view kName = "verify_chain";
  Bytes presented;
  std::vector<Bytes> anchors;
  std::string name;
  Instant clock;
};
template <std::same_as<VerifyChainCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("presented", &T::presented), field("anchors", &T::anchors), field("name", &T::name),
                    field("clock", &T::clock));
}

/// A Reader carries out all of these.
using AllReaderCommands = decltype(std::tuple_cat(
    ReaderCommandList{}, std::tuple<CertificateTreesCommand, WhoMayConnectCommand, VerifyChainCommand>{}));

}  // namespace tlscam
