#include "sim/mystery/mystery.h"

#include <numeric>
#include <utility>

#include "sim/mystery/mystery_repair.h"

namespace tlscam {
namespace {

// The kinds in an order of their own for each round of seeds.
std::size_t drawn_kind(std::uint64_t seed) {
  const std::size_t count = mystery_kinds().size();
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  MysteryDraw draw(Random::derive(seed / count, "kinds"));
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[draw.below(i)]);
  return order[seed % count];
}

}  // namespace

Mystery draw_mystery(std::uint64_t seed) {
  return draw_mystery(seed, mystery_kinds()[drawn_kind(seed)]);
}

Mystery draw_mystery(std::uint64_t seed, const MysteryKind& kind) {
  Mystery mystery{seed, &kind, sound_setup(seed, kind.shape), {}};
  mystery.broken = mystery.sound;
  kind.apply(mystery.broken);
  return mystery;
}

Lesson mystery_lesson(const Lesson& frame, const Mystery& mystery) {
  Lesson lesson = frame;
  lesson.scene = mystery.scene();
  LessonBlock named;
  named.kind = LessonBlock::Kind::press;
  named.text = "wait 40s\nname " + std::string(mystery.kind->id);  // until the scripts have failed
  named.hidden = true;
  lesson.steps.front().blocks.push_back(std::move(named));
  for (LessonBlock& block : repair_of(mystery.kind->part, mystery.sound))
    lesson.steps.back().blocks.push_back(std::move(block));
  return lesson;
}

}  // namespace tlscam
