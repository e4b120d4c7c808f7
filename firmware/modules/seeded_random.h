// This generator gives the same bytes for the same seed on every build (SplitMix64), for ports whose world
// decides on randomness. It is not for a camera that keeps real secrets.
#pragma once
#include <stddef.h>
#include <stdint.h>

struct seeded_random {
    uint64_t state;
};

void seeded_random_init(struct seeded_random *random, uint64_t seed);
void seeded_random_bytes(struct seeded_random *random, void *data, size_t size);
