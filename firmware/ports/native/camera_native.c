// This file runs a camera as its own process, which talks to its world over a stream socket (camera_link.h).
//
// Everything that could make two runs differ is kept out: time and randomness come from the world, the heap
// lies at a fixed address, address randomisation is off and the environment is empty (a conservative
// collector takes stray numbers for pointers, so addresses decide what is collected when).
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "camera_confinement.h"
#include "camera_main.h"
#include "camera_port.h"
#include "camera_transport.h"
#include "native_descriptors.h"
#include "sanitized.h"

#define HEAP_ADDRESS ((void *)0x200000000000)  // the same on every run

// Stack, buffers of frames and messages, lwIP.
#define OTHER_MEMORY ((size_t)64 << 20)

static uint8_t *drive, *rom;
static size_t drive_size, rom_size;

// --- The socket
// ---------------------------------------------------------------------------------------------

_Noreturn void camera_transport_leave(void) {
    _exit(0);
}

void camera_transport_write(const void *data, size_t size) {
    const uint8_t *bytes = data;
    while (size > 0) {
        const ssize_t n = write(NATIVE_SOCKET_FD, bytes, size);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            camera_transport_leave();
        }
        bytes += n;
        size -= (size_t)n;
    }
}

size_t camera_transport_read(void *data, size_t size) {
    for (;;) {
        const ssize_t n = read(NATIVE_SOCKET_FD, data, size);
        if (n > 0) {
            return (size_t)n;
        }
        if (n == 0 || errno != EINTR) {
            camera_transport_leave();
        }
    }
}

// --- Memory
// -------------------------------------------------------------------------------------------------

void *camera_transport_enlarge(void *block, size_t size, size_t new_size) {
    block = realloc(block, new_size);
    if (block == NULL) {
        abort();
    }
    return block;
}

size_t camera_port_drive_size(void) {
    return drive_size;
}

void camera_port_drive_read(size_t offset, void *data, size_t size) {
    memcpy(data, drive + offset, size);
}

void camera_port_drive_write(size_t offset, const void *data, size_t size) {
    memcpy(drive + offset, data, size);
}

const uint8_t *camera_port_rom(size_t *size) {
    *size = rom_size;
    return rom;
}

void camera_port_rom_write(size_t offset, const void *data, size_t size) {
    memcpy(rom + offset, data, size);
}

static size_t whole_pages(size_t size) {
    return (size + 4095) & ~(size_t)4095;
}

static size_t heap_size(void) {
    size_t total = 0;
    for (int i = 0; camera_link_heap_block(i) > 0; ++i) {
        total += whole_pages(camera_link_heap_block(i));
    }
    return total;
}

void *camera_port_heap(int index, size_t *size) {
    static uint8_t *base;
    *size = camera_link_heap_block(index);
    if (*size == 0) {
        return NULL;
    }
    if (base == NULL) {
        base = mmap(HEAP_ADDRESS, heap_size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (base == MAP_FAILED) {
            abort();
        }
    }
    uint8_t *block = base;
    for (int i = 0; i < index; ++i) {
        block += whole_pages(camera_link_heap_block(i));
    }
    return block;
}

#if SANITIZED
// The environment is empty, so the sanitizer's options are here. Objects that the collector holds at the end
// are not leaks, and a guest's wild access is its own crash, not a bug of ours.
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "detect_stack_use_after_return=0:detect_leaks=0:allocator_may_return_null=1:handle_segv=0";
}
#endif

// --- Start
// --------------------------------------------------------------------------------------------------

static uint8_t *map_file(int descriptor, size_t *size) {
    struct stat info;
    if (fstat(descriptor, &info) != 0 || info.st_size == 0) {
        *size = 0;
        return NULL;
    }
    *size = (size_t)info.st_size;
    uint8_t *data = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (data == MAP_FAILED) {
        abort();
    }
    return data;
}

// This restarts the program without address randomisation. Where that is forbidden it continues as it is.
static void fix_addresses(char **argv) {
    const int persona = personality(0xffffffff);
    if (persona == -1 || (persona & ADDR_NO_RANDOMIZE) != 0) {
        return;
    }
    if (personality((unsigned long)persona | ADDR_NO_RANDOMIZE) != -1 &&
        (personality(0xffffffff) & ADDR_NO_RANDOMIZE) != 0) {
        char *const environment[] = {NULL};
        execve("/proc/self/exe", argv, environment);
    }
}

int main(int argc, char **argv) {
    struct stat info;
    if (fstat(NATIVE_SOCKET_FD, &info) != 0 || !S_ISSOCK(info.st_mode)) {
        static const char text[] =
            "tlscam-camera is started by tlscam, which gives it its world. Try: tlscam run --help\n";
        return write(STDERR_FILENO, text, sizeof(text) - 1) > 0 ? 2 : 2;
    }
    fix_addresses(argv);
    prctl(PR_SET_NAME, "tlscam-camera");  // restarting has made it "exe"
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    drive = map_file(NATIVE_DRIVE_FD, &drive_size);
    rom = map_file(NATIVE_ROM_FD, &rom_size);
    camera_link_start();
    camera_confine(drive_size + rom_size + heap_size() + OTHER_MEMORY);
    camera_main();
    return 0;
}
