// The C library needs these functions from the system below it.
#include <stddef.h>
#include <stdlib.h>

#include "board.h"

_Noreturn void abort(void) {
    __asm volatile("udf #0");  // the fault handler reports the place
    for (;;) {
    }
}

// Nothing may allocate outside the Python heap: malloc() has no memory.
void *_sbrk(ptrdiff_t size);
void *_sbrk(ptrdiff_t size) {
    return (void *)-1;
}
