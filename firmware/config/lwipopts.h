// This is lwIP's configuration: MicroPython's own for IPv4 boards, with room for a server with several
// clients.
#pragma once
#include <stdint.h>

uint32_t camera_random_u32(void);
#define LWIP_RAND() camera_random_u32()

#define LWIP_IPV6 0
#define LWIP_NETIF_EXT_STATUS_CALLBACK 1

// The common options leave these alone when MEM_SIZE is set here.
#define MEM_SIZE (32 * 1024)
#define TCP_MSS 1460
#define TCP_WND (8 * TCP_MSS)
#define TCP_SND_BUF (8 * TCP_MSS)
#define MEMP_NUM_TCP_SEG 64
#define MEMP_NUM_TCP_PCB 16
#define MEMP_NUM_TCP_PCB_LISTEN 8
#define PBUF_POOL_SIZE 32

#include "extmod/lwip-include/lwipopts_common.h"

#undef MEMP_NUM_UDP_PCB
#define MEMP_NUM_UDP_PCB 12

#if UINTPTR_MAX > UINT32_MAX
#undef MEM_ALIGNMENT
#define MEM_ALIGNMENT 8
#endif
