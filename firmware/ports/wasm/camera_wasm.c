// This file runs a camera as a WebAssembly instance, which talks to its world by calls (camera_link.h through
// camera_host.h).
//
// WebAssembly cannot suspend a function. Binaryen's asyncify does it instead: on the way out of
// camera_host_read() every function writes its locals to the buffer below and returns, and the next turn goes
// down the same way again.
#include <emscripten.h>
#include <string.h>

#include "camera_host.h"
#include "camera_main.h"
#include "camera_port.h"
#include "camera_transport.h"
#include "py/cstack.h"
#include "py/gc.h"
#include "shared/runtime/gchelper.h"

// Deep recursion of Python needs the most: about as much as the stack itself.
#define UNWIND_BYTES (96 * 1024)

// asyncify prescribes this layout. It is aligned so that the collector finds the pointers in it.
static struct {
    uint8_t *next;
    uint8_t *end;
    uint64_t unused;
    uint8_t data[UNWIND_BYTES];
} unwound __attribute__((aligned(16))) = {unwound.data, unwound.data + UNWIND_BYTES, 0, {0}};

EMSCRIPTEN_KEEPALIVE void *camera_unwound(void) {
    return &unwound;
}

// This runs until the camera ends; it is called again after each suspension to continue.
EMSCRIPTEN_KEEPALIVE void camera_run(void) {
    camera_link_start();
    camera_main();
}

void camera_transport_write(const void *data, size_t size) {
    camera_host_write(data, size);
}

size_t camera_transport_read(void *data, size_t size) {
    return camera_host_read(data, size);
}

_Noreturn void camera_transport_leave(void) {
    camera_host_leave();
}

// --- Garbage collection
// -----------------------------------------------------------------------------------------

// The collector cannot see the locals of WebAssembly. After unwinding, all of them are in memory.
void gc_helper_collect_regs_and_stack(void) {
    camera_host_collect();
}

EMSCRIPTEN_KEEPALIVE void camera_scan(void) {
    gc_collect_root((void **)unwound.data, (size_t)(unwound.next - unwound.data) / sizeof(void *));
    void **const sp = __builtin_frame_address(0);
    gc_collect_root(sp, (size_t)((void **)MP_STATE_THREAD(stack_top) - sp));
}

// --- Memory
// -------------------------------------------------------------------------------------------------

// This memory is never freed: it starts at the end of the program's data.
static void *take_memory(size_t size) {
    extern uint8_t __heap_base;
    static uint8_t *next;
    enum { PAGE = 65536 };
    if (next == NULL) {
        next = (uint8_t *)(((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15);
    }
    uint8_t *const memory = next;
    next += (size + 15) & ~(size_t)15;
    const size_t have = __builtin_wasm_memory_size(0);
    const size_t need = ((uintptr_t)next + PAGE - 1) / PAGE;
    if (need > have && __builtin_wasm_memory_grow(0, need - have) == (size_t)-1) {
        static const char text[] = "the page has no memory left for this camera";
        camera_host_abort(text, sizeof(text) - 1);
    }
    return memory;
}

void *camera_transport_enlarge(void *block, size_t size, size_t new_size) {
    void *const larger = take_memory(new_size);
    if (size > 0) {
        memcpy(larger, block, size);
    }
    return larger;
}

void *camera_port_heap(int index, size_t *size) {
    static void *blocks[4];
    *size = camera_link_heap_block(index);
    if (*size == 0) {
        return NULL;
    }
    if (blocks[index] == NULL) {
        blocks[index] = take_memory(*size);
    }
    return blocks[index];
}

size_t camera_port_drive_size(void) {
    return camera_host_drive_size();
}

void camera_port_drive_read(size_t offset, void *data, size_t size) {
    camera_host_drive_read(offset, data, size);
}

void camera_port_drive_write(size_t offset, const void *data, size_t size) {
    camera_host_drive_write(offset, data, size);
}

// This is a copy, because it must be readable in place; it is updated whenever the firmware looks for it,
// which is at the start of the interpreter and before a write.
static uint8_t *rom;

const uint8_t *camera_port_rom(size_t *size) {
    *size = camera_host_rom_size();
    if (*size == 0) {
        return NULL;
    }
    if (rom == NULL) {
        rom = take_memory(*size);
    }
    camera_host_rom_read(0, rom, *size);
    return rom;
}

void camera_port_rom_write(size_t offset, const void *data, size_t size) {
    memcpy(rom + offset, data, size);
    camera_host_rom_write(offset, data, size);
}
