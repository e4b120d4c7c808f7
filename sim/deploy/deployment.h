#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/deploy/board_facts.h"
#include "sim/deploy/deployment_journal.h"
#include "sim/deploy/remote_files.h"

namespace tlscam {

/// A file that is to be on a board.
struct DeployFile {
  std::string target;  ///< "/flash/cert.der"
  Bytes contents;
};

enum class FileChange { unchanged, added, replaced };

/// `DeploymentPlan` is what a deployment would do to one file system of a board.
struct DeploymentPlan {
  struct File {
    DeployFile file;
    FileChange change = FileChange::added;
    std::string new_hash, old_hash;  ///< content_hash(); no old one for an added file
    std::string staged;              ///< the name under which it is written at first
    bool is_staged = false;          ///< it lies there already, of an attempt that was interrupted
  };

  std::string place;                 ///< "/flash"
  std::vector<File> files;           ///< in the order of their targets
  std::vector<std::string> folders;  ///< that are to be made, the outer before the inner

  bool changes_anything() const;
  /// The content that is still to be written.
  std::uint64_t bytes_to_write() const;
};

/// How far a deployment is.
struct DeployProgress {
  std::string target;                 ///< the file that is being written
  std::uint64_t done = 0, total = 0;  ///< bytes of all files
};

/// `Deployment` puts files on a board so that a board that is pulled out at any moment has, of every file,
/// either the old content or the new one under its name:
///
/// 1. New content is written to the folder `.tlscam` of the same file system and checked there by its hash.
/// 2. A journal says which files are to be exchanged.
/// 3. File by file the old content gets a backup's name, and the new content the file's.
///
/// An exchange that was begun is finished at the next connection (recover()); content that was already
/// written is not sent again; undo() brings the backups back, and undo() after that the new content.
class Deployment {
 public:
  using Progress = std::function<void(const DeployProgress&)>;

  /// The files are borrowed; their REPL has been entered, and nobody starts a fresh interpreter meanwhile.
  explicit Deployment(RemoteFiles& files) : files_(files) {}

  /// Asks the board what it has, and changes nothing. All targets must lie in one file system. Fails when a
  /// path cannot take a file (board_path.h), or when the space does not suffice.
  Task<Result<DeploymentPlan>> plan(BoardFacts facts, std::vector<DeployFile> files);

  /// Does it. After a failure before the exchange nothing has changed but hidden files.
  Task<Result<void>> carry_out(DeploymentPlan plan, Progress progress);

  /// Finishes an exchange that was interrupted. Gives the files that it was about; none when there was none.
  Task<Result<std::vector<std::string>>> recover(std::string place);

  /// Exchanges the files of the last deployment for what they were before. Gives their names. Fails when
  /// there is nothing to undo.
  Task<Result<std::vector<std::string>>> undo(std::string place);

  /// Where content was kept that somebody had written under a file's name while its exchange was interrupted:
  /// "/flash/main.py.kept".
  const std::vector<std::string>& kept() const { return kept_; }

 private:
  /// `Found` is what `_q` prints of a path.
  struct Found {
    char kind = '-';
    std::uint64_t size = 0;
    std::string hash;
  };
  /// `Past` is what lies in the deployment's folder.
  struct Past {
    std::uint32_t newest = 0;                 ///< the highest generation of a journal, whole or not
    std::vector<DeploymentJournal> journals;  ///< those that are whole, the newest first
    std::vector<std::uint32_t> done;
    bool is_done(std::uint32_t generation) const;
  };

  Task<Result<void>> prepare();
  Task<Result<std::string>> run(std::string what, std::string code);
  Task<Result<std::vector<Found>>> ask(std::vector<std::string> paths);
  Task<Result<Past>> read_past(std::string folder);
  Task<Result<void>> stage(const DeploymentPlan& plan, Progress progress);
  Task<Result<void>> write_checked(std::string path, Bytes contents, std::string hash,
                                   RemoteFiles::Progress progress);
  Task<Result<void>> begin(std::string folder, const DeploymentJournal& journal);
  Task<Result<void>> exchange(std::string folder, const DeploymentJournal& journal);

  RemoteFiles& files_;
  std::vector<std::string> kept_;
  bool prepared_ = false;  // the board has the functions of deployment_code.h
};

}  // namespace tlscam
