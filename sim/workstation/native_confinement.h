#pragma once
#include <linux/filter.h>

#include <string>
#include <vector>

#include "sim/base/native_descriptor.h"
#include "sim/base/result.h"

namespace tlscam {

/// `ProgramConfinement` is the wall around one program of this computer, whatever it is talked into: Landlock
/// lets it write in its folder and read there and in the system's libraries, and seccomp takes away sockets,
/// other processes and everything else that a program which works on files does not need. The program passes
/// the wall on to what it starts.
class ProgramConfinement {
 public:
  struct Reach {
    std::string program;             ///< the only file that may be executed
    std::string folder;              ///< read and written; nothing in it can be executed
    std::vector<std::string> files;  ///< read, besides what belongs to the system
  };

  /// `gap` tells what this computer lacks for it, as the end of "because "; empty: nothing.
  static std::string gap();

  /// Fails when the folder or program cannot be opened, or when there is a gap.
  static Result<ProgramConfinement> make(const Reach& reach);

  /// Closes the calling process in, for ever. It is called between fork and exec and allocates nothing.
  /// `rules` is the descriptor rules() by the number that it has in this process.
  bool apply(int rules);
  /// The descriptor that apply() needs.
  int rules() const { return ruleset_.number(); }

 private:
  ProgramConfinement(Descriptor ruleset, std::vector<sock_filter> filter)
      : ruleset_(std::move(ruleset)), filter_(std::move(filter)) {}

  Descriptor ruleset_;
  std::vector<sock_filter> filter_;
};

}  // namespace tlscam
