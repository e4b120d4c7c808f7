// sim/stack/host_stack.cc decides this for lwIP; lwipopts.h says when it is asked.
#ifndef TLSCAM_LWIP_HOOKS_H
#define TLSCAM_LWIP_HOOKS_H

#include "lwip/arch.h"
#include "lwip/ip_addr.h"

#ifdef __cplusplus
extern "C" {
#endif

struct netif;

struct netif* tlscam_lwip_route(const ip4_addr_t* source, const ip4_addr_t* destination);

#ifdef __cplusplus
}
#endif

#endif
