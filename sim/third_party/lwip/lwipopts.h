// lwIP as the TCP/IP stack of one host in the simulated network (sim/stack/host_stack.h). The cameras have a
// configuration of their own in firmware/config.
#ifndef TLSCAM_LWIPOPTS_H
#define TLSCAM_LWIPOPTS_H

// One thread, the raw API, and timers that the event queue drives.
#define NO_SYS 1
#define SYS_LIGHTWEIGHT_PROT 0
#define LWIP_SOCKET 0
#define LWIP_NETCONN 0
#define LWIP_TIMERS 0

// Memory from malloc(), so that nothing runs short before the computer does and sanitizers see every block.
#define MEM_LIBC_MALLOC 1
#define MEMP_MEM_MALLOC 1
#define MEM_ALIGNMENT 8
#define MEMP_NUM_TCP_PCB 512
#define MEMP_NUM_TCP_PCB_LISTEN 64
#define MEMP_NUM_UDP_PCB 256
#define MEMP_NUM_TCP_SEG 256
#define PBUF_POOL_SIZE 64

#define LWIP_IPV4 1
#define LWIP_IPV6 0
#define LWIP_ARP 1
#define ARP_TABLE_SIZE 127
#define ETHARP_TABLE_MATCH_NETIF 1
#define ARP_QUEUEING 1
#define ARP_QUEUE_LEN 64  // all fragments of a large datagram wait for the answer to one question
#define LWIP_ICMP 1
#define LWIP_RAW 0
#define LWIP_UDP 1
#define LWIP_TCP 1
#define LWIP_DHCP 0
#define LWIP_AUTOIP 0
#define LWIP_ACD 0
#define LWIP_DNS 0
#define LWIP_IGMP 0
#define IP_REASSEMBLY 1
#define IP_FRAG 1
#define IP_REASS_MAX_PBUFS 256

#define TCP_MSS 1460
#define TCP_WND (22 * TCP_MSS)
#define TCP_SND_BUF (22 * TCP_MSS)
#define TCP_SND_QUEUELEN 128
#define TCP_QUEUE_OOSEQ 1

#define LWIP_STATS 0

#define LWIP_HOOK_FILENAME "lwip_hooks.h"
// Each address of the host has a link of its own: a packet leaves through the link of its source address.
#define LWIP_HOOK_IP4_ROUTE_SRC(source, destination) tlscam_lwip_route(source, destination)
// lwIP's own initial sequence numbers depend on how often it was started in this process.
#define LWIP_HOOK_TCP_ISN(local_ip, local_port, remote_ip, remote_port) tlscam_lwip_random()

#endif
