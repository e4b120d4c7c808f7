// The JavaScript around a camera instance (web/src/worker/camera) provides these functions, as imports of the
// module "camera".
#pragma once
#include <stddef.h>
#include <stdint.h>

#define CAMERA_HOST(name) __attribute__((import_module("camera"), import_name(#name)))

// Both transfer bytes of camera_link.h. read() unwinds the whole stack when the world has said nothing more,
// and returns with what it says at the next turn.
CAMERA_HOST(read) size_t camera_host_read(void *data, size_t size);
CAMERA_HOST(write) void camera_host_write(const void *data, size_t size);
CAMERA_HOST(leave) _Noreturn void camera_host_leave(void);

// This ends the camera as one that has died, for this reason.
CAMERA_HOST(abort) _Noreturn void camera_host_abort(const char *reason, size_t size);

// This unwinds the whole stack, calls camera_scan(), and rewinds it.
CAMERA_HOST(collect) void camera_host_collect(void);

// The flash and the ROMFS partition lie in the world's memory.
CAMERA_HOST(drive_size) size_t camera_host_drive_size(void);
CAMERA_HOST(drive_read) void camera_host_drive_read(size_t offset, void *data, size_t size);
CAMERA_HOST(drive_write) void camera_host_drive_write(size_t offset, const void *data, size_t size);
CAMERA_HOST(rom_size) size_t camera_host_rom_size(void);
CAMERA_HOST(rom_read) void camera_host_rom_read(size_t offset, void *data, size_t size);
CAMERA_HOST(rom_write) void camera_host_rom_write(size_t offset, const void *data, size_t size);
