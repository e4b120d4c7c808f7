// This file implements setjmp() and longjmp() for code in which Emscripten has lowered them to calls: a
// function with a setjmp() takes a table of 40 bytes from malloc() on entry, saveSetjmp() notes in it which
// setjmp() was passed last, testSetjmp() says after a longjmp() whether it was meant for this function, and
// free() is called on return.
//
// Emscripten's own runtime uses a new entry on every pass of the same setjmp() and loses the table of a
// function that a longjmp() leaves, so a camera that raises exceptions in a loop would eat up its memory.
// Here each setjmp() has one entry, and the tables form a stack: every table above the one that a longjmp()
// lands in is gone. Nothing else in the camera uses malloc(): MicroPython, mbedTLS and lwIP have memory of
// their own.
#include <stddef.h>
#include <stdint.h>

#include "camera_host.h"

#define TABLES_BYTES (24 * 1024)  // deeper than Python's stack limit allows

struct entry {
    uintptr_t id;  // the value in the jmp_buf; 0 if this entry and those after it are free
    uint32_t label;
};

static _Alignas(16) uint8_t tables[TABLES_BYTES];
static size_t tables_used;
static uint32_t second_result;  // for functions that return two results

void setThrew(uintptr_t env, int value);
__attribute__((import_module("env"), import_name("_emscripten_throw_longjmp"))) _Noreturn void
_emscripten_throw_longjmp(void);

void *malloc(size_t size) {
    size = (size + 15) & ~(size_t)15;
    if (size > sizeof(tables) - tables_used) {
        static const char text[] = "its stack overflowed";
        camera_host_abort(text, sizeof(text) - 1);
    }
    void *const table = tables + tables_used;
    tables_used += size;
    return table;
}

void free(void *table) {
    if (table != NULL) {
        tables_used = (size_t)((uint8_t *)table - tables);
    }
}

void setTempRet0(uint32_t value) {
    second_result = value;
}

uint32_t getTempRet0(void) {
    return second_result;
}

// This returns the table and, as second result, its size in entries.
struct entry *saveSetjmp(uintptr_t *env, uint32_t label, struct entry *table, uint32_t size) {
    static uintptr_t last_id;
    // 1 means something else to the surrounding code.
    last_id = last_id < 2 ? 2 : last_id + 1;
    *env = last_id;
    second_result = size;
    uint32_t i = 0;
    while (i < size && table[i].id != 0 && table[i].label != label) {
        ++i;
    }
    if (i == size) {
        static const char text[] = "a function has too many setjmp()";
        camera_host_abort(text, sizeof(text) - 1);
    }
    if (table[i].id == 0) {
        table[i].label = label;
        table[i + 1].id = 0;
    }
    table[i].id = last_id;
    return table;
}

uint32_t testSetjmp(uintptr_t id, struct entry *table, uint32_t size) {
    for (uint32_t i = 0; i < size && table[i].id != 0; ++i) {
        if (table[i].id == id) {
            const size_t table_bytes = ((size + 1) * sizeof(struct entry) + 15) & ~(size_t)15;
            tables_used = (size_t)((uint8_t *)table - tables) + table_bytes;
            return table[i].label;
        }
    }
    return 0;
}

void emscripten_longjmp(uintptr_t env, int value) {
    setThrew(env, value);
    _emscripten_throw_longjmp();
}
