#pragma once
#include <string>
#include <vector>

#include "sim/lab/view/wishes.h"

namespace tlscam {

/// Whether what a stranger made may be played: because it wants nothing, because the person has said
/// --trust (`trusted`), or because the person says so now. The wishes are printed to standard error, and the
/// question is asked there when standard input is a terminal; without one the answer is no. So it is for
/// commands where this computer cannot confine them.
bool may_play(const std::string& what, const std::vector<Wish>& wishes, bool trusted);

}  // namespace tlscam
