#pragma once
#include <string_view>

#include "sim/deploy/board_facts.h"
#include "sim/deploy/raw_repl.h"

namespace tlscam {

/// Asks a board about itself by one script. Each question is guarded: old firmware and other boards answer
/// what they can. The REPL is borrowed and must have been entered. Fails when the line is lost, or when the
/// answer makes no sense.
Task<Result<BoardFacts>> ask_board(RawRepl& repl);

/// The answer of that script: a line per fact, its name and its values, texts in hexadecimal digits. Facts
/// with an unknown name are skipped. Nothing of it is trusted.
Result<BoardFacts> parse_board_facts(std::string_view reply);

}  // namespace tlscam
