#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/file.h"
#include "sim/base/result.h"

namespace tlscam {

/// The workstation's list of trusted roots, in its folder: PEM certificates. Its programs verify servers with
/// it.
inline constexpr const char* kTrustedRoots = "trusted-roots.pem";

/// The learner's home folder: files in one real directory, and nothing outside of it. Paths are relative to
/// it; a leading "~/" is allowed. A path that would leave the folder (absolute, through "..", or through a
/// symbolic link) is refused. Errors are the bare reason ("No such file or directory"), so that each program
/// can put its own name and the path before it.
class Folder {
 public:
  struct Entry {
    std::string name;
    bool is_folder = false;
    std::uint64_t size = 0;
  };

  /// Uses a directory, made if it is not there.
  static Result<Folder> open(const std::filesystem::path& root);

  /// The real path. The file itself need not exist.
  Result<std::filesystem::path> resolve(std::string_view path) const;

  bool exists(std::string_view path) const;
  bool is_folder(std::string_view path) const;
  Result<Entry> entry(std::string_view path) const;
  /// Lists what a folder holds, sorted by name.
  Result<std::vector<Entry>> list(std::string_view path) const;
  Result<Bytes> read(std::string_view path) const;
  Result<void> write(std::string_view path, ByteView bytes) const;
  /// Writes a file and makes the folders that lead to it.
  Result<void> write_with_parents(std::string_view path, ByteView bytes) const;
  Result<void> append(std::string_view path, ByteView bytes) const;
  Result<void> make_folder(std::string_view path) const;
  /// Removes a file or an empty folder.
  Result<void> remove(std::string_view path) const;
  /// Moves or renames; an existing file at the destination is replaced.
  Result<void> rename(std::string_view from, std::string_view to) const;

  const std::filesystem::path& root() const { return root_; }

 private:
  explicit Folder(std::filesystem::path root) : root_(std::move(root)) {}
  Result<void> store(std::string_view path, ByteView bytes, WriteMode mode) const;

  std::filesystem::path root_;  // canonical
};

/// "a/b" from "a" and "b"; "b" from "" or "." and "b".
std::string join_path(std::string_view folder, std::string_view name);

/// The part behind the last slash; slashes at the end do not count.
std::string base_name(std::string_view path);

}  // namespace tlscam
