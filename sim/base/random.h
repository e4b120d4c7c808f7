#pragma once
#include <cstdint>
#include <string_view>

namespace tlscam {

/// A seeded generator (SplitMix64): the same seed gives the same numbers on every build. Not for secrets.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  /// True with the given probability, 0 to 1. Draws one number whatever the probability.
  bool chance(double probability) { return static_cast<double>(next() >> 11) * 0x1.0p-53 < probability; }

  /// A seed for a part of the world, so that adding one part does not change the numbers of another.
  static std::uint64_t derive(std::uint64_t seed, std::string_view part) {
    std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
    for (const char c : part) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
    return Random(seed ^ hash).next();
  }

 private:
  std::uint64_t state_;
};

}  // namespace tlscam
