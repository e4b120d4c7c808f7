// This file connects the camera on this board to a simulated world by the messages of camera_link.h, which
// semihosting carries. Time, frames and the serial line are the world's; processor and firmware are the
// board's.
#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "camera_main.h"
#include "camera_transport.h"
#include "mps2_descriptors.h"
#include "registers.h"
#include "semihosting.h"

// The ROMFS partition comes first, then the bytes received on the UART and not yet read, and the heap's
// blocks.
#define LINE_OFFSET (1024u * 1024u)
#define LINE_SIZE (2048u * 1024u)
#define HEAP_OFFSET (4096u * 1024u)

static int inward, outward, drive_file, rom_file;
static size_t drive_size, rom_size;

static uint8_t *psram(size_t offset) {
    return (uint8_t *)(uintptr_t)(BOARD_PSRAM + offset);
}

// --- The transport
// ------------------------------------------------------------------------------------------------------

_Noreturn void camera_transport_leave(void) {
    semihosting_exit();
}

void camera_transport_write(const void *data, size_t size) {
    const uint8_t *bytes = data;
    while (size > 0) {
        const int n = semihosting_write(outward, bytes, size);
        if (n <= 0) {
            camera_transport_leave();
        }
        bytes += n;
        size -= (size_t)n;
    }
}

size_t camera_transport_read(void *data, size_t size) {
    const int n = semihosting_read(inward, data, size);
    if (n <= 0) {
        camera_transport_leave();
    }
    return (size_t)n;
}

// There is one such block, the serial line's, and it has its own place.
void *camera_transport_enlarge(void *block, size_t size, size_t new_size) {
    if (new_size > LINE_SIZE) {
        camera_transport_leave();
    }
    return psram(LINE_OFFSET);
}

// --- Memory
// --------------------------------------------------------------------------------------------------------

size_t camera_port_drive_size(void) {
    return drive_size;
}

// A flash that cannot be read or written any more is one without which no camera works: the world then sees
// that its emulator has stopped.
static void read_file(int file, size_t offset, void *data, size_t size) {
    uint8_t *bytes = data;
    if (semihosting_seek(file, offset) != 0) {
        camera_transport_leave();
    }
    while (size > 0) {
        const int n = semihosting_read(file, bytes, size);
        if (n <= 0) {
            camera_transport_leave();
        }
        bytes += n;
        size -= (size_t)n;
    }
}

static void write_file(int file, size_t offset, const void *data, size_t size) {
    const uint8_t *bytes = data;
    if (semihosting_seek(file, offset) != 0) {
        camera_transport_leave();
    }
    while (size > 0) {
        const int n = semihosting_write(file, bytes, size);
        if (n <= 0) {
            camera_transport_leave();
        }
        bytes += n;
        size -= (size_t)n;
    }
}

void camera_port_drive_read(size_t offset, void *data, size_t size) {
    read_file(drive_file, offset, data, size);
}

// Tests set this with machine.mem32: the power fails in the middle of this write to the drive (1 for the next
// one).
uint32_t power_cut_at_write;

void camera_port_drive_write(size_t offset, const void *data, size_t size) {
    if (power_cut_at_write > 0 && --power_cut_at_write == 0) {
        write_file(drive_file, offset, data, size / 2);
        semihosting_exit();
    }
    write_file(drive_file, offset, data, size);
}

// The interpreter asks for it at the start and at each look-up: the world may have put another image there.
const uint8_t *camera_port_rom(size_t *size) {
    *size = rom_size;
    read_file(rom_file, 0, psram(0), rom_size);
    return psram(0);
}

void camera_port_rom_write(size_t offset, const void *data, size_t size) {
    write_file(rom_file, offset, data, size);
    memcpy(psram(offset), data, size);
}

void *camera_port_heap(int index, size_t *size) {
    *size = camera_link_heap_block(index);
    if (*size == 0) {
        return NULL;
    }
    size_t offset = HEAP_OFFSET;
    for (int i = 0; i < index; ++i) {
        offset += (camera_link_heap_block(i) + 31) & ~(size_t)31;
    }
    return offset + *size <= BOARD_PSRAM_SIZE ? psram(offset) : NULL;
}

// --- Start and faults
// ----------------------------------------------------------------------------------------------

void board_tick(void) {
}

void board_interrupt(void) {
}

// A fault's report is for the person who watches the serial line.
void board_console_put(char character) {
    camera_port_uart_write(&character, 1);
}

_Noreturn void board_reset(int cause) {
    camera_port_reset();
    camera_transport_leave();
}

static size_t length_of(int file) {
    const int length = semihosting_length(file);
    if (length < 0) {
        semihosting_exit();
    }
    return (size_t)length;
}

static int open_descriptor(int number, enum semihosting_mode mode) {
    char name[] = "/proc/self/fd/0";
    name[sizeof(name) - 2] = (char)('0' + number);
    const int file = semihosting_open(name, mode);
    if (file < 0) {
        semihosting_exit();
    }
    return file;
}

int main(void) {
    inward = open_descriptor(MPS2_INWARD_FD, SEMIHOSTING_READ);
    outward = open_descriptor(MPS2_OUTWARD_FD, SEMIHOSTING_WRITE);
    drive_file = open_descriptor(MPS2_DRIVE_FD, SEMIHOSTING_READ_WRITE);
    rom_file = open_descriptor(MPS2_ROM_FD, SEMIHOSTING_READ_WRITE);
    drive_size = length_of(drive_file);
    rom_size = length_of(rom_file);
    camera_link_start();
    camera_main();
}
