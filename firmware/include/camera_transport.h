// This header is the seam between a port whose camera talks to its world by the messages of camera_link.h,
// and modules/camera_link.c, which implements camera_port.h over them except for the memory: drive, ROM and
// heap are the port's.
#pragma once
#include <stddef.h>

// --- What the port gives
// ------------------------------------------------------------------------------------

// This sends everything. It returns when the bytes are on their way.
void camera_transport_write(const void *data, size_t size);

// This waits until there are bytes and takes at least one and at most `size` of them; it returns how many.
size_t camera_transport_read(void *data, size_t size);

// This works like realloc() but ends the camera when there is no memory. The block may be NULL, of size 0.
void *camera_transport_enlarge(void *block, size_t size, size_t new_size);

// This ends the camera's program, because it resets or because its world has gone.
_Noreturn void camera_transport_leave(void);

// --- What the port is given
// ---------------------------------------------------------------------------------

// This processes what the world sends before the camera's first turn; then the port calls camera_main().
void camera_link_start(void);

// This is the size in bytes of a block of the Python heap, as the world wants it; 0 if there is no such
// block.
size_t camera_link_heap_block(int index);
