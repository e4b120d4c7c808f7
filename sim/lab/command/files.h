#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/file_kind.h"

namespace tlscam {

class SessionState;

/// A file or folder of the workstation or of a drive.
struct FileEntry {
  std::string name;
  bool is_folder = false;
  FileKind kind = FileKind::other;
  FileEncoding encoding = FileEncoding::none;
  std::uint64_t size = 0;  ///< bytes
  std::string summary;     ///< "certificate for openmv, P-256, DER"; empty: neither certificate nor key
  std::string loads;  ///< what the camera does with it, see CameraLoads; empty: neither certificate nor key
  bool good = false;  ///< it loads, and is used as expected
};
template <std::same_as<FileEntry> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("name", &T::name), field("is_folder", &T::is_folder), field("kind", &T::kind),
                    field("encoding", &T::encoding), field("size", &T::size), field("summary", &T::summary),
                    field("loads", &T::loads), field("good", &T::good));
}

/// Lists a folder.
struct ListFilesCommand {
  using Reply = std::vector<FileEntry>;
  static constexpr std::string_view kName = "list_files";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
  std::string place;  ///< "" the workstation, or a camera
  std::string path;
};
template <std::same_as<ListFilesCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("place", &T::place), field("path", &T::path));
}
Result<ListFilesCommand::Reply> carry_out(SessionState& state, const ListFilesCommand& command);

/// Reads a file.
struct ReadFileCommand {
  using Reply = Bytes;
  static constexpr std::string_view kName = "read_file";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
  std::string place;
  std::string path;
};
template <std::same_as<ReadFileCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("place", &T::place), field("path", &T::path));
}
Result<ReadFileCommand::Reply> carry_out(SessionState& state, const ReadFileCommand& command);

/// Writes a file, which may replace one.
struct WriteFileCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "write_file";
  static constexpr CommandTraits kTraits{.touches_files = true};
  std::string place;
  std::string path;
  Bytes bytes;
};
template <std::same_as<WriteFileCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("place", &T::place), field("path", &T::path), field("bytes", &T::bytes));
}
Result<WriteFileCommand::Reply> carry_out(SessionState& state, const WriteFileCommand& command);

/// Removes a file, or a folder with everything in it.
struct RemoveFileCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "remove_file";
  static constexpr CommandTraits kTraits{.touches_files = true};
  std::string place;
  std::string path;
};
template <std::same_as<RemoveFileCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("place", &T::place), field("path", &T::path));
}
Result<RemoveFileCommand::Reply> carry_out(SessionState& state, const RemoveFileCommand& command);

/// Renames or moves a file or folder.
struct RenameFileCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "rename_file";
  static constexpr CommandTraits kTraits{.touches_files = true};
  std::string place;
  std::string from;
  std::string to;
};
template <std::same_as<RenameFileCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("place", &T::place), field("from", &T::from), field("to", &T::to));
}
Result<RenameFileCommand::Reply> carry_out(SessionState& state, const RenameFileCommand& command);

/// Makes a folder.
struct MakeFolderCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "make_folder";
  static constexpr CommandTraits kTraits{.touches_files = true};
  std::string place;
  std::string path;
};
template <std::same_as<MakeFolderCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("place", &T::place), field("path", &T::path));
}
Result<MakeFolderCommand::Reply> carry_out(SessionState& state, const MakeFolderCommand& command);

}  // namespace tlscam
