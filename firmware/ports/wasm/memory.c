// memcpy() and memset() go in steps of eight bytes here; Emscripten's go in steps of four. A handshake copies
// and clears numbers of some tens of bytes all the time. WebAssembly allows words at any address.
#include <stddef.h>
#include <stdint.h>

typedef uint64_t __attribute__((aligned(1), may_alias)) word;

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    uint8_t *target = to;
    const uint8_t *source = from;
    for (; size >= sizeof(word); size -= sizeof(word)) {
        *(word *)target = *(const word *)source;
        target += sizeof(word);
        source += sizeof(word);
    }
    for (; size > 0; --size) {
        *target++ = *source++;
    }
    return to;
}

void *memset(void *start, int value, size_t size) {
    uint8_t *target = start;
    const word words = (uint8_t)value * 0x0101010101010101ull;
    for (; size >= sizeof(word); size -= sizeof(word)) {
        *(word *)target = words;
        target += sizeof(word);
    }
    for (; size > 0; --size) {
        *target++ = (uint8_t)value;
    }
    return start;
}
