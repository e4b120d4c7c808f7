// modlwip removes the callbacks from a socket before it closes it, even from a listening one. lwIP keeps a
// shorter record for those, and its tcp_err() and tcp_recv() protect it only by an assertion: without
// assertions they write past the end of the record. The linker puts these functions in front of both
// (--wrap).
#include "lwip/tcp.h"

void __real_tcp_err(struct tcp_pcb *pcb, tcp_err_fn err);
void __real_tcp_recv(struct tcp_pcb *pcb, tcp_recv_fn recv);

void __wrap_tcp_err(struct tcp_pcb *pcb, tcp_err_fn err) {
    if (pcb != NULL && pcb->state != LISTEN) {
        __real_tcp_err(pcb, err);
    }
}

void __wrap_tcp_recv(struct tcp_pcb *pcb, tcp_recv_fn recv) {
    if (pcb != NULL && pcb->state != LISTEN) {
        __real_tcp_recv(pcb, recv);
    }
}
