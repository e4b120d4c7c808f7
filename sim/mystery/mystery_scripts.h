#pragma once
#include "sim/mystery/mystery_setup.h"

namespace tlscam {

/// `write_scripts` writes the programs of server and client for everything else that the setup has.
void write_scripts(MysterySetup& setup);

/// `brief_of` is the text of brief.txt, which says how the setup is meant to be.
std::string brief_of(const MysterySetup& setup);

}  // namespace tlscam
