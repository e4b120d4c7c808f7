// This is the Ethernet interface: its interrupt queues received frames, as many as a real interface buffers.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "camera_port.h"

// This returns false when no such chip answers.
bool board_ethernet_start(void);
void board_ethernet_mac(uint8_t mac[6]);
bool board_ethernet_link_up(void);
void board_ethernet_send(const void *frame, size_t size);
// This takes the next received frame and returns its size; 0 if there is none.
size_t board_ethernet_receive(uint8_t frame[CAMERA_FRAME_MAX]);
bool board_ethernet_has_frame(void);

void board_ethernet_interrupt(void);
