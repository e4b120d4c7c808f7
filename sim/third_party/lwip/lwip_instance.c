// All of lwIP that the simulator uses, as one unit: only here can its static variables be named. Their
// content between two calls is the state of a stack. tests/support/lwip_state_test compares the table below
// with the variables that the compiled unit has.
#include "lwip_instance.h"

#include <string.h>

#include "core/def.c"
#include "core/inet_chksum.c"
#include "core/init.c"
#include "core/ip.c"
#include "core/ipv4/etharp.c"
#include "core/ipv4/icmp.c"
#include "core/ipv4/ip4.c"
#include "core/ipv4/ip4_addr.c"
#include "core/ipv4/ip4_frag.c"
#include "core/mem.c"
#include "core/memp.c"
#include "core/netif.c"
#include "core/pbuf.c"
#include "core/tcp.c"
#include "core/tcp_in.c"
#include "core/tcp_out.c"
#include "core/timeouts.c"  // LWIP_TIMERS leaves one empty function of it
#include "core/udp.c"
#include "netif/ethernet.c"

struct variable {
  void* start;
  size_t size;
};

#define VARIABLE(name) \
  { &(name), sizeof(name) }

static const struct variable state[] = {
    // core/ip.c, core/ipv4
    VARIABLE(ip_data),
    VARIABLE(ip_id),
    VARIABLE(arp_table),
    VARIABLE(etharp_cached_entry),
    VARIABLE(reassdatagrams),
    VARIABLE(ip_reass_pbufcount),
    // core/netif.c, core/pbuf.c, core/udp.c
    VARIABLE(netif_list),
    VARIABLE(netif_default),
    VARIABLE(netif_num),
    VARIABLE(pbuf_free_ooseq_pending),
    VARIABLE(udp_pcbs),
    VARIABLE(udp_port),
    // core/tcp.c
    VARIABLE(tcp_bound_pcbs),
    VARIABLE(tcp_listen_pcbs),
    VARIABLE(tcp_active_pcbs),
    VARIABLE(tcp_tw_pcbs),
    VARIABLE(tcp_active_pcbs_changed),
    VARIABLE(tcp_ticks),
    VARIABLE(tcp_timer),
    VARIABLE(tcp_timer_ctr),
    VARIABLE(tcp_port),
    // core/tcp_in.c: the segment that is being looked at
    VARIABLE(tcp_input_pcb),
    VARIABLE(inseg),
    VARIABLE(tcphdr),
    VARIABLE(tcphdr_optlen),
    VARIABLE(tcphdr_opt1len),
    VARIABLE(tcphdr_opt2),
    VARIABLE(tcp_optidx),
    VARIABLE(seqno),
    VARIABLE(ackno),
    VARIABLE(recv_acked),
    VARIABLE(tcplen),
    VARIABLE(flags),
    VARIABLE(recv_flags),
    VARIABLE(recv_data),
};

size_t tlscam_lwip_state_size(void) {
  size_t size = 0;
  for (size_t i = 0; i < sizeof(state) / sizeof(state[0]); ++i) size += state[i].size;
  return size;
}

void tlscam_lwip_save(void* into) {
  char* to = into;
  for (size_t i = 0; i < sizeof(state) / sizeof(state[0]); ++i) {
    memcpy(to, state[i].start, state[i].size);
    to += state[i].size;
  }
}

void tlscam_lwip_load(const void* from) {
  const char* next = from;
  for (size_t i = 0; i < sizeof(state) / sizeof(state[0]); ++i) {
    memcpy(state[i].start, next, state[i].size);
    next += state[i].size;
  }
}
