#pragma once
#include <cstdint>

#include "sim/lesson/lesson.h"
#include "sim/mystery/mystery_kinds.h"

namespace tlscam {

/// `Mystery` is a broken setup that was drawn by its seed.
struct Mystery {
  std::uint64_t seed = 0;
  const MysteryKind* kind = nullptr;
  MysterySetup sound;   ///< before the fault
  MysterySetup broken;  ///< as the learner finds it

  Scene scene() const { return scene_of(broken, seed); }
};

/// `draw_mystery` draws a mystery. As many seeds in a row as there are kinds bring each kind once, if they
/// begin with a multiple of that number.
Mystery draw_mystery(std::uint64_t seed);

/// This draws one of a certain kind.
Mystery draw_mystery(std::uint64_t seed, const MysteryKind& kind);

/// `mystery_lesson` is the lesson in the world of a mystery: `frame` is a lesson whose front matter has
/// `mystery: true`. Its first step gets the naming of the cause, its last one the repair, for "show me".
Lesson mystery_lesson(const Lesson& frame, const Mystery& mystery);

/// `DrawnMystery` is a mystery and its lesson, for a world that both belong to.
struct DrawnMystery {
  Mystery mystery;
  Lesson lesson;
};

}  // namespace tlscam
