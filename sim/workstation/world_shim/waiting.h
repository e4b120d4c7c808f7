// Waiting for sockets of the world and for descriptors of this machine at once.
#pragma once
#include <poll.h>
#include <stdint.h>

// As poll(2), with the time in microseconds of the world (below 0: for ever).
int world_poll(struct pollfd* list, nfds_t count, int64_t timeout);
