// The program's side of the socket to its simulator.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program_link.h"

// Whether the program was started by a simulator. Without one every function of the shim is the C library's.
bool link_is_there(void);

// A question is built from its kind on; then link_ask() sends it and waits for the answer.
struct link_packet {
  size_t size;
  size_t read;  // how much of an answer was taken
  uint8_t bytes[PROGRAM_LINK_LARGEST];
};

void link_begin(struct link_packet* packet, enum program_question question);
void link_put(struct link_packet* packet, const void* bytes, size_t size);
void link_put_8(struct link_packet* packet, uint8_t number);
void link_put_16(struct link_packet* packet, uint16_t number);
void link_put_32(struct link_packet* packet, uint32_t number);
void link_put_64(struct link_packet* packet, uint64_t number);

// Sends, and replaces the packet by the answer; returns the result. The program ends when its simulator is
// gone.
int32_t link_ask(struct link_packet* packet);
// The two halves of link_ask().
void link_send(const struct link_packet* packet);
int32_t link_take_answer(struct link_packet* packet);

// These take what follows the result in an answer; zeros when the answer is shorter.
void link_get(struct link_packet* packet, void* bytes, size_t size);
uint16_t link_get_16(struct link_packet* packet);
size_t link_left(const struct link_packet* packet);

// The socket, to wait for an answer and something else.
int link_descriptor(void);

// The world's date in microseconds since 1970, as of the latest answer; 0 before the first one.
int64_t link_date(void);
