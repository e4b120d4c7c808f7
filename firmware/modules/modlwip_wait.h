// The compiler reads this before extmod/modlwip.c (-include), and only there.
//
// modlwip waits in one place, poll_sockets(), which sleeps 1 ms at a time and cannot say what for. Nothing in
// that file is changed; its calls `poll_sockets()` are made to say where they are and which socket they are
// on, so that the camera can sleep until something happens, and can answer "who waits for whom?".
#pragma once
#include "py/obj.h"

void camera_socket_wait(const char *function, int socket_type, const volatile void *pcb,
                        mp_uint_t timeout_ms);

// getaddrinfo() waits without a socket, so this stands in for one there. Elsewhere a parameter hides it.
static const struct {
    int type;
    mp_uint_t timeout;
    struct {
        void *tcp;
    } pcb;
} camera_no_socket = {.type = 0, .timeout = (mp_uint_t)-1}, *const socket = &camera_no_socket;

// `poll_sockets(void)` is the definition, `poll_sockets()` a call: the argument, or its absence, is pasted.
#define poll_sockets(argument) CAMERA_POLL_SOCKETS_##argument
#define CAMERA_POLL_SOCKETS_void camera_poll_sockets_replaced(void)
#define CAMERA_POLL_SOCKETS_ camera_socket_wait(__func__, socket->type, socket->pcb.tcp, socket->timeout)
