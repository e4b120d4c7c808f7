#pragma once
#include "sim/desktop/panels/stage.h"

// The world's clock: jumps, and how its time goes on.

namespace tlscam {

/// The clock goes from 2013 to 2038-01-19, where 32-bit clocks end.
extern const Instant kClockBegin;
extern const Instant kClockEnd;

/// `refresh_dates` asks anew for the dates of certificates when files have changed.
void refresh_dates(Stage& stage);

/// `leap` sets true time, and offers the way back: what passes in the meantime has passed then too.
void leap(Stage& stage, Instant true_time);

/// `jump_to_next` goes to right behind the next moment at which a certificate begins or ends.
void jump_to_next(Stage& stage);

void toggle_pause(Desk& desk);

}  // namespace tlscam
