// lwIP keeps its state in variables of the process. These functions copy that state out and in, so that each
// stack of each world has its own (sim/stack/host_stack.cc).
#ifndef TLSCAM_LWIP_INSTANCE_H
#define TLSCAM_LWIP_INSTANCE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The size of lwIP's state in bytes.
size_t tlscam_lwip_state_size(void);

/// Copies the present state to `into`, which has room for tlscam_lwip_state_size() bytes.
void tlscam_lwip_save(void* into);

/// Makes a saved state the present one. Its pointers must still be valid, which they are as long as nobody
/// frees what lwIP has allocated.
void tlscam_lwip_load(const void* from);

#ifdef __cplusplus
}
#endif

#endif
