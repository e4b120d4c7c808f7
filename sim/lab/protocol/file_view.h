#pragma once
#include <concepts>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/file_kind.h"

namespace tlscam {

/// A line of a FileView.
struct FileField {
  std::string label;
  std::string value;
};
template <std::same_as<FileField> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("label", &T::label), field("value", &T::value));
}

/// A file, and what the camera does with it if it is a certificate or key.
struct FileView {
  FileKind kind = FileKind::other;
  std::string content;   ///< "certificate", "private key", ...; empty: none of these
  std::string encoding;  ///< "PEM", "DER"; empty: neither
  std::string summary;
  std::vector<FileField> fields;  ///< for people, in this order
  std::optional<Instant> not_before;
  std::optional<Instant> not_after;
  std::string loads;  ///< see CameraLoads; empty: neither certificate nor key
  bool good = false;
  std::string reason;   ///< why it loads or not
  std::string command;  ///< an openssl command that makes a file which loads
  std::string problem;  ///< why it could not be read
};
template <std::same_as<FileView> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("kind", &T::kind), field("content", &T::content), field("encoding", &T::encoding),
                    field("summary", &T::summary), field("fields", &T::fields),
                    field("not_before", &T::not_before), field("not_after", &T::not_after),
                    field("loads", &T::loads), field("good", &T::good), field("reason", &T::reason),
                    field("command", &T::command), field("problem", &T::problem));
}

}  // namespace tlscam
