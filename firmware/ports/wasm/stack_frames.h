// The compiler reads this before the files of MicroPython that check the stack (-include).
//
// mp_cstack_check() sees only the stack that is in memory. A function of WebAssembly may have none of its own
// there, and would recurse until the engine's stack ends, which ends the camera. Every function that checks
// therefore gets a frame.
#pragma once
#include "py/cstack.h"

#define mp_cstack_check()        \
    do {                         \
        volatile char frame[96]; \
        frame[0] = 0;            \
        (mp_cstack_check)();     \
    } while (0)
