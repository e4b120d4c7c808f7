#pragma once
#include <memory>
#include <string>

#include "sim/base/native_descriptor.h"
#include "sim/base/result.h"
#include "sim/deploy/transport.h"

namespace tlscam {

/// `TerminalDevice` is a camera's port as a terminal device of this computer: a USB serial port
/// (`/dev/ttyACM0`), or the pty of an emulated board or of a simulated camera (`/dev/pts/4`). It is in raw
/// mode, at kReplRate, and no other program has it meanwhile.
///
/// Its time is real, and whoever owns the device brings it: poll() is called with the time that the real
/// clock shows, when descriptor() can be read or an event of time() is due.
class TerminalDevice : public Transport {
 public:
  /// Opens the device. `now` is what the real clock shows. Fails when there is no such device, it is not a
  /// terminal, this user may not use it, or another program has it; the message says what to do.
  static Result<std::unique_ptr<TerminalDevice>> open(const std::string& path, Instant now);

  void write(ByteView bytes) override;

  /// Sends what waits, takes what has come and lets the transport's time reach `now`. Never waits. A device
  /// that is gone closes the transport.
  void poll(Instant now);

  /// For poll(2) and its like; -1 once the device is gone.
  int descriptor() const { return device_.number(); }
  /// Whether bytes wait until the device can be written to.
  bool wants_to_write() const { return !outbox_.empty(); }

 private:
  TerminalDevice(std::unique_ptr<EventQueue> time, std::string path, Descriptor device);
  void flush();
  void take();
  void lose(const std::string& why);

  std::unique_ptr<EventQueue> time_;
  std::string path_;
  Descriptor device_;
  Bytes outbox_;
};

}  // namespace tlscam
