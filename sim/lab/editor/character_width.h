#pragma once

namespace tlscam {

/// Gives the columns of a terminal that a character takes: 0 for marks that combine with the one before, 2
/// for wide East Asian characters and emoji (UAX #11), otherwise 1. Control characters have no width of their
/// own.
unsigned character_width(char32_t code_point);

}  // namespace tlscam
