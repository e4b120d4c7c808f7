#define _GNU_SOURCE
#include "link.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// The exit code of a program whose terminal is gone: 128 + SIGHUP.
#define SIMULATOR_GONE 129

static int descriptor = -1;
static int64_t date;

__attribute__((constructor)) static void find_link(void) {
  const char* number = getenv(PROGRAM_LINK_VARIABLE);
  if (number != NULL && number[0] >= '3' && number[0] <= '9' && number[1] == '\0') {
    descriptor = number[0] - '0';
    syscall(SYS_fcntl, descriptor, F_SETFD, FD_CLOEXEC);
  }
}

bool link_is_there(void) {
  return descriptor >= 0;
}

int link_descriptor(void) {
  return descriptor;
}

int64_t link_date(void) {
  return date;
}

void link_put(struct link_packet* packet, const void* bytes, size_t size) {
  if (size > sizeof(packet->bytes) - packet->size) {
    size = sizeof(packet->bytes) - packet->size;
  }
  memcpy(packet->bytes + packet->size, bytes, size);
  packet->size += size;
}

static void put_number(struct link_packet* packet, uint64_t number, int size) {
  for (int i = size - 1; i >= 0; --i) {
    const uint8_t byte = (uint8_t)(number >> (8 * i));
    link_put(packet, &byte, 1);
  }
}

void link_put_8(struct link_packet* packet, uint8_t number) {
  put_number(packet, number, 1);
}

void link_put_16(struct link_packet* packet, uint16_t number) {
  put_number(packet, number, 2);
}

void link_put_32(struct link_packet* packet, uint32_t number) {
  put_number(packet, number, 4);
}

void link_put_64(struct link_packet* packet, uint64_t number) {
  put_number(packet, number, 8);
}

void link_begin(struct link_packet* packet, enum program_question question) {
  packet->size = 0;
  packet->read = 0;
  link_put_8(packet, (uint8_t)question);
}

// System calls of their own: the C library's functions are those that the shim replaces.
void link_send(const struct link_packet* packet) {
  long sent;
  do {
    sent = syscall(SYS_sendto, descriptor, packet->bytes, packet->size, MSG_NOSIGNAL, NULL, 0);
  } while (sent < 0 && errno == EINTR);
  if (sent < 0) {
    _exit(SIMULATOR_GONE);
  }
}

size_t link_left(const struct link_packet* packet) {
  return packet->size - packet->read;
}

void link_get(struct link_packet* packet, void* bytes, size_t size) {
  const size_t there = size < link_left(packet) ? size : link_left(packet);
  memcpy(bytes, packet->bytes + packet->read, there);
  memset((uint8_t*)bytes + there, 0, size - there);
  packet->read += there;
}

static uint64_t get_number(struct link_packet* packet, int size) {
  uint64_t number = 0;
  for (int i = 0; i < size; ++i) {
    uint8_t byte;
    link_get(packet, &byte, 1);
    number = number << 8 | byte;
  }
  return number;
}

uint16_t link_get_16(struct link_packet* packet) {
  return (uint16_t)get_number(packet, 2);
}

int32_t link_take_answer(struct link_packet* packet) {
  long size;
  do {
    size = syscall(SYS_read, descriptor, packet->bytes, sizeof(packet->bytes));
  } while (size < 0 && errno == EINTR);
  if (size <= 0) {
    _exit(SIMULATOR_GONE);
  }
  packet->size = (size_t)size;
  packet->read = 0;
  date = (int64_t)get_number(packet, 8);
  return (int32_t)get_number(packet, 4);
}

int32_t link_ask(struct link_packet* packet) {
  link_send(packet);
  return link_take_answer(packet);
}
