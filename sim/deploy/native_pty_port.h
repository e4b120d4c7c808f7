#pragma once
#include <memory>
#include <string>

#include "sim/base/native_descriptor.h"
#include "sim/base/result.h"
#include "sim/deploy/serial_session.h"

namespace tlscam {

/// `PtyPort` offers a camera's serial line as a terminal device of this computer, for real programs such as
/// mpremote. It holds the line as long as it exists.
class PtyPort {
 public:
  /// Takes the line, which is borrowed. Fails when another conversation has it or no device is to be had.
  static Result<std::unique_ptr<PtyPort>> open(SerialSession& line);
  ~PtyPort();
  PtyPort(const PtyPort&) = delete;
  PtyPort& operator=(const PtyPort&) = delete;

  /// The device, such as "/dev/pts/4".
  const std::string& path() const { return path_; }

  /// Carries what has come from the programs to the camera and what it has said to them. Never waits. To be
  /// called when descriptor() can be read, and after the camera's time has passed. A program that does not
  /// read loses the oldest of what the camera said.
  void poll();

  /// For poll(2) and its like.
  int descriptor() const { return master_.number(); }

 private:
  PtyPort(std::unique_ptr<SerialSession::Use> use, std::string path, Descriptor master, Descriptor slave);
  void flush();

  std::unique_ptr<SerialSession::Use> use_;
  std::string path_;
  Descriptor master_;
  Descriptor slave_;  // kept open, so that the device outlives each program that uses it
  Bytes outbox_;
};

}  // namespace tlscam
