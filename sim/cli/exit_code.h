#pragma once

namespace tlscam {

/// tlscam ends with one of these codes, or with interrupted_exit_code().
enum ExitCode {
  kExitSuccess = 0,       ///< all scripts ended without an uncaught exception
  kExitScriptFailed = 1,  ///< one raised, or a camera or output was lost
  kExitUsage = 2,         ///< bad usage or input; nothing was run
  kExitTimeRanOut = 3,
};

}  // namespace tlscam
