// This is the protocol between a camera and the world, wherever the camera runs on the world's computer: over
// a stream socket (ports/native) or by calls of a WebAssembly instance (ports/wasm). Numbers are in host
// order, and the structures below have the same layout with 32-bit and 64-bit pointers. A message is a header
// and its payload.
//
// They take turns. The world sends any number of events and then RESUME; the camera runs, sends any number of
// messages and then WAIT, and is silent until the next RESUME. The camera may let its own time pass up to the
// horizon without a WAIT, as long as it has sent nothing since RESUME.
#pragma once
#include <stdint.h>

#include "camera_port.h"

enum camera_link_message {
    // From the world.
    CAMERA_LINK_BOOT = 'B',       // struct camera_link_boot; first, once
    CAMERA_LINK_FRAME = 'F',      // a frame; argument: the interface (both directions)
    CAMERA_LINK_UART = 'U',       // bytes (both directions)
    CAMERA_LINK_LINKS = 'L',      // argument: bit N: interface N is up
    CAMERA_LINK_NETWORKS = 'N',   // struct camera_radio_network[]
    CAMERA_LINK_RADIO = 'J',      // argument: CAMERA_RADIO_*
    CAMERA_LINK_STATIONS = 'S',   // uint8_t[6] for each station of the camera's own network
    CAMERA_LINK_SET_CLOCK = 'C',  // struct camera_link_clock: the RTC is set from outside
    CAMERA_LINK_PINS = 'P',       // struct camera_pins: what others drive (from the camera: what it drives)
    CAMERA_LINK_RESUME = 'R',     // struct camera_link_resume
    // From the camera.
    CAMERA_LINK_CLOCK = 'c',  // int64_t: the RTC was set to this
    CAMERA_LINK_JOIN = 'j',   // ssid, 0, key, 0
    CAMERA_LINK_LEAVE = 'l',
    CAMERA_LINK_SERVE = 'a',  // ssid, 0, key, 0; argument: the channel
    CAMERA_LINK_END_SERVING = 'e',
    CAMERA_LINK_SESSION = 's',       // struct camera_session
    CAMERA_LINK_VERIFICATION = 'v',  // struct camera_verification, the certificate (empty if it is too large)
    CAMERA_LINK_RESET = 'x',         // the camera resets, and its program ends
    CAMERA_LINK_WAIT = 'w',          // struct camera_link_wait
    CAMERA_LINK_DENIED = 'd',  // uint32_t: the program made this system call, which it may not, and ends
};

struct camera_link_header {
    uint8_t type;
    uint8_t argument;
    uint16_t size;  // bytes of the payload
};

#define CAMERA_LINK_HEAP_BLOCKS 4
#define CAMERA_LINK_PIN_NAMES 192

struct camera_link_boot {
    uint64_t seed;
    uint64_t uptime_us;
    int64_t clock_us;
    uint64_t heap_blocks[CAMERA_LINK_HEAP_BLOCKS];  // bytes; 0 for none
    uint8_t mac[CAMERA_INTERFACES][6];
    uint8_t unique_id[8];
    uint8_t reset_cause;
    uint8_t has_radio;
    char model[40];
    char hostname[33];
    char pin_names[CAMERA_LINK_PIN_NAMES];  // each ends with 0; an empty one ends the list
    struct camera_pins outer_pins;
};

struct camera_link_clock {
    uint64_t uptime_us;
    int64_t clock_us;  // the RTC at that uptime
};

struct camera_link_resume {
    uint64_t now_us;      // uptime
    uint64_t horizon_us;  // uptime up to which nothing will arrive by itself
    uint8_t report_heap;  // the next WAIT reports the heap and the work done
    uint8_t unused[7];
};

struct camera_link_wait {
    uint64_t at_us;           // uptime at which everything since RESUME happened
    uint64_t until_us;        // uptime; UINT64_MAX: until something arrives
    uint64_t heap_used;       // bytes of the Python heap
    uint64_t heap_total;      // bytes; 0 if RESUME did not ask
    struct camera_work work;  // valid if heap_total is not 0
    uint8_t only_time;        // do not resume before until_us, whatever arrives
    struct camera_wait wait;
};
