#pragma once
#include <memory>
#include <optional>
#include <string>

#include "sim/deploy/raw_repl.h"
#include "sim/deploy/remote_files.h"
#include "sim/workstation/device.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/mpremote_arguments.h"
#include "sim/workstation/program.h"

namespace tlscam::mpremote {

/// `Connection` is a camera that is in use by this run. Its end leaves the camera in its friendly REPL,
/// however the run ends.
class Connection {
 public:
  Connection(Device to, std::unique_ptr<SerialSession::Use> use)
      : device(std::move(to)), use_(std::move(use)), repl(*use_), files(repl) {}
  Connection(const Connection&) = delete;
  ~Connection() {
    if (repl.entered()) repl.leave();
  }

  const Device device;

 private:
  const std::unique_ptr<SerialSession::Use> use_;  // given back after the REPL was left

 public:
  RawRepl repl;
  RemoteFiles files;
};

/// `Session` holds what the commands of one run share.
struct Session {
  Output output;
  const Folder& folder;
  EventQueue& events;  ///< the workstation's time, which is the world's
  const DeviceList& devices;

  std::unique_ptr<Connection> connection;
  bool acted = false;           ///< a run without any action ends in the REPL
  bool auto_soft_reset = true;  ///< the first command that needs the raw REPL gets a fresh interpreter

  /// The time that the camera in use lives in: that of its transport. Without a camera it is the
  /// workstation's.
  EventQueue& time() const { return connection ? connection->device.line->time() : events; }

  Outcome connect(const std::string& name);
  void disconnect();
  Outcome ensure_connected();
  /// Connected and in the raw REPL, and notes that the run has done something.
  Task<Outcome> ensure_raw_repl(std::optional<bool> soft_reset = std::nullopt);
};

// The commands, by what they are about.
Task<Outcome> real_time_clock(Session& session, Command command);
Task<Outcome> file_system(Session& session, Command command);
Task<Outcome> read_only_file_system(Session& session, Command command);

/// Draws the bar of a copy, as the real tool does, for 2048 bytes and more.
void show_progress(const Output& output, std::uint64_t done, std::uint64_t total);

}  // namespace tlscam::mpremote
