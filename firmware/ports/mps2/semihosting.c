#include "semihosting.h"

#include <string.h>

enum {
    SYS_OPEN = 0x01,
    SYS_WRITE = 0x05,
    SYS_READ = 0x06,
    SYS_SEEK = 0x0a,
    SYS_FLEN = 0x0c,
    SYS_EXIT = 0x18
};
#define STOPPED_APPLICATION_EXIT (0x20026u)

static int call(uint32_t operation, const void *argument) {
    register uint32_t r0 __asm("r0") = operation;
    register const void *r1 __asm("r1") = argument;
    __asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return (int)r0;
}

int semihosting_open(const char *name, enum semihosting_mode mode) {
    const uint32_t block[3] = {(uint32_t)(uintptr_t)name, mode, strlen(name)};
    return call(SYS_OPEN, block);
}

int semihosting_seek(int file, size_t offset) {
    const uint32_t block[2] = {(uint32_t)file, offset};
    return call(SYS_SEEK, block);
}

int semihosting_length(int file) {
    const uint32_t block[1] = {(uint32_t)file};
    return call(SYS_FLEN, block);
}

// The answer is the number of bytes that were left over.
static int transfer(uint32_t operation, int file, const void *data, size_t size) {
    const uint32_t block[3] = {(uint32_t)file, (uint32_t)(uintptr_t)data, size};
    const int left = call(operation, block);
    return left < 0 || (size_t)left > size ? -1 : (int)size - left;
}

int semihosting_read(int file, void *data, size_t size) {
    return transfer(SYS_READ, file, data, size);
}

int semihosting_write(int file, const void *data, size_t size) {
    return transfer(SYS_WRITE, file, data, size);
}

_Noreturn void semihosting_exit(void) {
    call(SYS_EXIT, (const void *)(uintptr_t)STOPPED_APPLICATION_EXIT);
    for (;;) {
    }
}
