#pragma once
#include <cstddef>
#include <vector>

#include "sim/base/bytes.h"

namespace tlscam {

class Session;

/// `CaptureFollow` gives the capture of a session piece by piece, for a program that follows it while it
/// grows. Each piece is a section of pcapng of its own, with the frames since the last piece and all secrets
/// that are known, so that all pieces, one behind the other, are a capture file.
class CaptureFollow {
 public:
  /// Gives what is new, or nothing. With a world that does something else all of its frames are new; of one
  /// that has gone back it is what it does from there on.
  Bytes take(Session& session);

 private:
  /// What was given, by the number of the frame: the same world does the same again when it goes back, and
  /// another one does not.
  std::vector<std::size_t> given_;
};

}  // namespace tlscam
