#pragma once
#include <memory>
#include <string>

#include "sim/desktop/model/capture_pipe.h"
#include "sim/desktop/model/wire_reading.h"
#include "sim/desktop/model/worker.h"

namespace tlscam {

/// `WireExport` writes what the wire shows, and what drives hold, into files, beside the window's thread.
/// Each save becomes a notice: where it lies, or why it is not there. A file that is there already is never
/// replaced.
class WireExport {
 public:
  /// Both outlive this.
  WireExport(Desk& desk, WireReading& reading) : desk_(desk), reading_(reading) {}

  /// Where files go: a folder.
  std::string folder = default_folder();
  /// The path of the named pipe.
  std::string pipe_path = default_pipe();

  void save_capture();
  void save_key_log();
  void save_text(const ConversationSnapshot& conversation);
  /// A picture of the ladder; see ladder_svg().
  void save_ladder(const std::string& svg);
  /// The files of a camera's drive, or of the workstation (""), as one zip.
  void save_files(const std::string& place);
  /// The whole world, keys too, as a file that page and window open.
  void save_state(const SavedWorld& world);

  /// Lets another program follow the wire by `pipe_path`.
  void follow();
  void end_following() { pipe_.reset(); }
  /// Null: nobody can follow.
  const CapturePipe* pipe() const { return pipe_.get(); }

 private:
  static std::string default_folder();
  static std::string default_pipe();
  std::string path_for(const std::string& ending) const;
  void write(const std::string& path, Bytes bytes);

  Desk& desk_;
  WireReading& reading_;
  std::unique_ptr<CapturePipe> pipe_;
  Worker files_;
};

}  // namespace tlscam
