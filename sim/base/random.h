#pragma once
#include <cstdint>
#include <string_view>

namespace tlscam {

/// `Random` (SplitMix64) gives the same numbers for the same seed on every build. It is not for secrets.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

  /// `chance` is true with the given probability, 0 to 1. It draws one number whatever the probability.
  bool chance(double probability) { return static_cast<double>(next() >> 11) * 0x1.0p-53 < probability; }

  /// `derive` makes a seed for one part of the world, so that adding a part leaves the others' numbers alone.
  static std::uint64_t derive(std::uint64_t seed, std::string_view part) {
    std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
    for (const char c : part) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
    return Random(seed ^ hash).next();
  }

 private:
  std::uint64_t state_;
};

}  // namespace tlscam
