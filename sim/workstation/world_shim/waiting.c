#define _GNU_SOURCE
#include "waiting.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "link.h"
#include "original.h"
#include "sockets.h"

#define MOST_WAITED 256

static int machine_poll(struct pollfd* list, nfds_t count, bool now) {
  const struct timespec none = {0, 0};
  return (int)syscall(SYS_ppoll, list, count, now ? &none : NULL, NULL, 0);
}

static uint8_t wanted_states(short events) {
  return (uint8_t)((events & (POLLIN | POLLRDNORM) ? PROGRAM_READABLE : 0) |
                   (events & (POLLOUT | POLLWRNORM) ? PROGRAM_WRITABLE : 0));
}

static short to_events(uint8_t states) {
  return (short)((states & PROGRAM_READABLE ? POLLIN : 0) | (states & PROGRAM_WRITABLE ? POLLOUT : 0));
}

// Splits a list: the machine's entries with their places in it, and a question for the world's.
struct split {
  struct pollfd machine[MOST_WAITED + 1];
  nfds_t machine_places[MOST_WAITED];
  nfds_t machine_count;
  nfds_t world_places[MOST_WAITED];
  nfds_t world_count;
};

static void split_list(struct split* split, const struct pollfd* list, nfds_t count) {
  split->machine_count = 0;
  split->world_count = 0;
  for (nfds_t i = 0; i < count && i < MOST_WAITED; ++i) {
    const struct world_socket* socket = find_socket(list[i].fd);
    if (socket == NULL) {
      split->machine_places[split->machine_count] = i;
      split->machine[split->machine_count++] = list[i];
    } else if (socket->handle != 0) {
      split->world_places[split->world_count++] = i;
    }
  }
}

static void begin_wait(struct link_packet* packet, const struct split* split, const struct pollfd* list,
                       int64_t timeout) {
  link_begin(packet, PROGRAM_WAIT);
  link_put_64(packet, (uint64_t)timeout);
  for (nfds_t i = 0; i < split->world_count; ++i) {
    const struct pollfd* entry = &list[split->world_places[i]];
    link_put_32(packet, (uint32_t)find_socket(entry->fd)->handle);
    link_put_8(packet, wanted_states(entry->events));
  }
  link_send(packet);
}

// Takes the answer to a wait, and what the machine's descriptors say now.
static int gather(struct link_packet* packet, struct split* split, struct pollfd* list, nfds_t count) {
  link_take_answer(packet);
  int ready = 0;
  for (nfds_t i = 0; i < count; ++i) {
    list[i].revents = 0;
  }
  for (nfds_t i = 0; i < split->world_count; ++i) {
    uint8_t states;
    link_get(packet, &states, 1);
    list[split->world_places[i]].revents = to_events(states);
    ready += states != 0;
  }
  machine_poll(split->machine, split->machine_count, true);
  for (nfds_t i = 0; i < split->machine_count; ++i) {
    list[split->machine_places[i]].revents = split->machine[i].revents;
    ready += split->machine[i].revents != 0;
  }
  return ready;
}

int world_poll(struct pollfd* list, nfds_t count, int64_t timeout) {
  static struct link_packet packet;
  static struct split split;
  split_list(&split, list, count);
  // When something is ready here nobody needs to wait: the world then only says how its own sockets stand.
  if (machine_poll(split.machine, split.machine_count, true) > 0) {
    timeout = 0;
  }
  begin_wait(&packet, &split, list, timeout);
  if (timeout != 0) {
    struct pollfd* answer = &split.machine[split.machine_count];
    answer->fd = link_descriptor();
    answer->events = POLLIN;
    int found;
    do {
      found = machine_poll(split.machine, split.machine_count + 1, false);
    } while (found < 0 && errno == EINTR);
    if (answer->revents == 0) {
      // The answer may be on its way already; then the simulator ignores this.
      static struct link_packet cancel;
      link_begin(&cancel, PROGRAM_CANCEL);
      link_send(&cancel);
    }
  }
  return gather(&packet, &split, list, count);
}

// --- The functions of the C library
// ---------------------------------------------------------------------------------

int poll(struct pollfd* list, nfds_t count, int timeout) {
  if (!link_is_there()) {
    return ORIGINAL(poll)(list, count, timeout);
  }
  return world_poll(list, count, timeout < 0 ? -1 : (int64_t)timeout * 1000);
}

int select(int count, fd_set* readable, fd_set* writable, fd_set* exceptional, struct timeval* timeout) {
  if (!link_is_there()) {
    return ORIGINAL(select)(count, readable, writable, exceptional, timeout);
  }
  static struct pollfd list[MOST_WAITED];
  nfds_t wanted = 0;
  for (int fd = 0; fd < count && fd < FD_SETSIZE && wanted < MOST_WAITED; ++fd) {
    const short events = (short)((readable != NULL && FD_ISSET(fd, readable) ? POLLIN : 0) |
                                 (writable != NULL && FD_ISSET(fd, writable) ? POLLOUT : 0));
    if (events != 0) {
      list[wanted++] = (struct pollfd){fd, events, 0};
    }
  }
  world_poll(list, wanted, timeout == NULL ? -1 : (int64_t)timeout->tv_sec * 1000000 + timeout->tv_usec);
  fd_set* const sets[] = {readable, writable, exceptional};
  for (int i = 0; i < 3; ++i) {
    if (sets[i] != NULL) {
      FD_ZERO(sets[i]);
    }
  }
  int found = 0;
  for (nfds_t i = 0; i < wanted; ++i) {
    // The end and errors of a stream can be read.
    if (list[i].events & POLLIN && list[i].revents & (POLLIN | POLLHUP | POLLERR)) {
      FD_SET(list[i].fd, readable);
      ++found;
    }
    if (list[i].events & POLLOUT && list[i].revents & (POLLOUT | POLLERR)) {
      FD_SET(list[i].fd, writable);
      ++found;
    }
  }
  return found;
}

// Says that the program waits as long as a terminal has no line for it.
static void wait_for_terminal(int descriptor) {
  if (link_is_there() && isatty(descriptor)) {
    struct pollfd terminal = {descriptor, POLLIN, 0};
    world_poll(&terminal, 1, -1);
  }
}

char* fgets(char* text, int size, FILE* file) {
  wait_for_terminal(fileno(file));
  return ORIGINAL(fgets)(text, size, file);
}

char* __fgets_chk(char* text, size_t room, int size, FILE* file);
char* __fgets_chk(char* text, size_t room, int size, FILE* file) {
  wait_for_terminal(fileno(file));
  return ORIGINAL(__fgets_chk)(text, room, size, file);
}

size_t fread(void* data, size_t size, size_t count, FILE* file) {
  wait_for_terminal(fileno(file));
  return ORIGINAL(fread)(data, size, count, file);
}
