// What a native camera process and the world say to each other over a stream socket (file descriptor 3 of the
// process). Both run on one computer: numbers are in host order. A message is a header and its payload.
//
// They take turns. The world sends any number of events and then RESUME; the camera runs, sends any number of
// messages and then WAIT, and is silent until the next RESUME. The camera may let its own time pass up to the
// horizon without a WAIT, as long as it has sent nothing since RESUME.
#pragma once
#include <stdint.h>

#include "camera_port.h"

enum native_descriptor { NATIVE_SOCKET_FD = 3, NATIVE_DRIVE_FD = 4, NATIVE_ROM_FD = 5 };

enum native_message {
    // From the world.
    NATIVE_BOOT = 'B',      // struct native_boot; first, once
    NATIVE_FRAME = 'F',     // a frame; argument: the interface (both directions)
    NATIVE_UART = 'U',      // bytes (both directions)
    NATIVE_LINK = 'L',      // argument: bit 0 LAN up, bit 1 WLAN up
    NATIVE_NETWORKS = 'N',  // struct camera_radio_network[]
    NATIVE_RADIO = 'J',     // argument: CAMERA_RADIO_*
    NATIVE_RESUME = 'R',    // struct native_resume
    // From the camera.
    NATIVE_CLOCK = 'c',  // int64_t: the RTC was set to this
    NATIVE_JOIN = 'j',   // ssid, 0, key, 0
    NATIVE_LEAVE = 'l',
    NATIVE_RESET = 'x',  // the camera resets; its process ends
    NATIVE_WAIT = 'w',   // struct native_wait
};

struct native_header {
    uint8_t type;
    uint8_t argument;
    uint16_t size;  // of the payload
};

#define NATIVE_HEAP_BLOCKS 4

struct native_boot {
    uint64_t seed;
    uint64_t uptime_us;
    int64_t clock_us;
    uint64_t heap_blocks[NATIVE_HEAP_BLOCKS];  // bytes; 0: none
    uint8_t mac[CAMERA_INTERFACES][6];
    uint8_t unique_id[8];
    uint8_t reset_cause;
    uint8_t has_radio;
    char model[40];
    char hostname[33];
};

struct native_resume {
    uint64_t now_us;      // uptime
    uint64_t horizon_us;  // uptime up to which nothing will arrive by itself
};

struct native_wait {
    uint64_t at_us;     // uptime at which everything since RESUME happened
    uint64_t until_us;  // uptime; UINT64_MAX: until something arrives
    uint8_t only_time;  // do not resume before until_us, whatever arrives
    struct camera_wait wait;
};
