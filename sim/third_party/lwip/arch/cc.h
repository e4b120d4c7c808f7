// What lwIP asks of the computer it runs on (doc/sys_arch.txt): here, the simulator's process.
#ifndef TLSCAM_LWIP_CC_H
#define TLSCAM_LWIP_CC_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// A broken invariant inside lwIP is reported on stderr; the world goes on. The place says which one it is:
// the texts would be a part of the page's first download.
void tlscam_lwip_assert(const char* file, int line);
#define LWIP_PLATFORM_ASSERT(message) tlscam_lwip_assert(__FILE__, __LINE__)
#define LWIP_PLATFORM_DIAG(message)

// The stack's seeded generator gives it (sim/stack/lwip_state.cc).
uint32_t tlscam_lwip_random(void);
#define LWIP_RAND() tlscam_lwip_random()

#ifdef __cplusplus
}
#endif

#endif
