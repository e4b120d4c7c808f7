#pragma once
#include "sim/mystery/mystery_verdict.h"

namespace tlscam {

class OpenWorld;

/// `observe_mystery` looks at the newest connection of a mystery's two ends. The world is one of a mystery.
MysteryObserved observe_mystery(OpenWorld& opened);

/// `look_at_mystery` ends the mystery when its setup works and a cause is named; returns whether it did so
/// now. In any other world it does nothing.
bool look_at_mystery(OpenWorld& opened);

}  // namespace tlscam
