#pragma once
#include <string>

#include "sim/machine/machine.h"
#include "sim/machine/native_patience.h"

namespace tlscam {

/// Runs cameras as processes of their own: the program `tlscam-camera`, joined by a socket (camera_link.h).
class NativeMachineFactory : public MachineFactory {
 public:
  /// `program` is the path of tlscam-camera. A camera that computes for longer than `patience` (of this
  /// computer's time) in one go, without its interpreter coming by, counts as hung and is ended.
  explicit NativeMachineFactory(std::string program, Patience patience = Patience(std::chrono::seconds(30)));

  Result<std::unique_ptr<Machine>> start(const MachineBoot& boot, SharedMemory& drive,
                                         SharedMemory& rom) override;

 private:
  std::string program_;
  Patience patience_;
};

}  // namespace tlscam
