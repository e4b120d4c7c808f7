// MicroPython's C code prints a few warnings with printf() and puts(). They belong on the camera's UART;
// otherwise a native camera would write them to the terminal of the person who runs the simulator. The linker
// substitutes these functions for the C library's (--wrap).
#include <stdarg.h>

#include "py/mpprint.h"

int __wrap_printf(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = mp_vprintf(&mp_plat_print, format, arguments);
    va_end(arguments);
    return length;
}

int __wrap_puts(const char *text) {
    return mp_printf(&mp_plat_print, "%s\n", text);
}
