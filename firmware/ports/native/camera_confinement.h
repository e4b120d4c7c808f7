// Guest code can read and write any address of its process (uctypes), and so do whatever the process can.
// This header closes the process in, so that it can do nothing that a camera does not need.
#pragma once
#include <stddef.h>

// From now on the process can read and write its socket, ask for at most `memory` more bytes, and end.
// Anything else ends it with a message to the world (CAMERA_LINK_DENIED). The descriptors of mapped files are
// closed. Where the kernel, the processor or a sanitizer does not allow for it, less is closed; the world
// warns of that.
void camera_confine(size_t memory);
