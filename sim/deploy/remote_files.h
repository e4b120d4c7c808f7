#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "sim/deploy/raw_repl.h"

namespace tlscam {

/// Why the camera could not do something.
struct RemoteError {
  std::string code;  ///< "ENOENT" and the like for an OSError, else empty
  std::string text;  ///< "No such file or directory", or the traceback, or what went wrong on the line
};

template <class T>
using RemoteResult = tl::expected<T, RemoteError>;

/// A file or folder of the camera.
struct RemoteEntry {
  std::string name;
  bool is_folder = false;
  std::uint64_t size = 0;
};

/// The camera's files, through pieces of Python that it runs, as mpremote does it. Names are passed as Python
/// literals: whatever a name holds, it is a name. The REPL is borrowed and must have been entered. Nothing
/// from the camera is trusted: a reply that makes no sense is an error.
class RemoteFiles {
 public:
  /// Told how many bytes are done, of how many.
  using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

  explicit RemoteFiles(RawRepl& repl) : repl_(repl) {}

  /// Runs code and gives what it printed, without the line end. It may be silent for so long.
  Task<RemoteResult<std::string>> run(std::string code, Duration silence = std::chrono::seconds(10));
  /// Prints an expression and gives the text.
  Task<RemoteResult<std::string>> evaluate(std::string expression);
  Task<RemoteResult<std::int64_t>> evaluate_number(std::string expression);
  Task<RemoteResult<Bytes>> evaluate_bytes(std::string expression);

  /// An empty path is the current folder.
  Task<RemoteResult<std::vector<RemoteEntry>>> list(std::string path);
  Task<RemoteResult<RemoteEntry>> stat(std::string path);
  Task<RemoteResult<Bytes>> read(std::string path, Progress progress);
  Task<RemoteResult<void>> write(std::string path, Bytes contents, Progress progress);
  Task<RemoteResult<void>> remove(std::string path);
  Task<RemoteResult<void>> make_folder(std::string path);
  Task<RemoteResult<void>> remove_folder(std::string path);
  Task<RemoteResult<void>> touch(std::string path);
  Task<RemoteResult<Bytes>> sha256(std::string path);

 private:
  Task<RemoteResult<void>> run_silently(std::string code);

  RawRepl& repl_;
};

/// Python that prints the table of `mpremote df`.
std::string_view disk_free_code();

}  // namespace tlscam
