// This file reports to the camera what modlwip waits for (see modlwip_wait.h), and waits for it without
// waking every 1 ms.
#include <string.h>

#include "camera_run.h"
#include "lwip/tcp.h"
#include "lwip/udp.h"
#include "py/mphal.h"
#include "py/runtime.h"

enum { SOCKET_STREAM = 1, SOCKET_DATAGRAM = 2 };  // modlwip's numbers

static const struct {
    const char *function;
    uint8_t kind;
} kinds[] = {
    {"lwip_tcp_receive", CAMERA_WAIT_RECEIVE},    {"lwip_raw_udp_receive", CAMERA_WAIT_RECEIVE},
    {"lwip_tcp_send", CAMERA_WAIT_SEND},          {"lwip_socket_accept", CAMERA_WAIT_ACCEPT},
    {"lwip_socket_connect", CAMERA_WAIT_CONNECT}, {"lwip_getaddrinfo", CAMERA_WAIT_LOOKUP},
};

static uint8_t kind_of(const char *function) {
    for (size_t i = 0; i < MP_ARRAY_SIZE(kinds); ++i) {
        if (strcmp(kinds[i].function, function) == 0) {
            return kinds[i].kind;
        }
    }
    return CAMERA_WAIT_POLL;
}

// This is the uptime up to which this wait may sleep. modlwip measures the timeout itself and asks again
// after each wait; waking it too early costs a little, too late would be wrong. The first wait of a call
// therefore sleeps until just after the timeout. If it comes back after that, the deadline was that of an
// earlier call, and it then sleeps 1 ms at a time.
static uint64_t sleep_until(const char *function, const volatile void *pcb, mp_uint_t timeout_ms) {
    static const char *last_function;
    static const volatile void *last_pcb;
    static uint64_t deadline_us;
    const uint64_t now_us = camera_port_uptime_us();
    if (timeout_ms == (mp_uint_t)-1) {
        last_function = NULL;
        return UINT64_MAX;
    }
    if (timeout_ms == 0) {
        return now_us + 1000;
    }
    if (function != last_function || pcb != last_pcb) {
        last_function = function;
        last_pcb = pcb;
        deadline_us = (now_us / 1000 + timeout_ms + 1) * 1000;
    }
    return deadline_us > now_us ? deadline_us : now_us + 1000;
}

void camera_socket_wait(const char *function, int socket_type, const volatile void *pcb,
                        mp_uint_t timeout_ms) {
    uint8_t peer[4] = {0};
    uint16_t port = 0;
    const uint8_t kind = kind_of(function);
    if (pcb != NULL && socket_type == SOCKET_STREAM) {
        const struct tcp_pcb *tcp = (const struct tcp_pcb *)pcb;
        if (kind == CAMERA_WAIT_ACCEPT) {
            port = tcp->local_port;
        } else {
            port = tcp->remote_port;
            memcpy(peer, &ip_2_ip4(&tcp->remote_ip)->addr, sizeof(peer));
        }
    } else if (pcb != NULL && socket_type == SOCKET_DATAGRAM) {
        const struct udp_pcb *udp = (const struct udp_pcb *)pcb;
        port = udp->remote_port;
        memcpy(peer, &ip_2_ip4(&udp->remote_ip)->addr, sizeof(peer));
    }
    mp_event_handle_nowait();
    camera_run_wait_as(kind, peer, port, sleep_until(function, pcb, timeout_ms));
}
