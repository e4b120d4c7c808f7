#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/lab/protocol/saved_world.h"
#include "sim/time/instant.h"

namespace tlscam {

/// A moment of a world's run: virtual time, and how many events of the world came before. The same scene
/// comes to the same moments again.
struct Moment {
  Instant at;
  std::uint64_t events = 0;
};

/// A run of a genuine program: what a world that does the same again needs, so as not to run it again.
struct LoggedProgram {
  struct Text {
    bool is_error = false;
    Bytes bytes;
  };
  bool ended = false;
  int exit_code = 0;
  std::string failure;  ///< why it could not be run at all; empty: it ran
  std::vector<Text> printed;
  std::vector<SavedFile> written;    ///< into the workstation's folder
  std::vector<std::string> removed;  ///< from it
};

/// Everything that came into a world from outside since it was opened, in its order.
struct RunLog {
  struct Entry {
    Moment moment;
    std::string
        command;  ///< a command that changed the world, as dispatch() reads it; empty: a program ended
    std::size_t program = 0;  ///< which one, if one ended
  };
  std::vector<Entry> entries;
  std::vector<LoggedProgram> programs;  ///< in the order in which they were started
  /// Why the world cannot do the same again; empty: it can.
  std::string obstacle;
};

}  // namespace tlscam
