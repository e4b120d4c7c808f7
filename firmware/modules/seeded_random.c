#include "seeded_random.h"

void seeded_random_init(struct seeded_random *random, uint64_t seed) {
    random->state = seed;
}

static uint64_t next(struct seeded_random *random) {
    uint64_t z = (random->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void seeded_random_bytes(struct seeded_random *random, void *data, size_t size) {
    uint8_t *bytes = data;
    for (size_t i = 0; i < size;) {
        const uint64_t number = next(random);
        for (int shift = 0; shift < 64 && i < size; shift += 8) {
            bytes[i++] = (uint8_t)(number >> shift);
        }
    }
}
