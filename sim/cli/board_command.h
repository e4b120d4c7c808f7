#pragma once
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "sim/base/result.h"
#include "sim/lab/board/native_real_board.h"

namespace tlscam {

/// `tlscam devices`: the boards at this computer's USB ports. Returns the exit code, as all of these do.
int run_devices();

/// `tlscam console`: the keyboard and the terminal are those of a board, until Ctrl-].
int run_console(const std::string& port);

/// `tlscam firmware`: which firmware a board has, what it lacks for the lessons, and how it is updated.
int run_firmware(const std::string& port);

/// Opens the port, or without a name that of the only board there is.
Result<std::unique_ptr<RealBoard>> open_board(const std::string& port);

}  // namespace tlscam
