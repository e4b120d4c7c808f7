// These are calls to the debugger or emulator that the processor runs in (Arm IHI 0099, "Semihosting for
// AArch32 and AArch64").
#pragma once
#include <stddef.h>
#include <stdint.h>

enum semihosting_mode { SEMIHOSTING_READ = 1, SEMIHOSTING_READ_WRITE = 3, SEMIHOSTING_WRITE = 5 };

// All return -1 on failure.
int semihosting_open(const char *name, enum semihosting_mode mode);
int semihosting_seek(int file, size_t offset);
int semihosting_length(int file);

// Both return the number of bytes transferred: at least one, fewer than `size` when no more are there; 0 at
// the end.
int semihosting_read(int file, void *data, size_t size);
int semihosting_write(int file, const void *data, size_t size);

// This ends the emulator.
_Noreturn void semihosting_exit(void);
