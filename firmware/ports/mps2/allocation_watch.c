#include "allocation_watch.h"

#include "py/gc.h"

struct allocation_watch allocation_watch;

static bool fails(void) {
    ++allocation_watch.count;
    if (allocation_watch.count != allocation_watch.fail_at) {
        return false;
    }
    allocation_watch.failed = 1;
    return true;
}

static void add(const void *block) {
    const uint32_t size = block != NULL ? gc_nbytes(block) : 0;
    allocation_watch.now += size;
    if (allocation_watch.now > allocation_watch.peak) {
        allocation_watch.peak = allocation_watch.now;
    }
    if (size > allocation_watch.largest) {
        allocation_watch.largest = size;
    }
}

// The linker puts these in front of the interpreter's own functions (--wrap).

void *__real_gc_alloc(size_t size, unsigned flags);
void *__wrap_gc_alloc(size_t size, unsigned flags);
void *__wrap_gc_alloc(size_t size, unsigned flags) {
    if (allocation_watch.on == 0) {
        return __real_gc_alloc(size, flags);
    }
    void *block = fails() ? NULL : __real_gc_alloc(size, flags);
    add(block);
    return block;
}

void *__real_gc_realloc(void *block, size_t size, bool allow_move);
void *__wrap_gc_realloc(void *block, size_t size, bool allow_move);
void *__wrap_gc_realloc(void *block, size_t size, bool allow_move) {
    if (allocation_watch.on == 0) {
        return __real_gc_realloc(block, size, allow_move);
    }
    if (fails()) {
        return NULL;
    }
    const uint32_t before = block != NULL ? gc_nbytes(block) : 0;
    void *moved = __real_gc_realloc(block, size, allow_move);
    if (moved != NULL) {
        allocation_watch.now -= before;
        add(moved);
    }
    return moved;
}

void __real_gc_free(void *block);
void __wrap_gc_free(void *block);
void __wrap_gc_free(void *block) {
    if (allocation_watch.on != 0 && block != NULL) {
        allocation_watch.now -= gc_nbytes(block);
    }
    __real_gc_free(block);
}
