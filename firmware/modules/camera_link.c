// This file implements camera_port.h over the messages of camera_link.h, for every camera that lives with its
// world on one computer.
#include <stdlib.h>
#include <string.h>

#include "camera_link.h"
#include "camera_port.h"
#include "camera_transport.h"
#include "camera_work.h"
#include "py/mpstate.h"
#include "seeded_random.h"

#define QUEUE_FRAMES (64)
#define QUEUE_BYTES (65536)
#define NETWORKS_MAX (16)
#define STATIONS_MAX (32)
#define CERTIFICATE_MAX (16384)

static struct camera_link_boot boot;
static struct seeded_random randoms[2];
static uint64_t now_us, horizon_us;
static int64_t clock_offset_us;  // the camera's clock minus its uptime
static uint8_t links_up;
static uint8_t radio_status;
static struct camera_radio_network networks[NETWORKS_MAX];
static int network_count;
static uint8_t stations[STATIONS_MAX][6];
static int station_count;
static struct camera_wait last_wait;
static bool report_heap;
static struct camera_pins outer_pins;

static struct {
    uint8_t interface;
    uint16_t size;
    uint8_t data[CAMERA_FRAME_MAX];
} frames[QUEUE_FRAMES];
static unsigned frame_first, frame_count;

static uint8_t *line;  // bytes received on the UART and not yet read
static size_t line_first, line_end, line_capacity;
static bool arrived;  // something arrived since the last wait began

// --- Messages
// -------------------------------------------------------------------------------------------------------

static uint8_t output[QUEUE_BYTES];
static size_t output_size;
static bool output_since_resume;

static void flush(void) {
    camera_transport_write(output, output_size);
    output_size = 0;
}

static void append(const void *data, size_t size) {
    if (size > 0) {
        memcpy(output + output_size, data, size);
    }
    output_size += size;
}

// The payload comes in two pieces.
static void send_pieces(uint8_t type, uint8_t argument, const void *data, size_t size, const void *more,
                        size_t more_size) {
    const struct camera_link_header header = {type, argument, (uint16_t)(size + more_size)};
    if (output_size + sizeof(header) + size + more_size > sizeof(output)) {
        flush();
    }
    append(&header, sizeof(header));
    append(data, size);
    append(more, more_size);
    output_since_resume = true;
}

static void send_message(uint8_t type, uint8_t argument, const void *data, size_t size) {
    send_pieces(type, argument, data, size, NULL, 0);
}

static uint8_t input[QUEUE_BYTES + sizeof(struct camera_link_header)];
static size_t input_first, input_end;

// This makes sure that `size` bytes of input are there and returns them.
static const uint8_t *receive(size_t size) {
    while (input_end - input_first < size) {
        memmove(input, input + input_first, input_end - input_first);
        input_end -= input_first;
        input_first = 0;
        input_end += camera_transport_read(input + input_end, sizeof(input) - input_end);
    }
    const uint8_t *data = input + input_first;
    input_first += size;
    return data;
}

static void take_uart(const uint8_t *data, size_t size) {
    if (line_first > 0) {
        memmove(line, line + line_first, line_end - line_first);
        line_end -= line_first;
        line_first = 0;
    }
    if (line_end + size > line_capacity) {
        const size_t capacity = (line_end + size) * 2;
        line = camera_transport_enlarge(line, line_capacity, capacity);
        line_capacity = capacity;
    }
    memcpy(line + line_end, data, size);
    line_end += size;
}

static void take_frame(uint8_t interface, const uint8_t *data, size_t size) {
    if (frame_count == QUEUE_FRAMES || size > CAMERA_FRAME_MAX || interface >= CAMERA_INTERFACES) {
        return;  // the receive buffers are full: the frame is lost, as on a real interface
    }
    const unsigned slot = (frame_first + frame_count++) % QUEUE_FRAMES;
    frames[slot].interface = interface;
    frames[slot].size = (uint16_t)size;
    memcpy(frames[slot].data, data, size);
}

// This takes events until the world says that the camera may run.
static void receive_until_resume(void) {
    for (;;) {
        struct camera_link_header header;
        memcpy(&header, receive(sizeof(header)), sizeof(header));
        const uint8_t *data = receive(header.size);
        switch (header.type) {
            case CAMERA_LINK_BOOT:
                memcpy(&boot, data, sizeof(boot));
                now_us = boot.uptime_us;
                clock_offset_us = boot.clock_us - (int64_t)now_us;
                outer_pins = boot.outer_pins;
                break;
            case CAMERA_LINK_FRAME:
                take_frame(header.argument, data, header.size);
                arrived = true;
                break;
            case CAMERA_LINK_UART:
                take_uart(data, header.size);
                arrived = true;
                break;
            case CAMERA_LINK_LINKS:
                links_up = header.argument;
                arrived = true;
                break;
            case CAMERA_LINK_PINS:
                memcpy(&outer_pins, data, sizeof(outer_pins));
                arrived = true;
                break;
            case CAMERA_LINK_RADIO:
                radio_status = header.argument;
                arrived = true;
                break;
            case CAMERA_LINK_NETWORKS:
                network_count = header.size / (int)sizeof(networks[0]);
                if (network_count > NETWORKS_MAX) {
                    network_count = NETWORKS_MAX;
                }
                memcpy(networks, data, (size_t)network_count * sizeof(networks[0]));
                break;
            case CAMERA_LINK_STATIONS:
                station_count = header.size / 6 < STATIONS_MAX ? header.size / 6 : STATIONS_MAX;
                memcpy(stations, data, (size_t)station_count * 6);
                arrived = true;
                break;
            case CAMERA_LINK_SET_CLOCK: {
                struct camera_link_clock clock;
                memcpy(&clock, data, sizeof(clock));
                clock_offset_us = clock.clock_us - (int64_t)clock.uptime_us;
                break;
            }
            case CAMERA_LINK_RESUME: {
                struct camera_link_resume resume;
                memcpy(&resume, data, sizeof(resume));
                now_us = resume.now_us;
                horizon_us = resume.horizon_us;
                report_heap = resume.report_heap != 0;
                output_since_resume = false;
                return;
            }
            default:
                abort();
        }
    }
}

// The number equals gc.mem_alloc()'s. gc_info() gives it too, but looks at every block, and this is asked for
// at every message.
static void report_use(struct camera_link_wait *wait) {
    uint32_t blocks = 0;
    for (const mp_state_mem_area_t *area = &MP_STATE_MEM(area); area != NULL; area = area->next) {
        wait->heap_total += (uint32_t)(area->gc_pool_end - area->gc_pool_start);
        for (size_t at = 0; at < area->gc_alloc_table_byte_len; at += sizeof(uint32_t)) {
            const size_t left = area->gc_alloc_table_byte_len - at;
            uint32_t kinds = 0;  // two bits for each block, both 0 when it is free
            memcpy(&kinds, area->gc_alloc_table_start + at, left < sizeof(kinds) ? left : sizeof(kinds));
            blocks += (uint32_t)__builtin_popcount((kinds | kinds >> 1) & 0x55555555);
        }
    }
    wait->heap_used = blocks * MICROPY_BYTES_PER_GC_BLOCK;
    wait->work = *camera_work();
}

static void hand_over(uint64_t until_us, bool only_time) {
    struct camera_link_wait wait = {
        .at_us = now_us, .until_us = until_us, .only_time = only_time, .wait = last_wait};
    if (report_heap) {
        report_use(&wait);
    }
    send_message(CAMERA_LINK_WAIT, 0, &wait, sizeof(wait));
    flush();
    receive_until_resume();
}

// --- camera_port.h
// ------------------------------------------------------------------------------------------

uint64_t camera_port_uptime_us(void) {
    return now_us;
}

void camera_port_wait(uint64_t until_us) {
    if (frame_count > 0 || arrived || until_us <= now_us) {
        arrived = false;
        return;
    }
    if (!output_since_resume && until_us <= horizon_us) {
        now_us = until_us;
        return;
    }
    hand_over(until_us, false);
    arrived = false;
}

void camera_port_spend(uint32_t us) {
    const uint64_t until_us = now_us + us;
    if (!output_since_resume && until_us <= horizon_us) {
        now_us = until_us;
        return;
    }
    hand_over(until_us, true);
}

int64_t camera_port_clock_us(void) {
    return clock_offset_us + (int64_t)now_us;
}

void camera_port_set_clock_us(int64_t us) {
    clock_offset_us = us - (int64_t)now_us;
    send_message(CAMERA_LINK_CLOCK, 0, &us, sizeof(us));
}

void camera_port_random(int stream, void *data, size_t size) {
    seeded_random_bytes(&randoms[stream], data, size);
}

int camera_port_uart_read(void) {
    return line_first < line_end ? line[line_first++] : -1;
}

// The serial line of a camera is its full-speed USB, which carries about a megabyte a second: so long takes
// what is printed, and a script that prints without end leaves the world time to go on. Short output is not
// worth a turn of its own.
#define UART_BYTES_AT_ONCE (64 * 1024)

void camera_port_uart_write(const void *data, size_t size) {
    static size_t printed;
    const uint8_t *bytes = data;
    while (size > 0) {
        const size_t part = size < 4096 ? size : 4096;
        send_message(CAMERA_LINK_UART, 0, bytes, part);
        bytes += part;
        size -= part;
        printed += part;
        if (printed >= UART_BYTES_AT_ONCE) {
            const uint32_t us = (uint32_t)printed;
            printed = 0;
            camera_port_spend(us);
        }
    }
}

void camera_port_mac(int interface, uint8_t mac[6]) {
    memcpy(mac, boot.mac[interface], 6);
}

bool camera_port_link_up(int interface) {
    return (links_up >> interface) & 1;
}

void camera_port_frame_send(int interface, const void *frame, size_t size) {
    send_message(CAMERA_LINK_FRAME, (uint8_t)interface, frame, size);
}

size_t camera_port_frame_receive(int *interface, uint8_t frame[CAMERA_FRAME_MAX]) {
    if (frame_count == 0) {
        return 0;
    }
    const unsigned slot = frame_first;
    frame_first = (frame_first + 1) % QUEUE_FRAMES;
    --frame_count;
    *interface = frames[slot].interface;
    memcpy(frame, frames[slot].data, frames[slot].size);
    return frames[slot].size;
}

int camera_port_radio_networks(struct camera_radio_network *result, int max) {
    if (!boot.has_radio) {
        return -1;
    }
    const int count = network_count < max ? network_count : max;
    for (int i = 0; i < count; ++i) {
        result[i] = networks[i];
    }
    return count;
}

void camera_port_radio_join(const char *ssid, const char *key) {
    radio_status = CAMERA_RADIO_JOINING;
    send_pieces(CAMERA_LINK_JOIN, 0, ssid, strlen(ssid) + 1, key, strlen(key) + 1);
}

void camera_port_radio_leave(void) {
    if (radio_status != CAMERA_RADIO_IDLE) {
        radio_status = CAMERA_RADIO_IDLE;
        send_message(CAMERA_LINK_LEAVE, 0, NULL, 0);
    }
}

int camera_port_radio_status(void) {
    return radio_status;
}

void camera_port_radio_serve(const char *ssid, const char *key, uint8_t channel) {
    send_pieces(CAMERA_LINK_SERVE, channel, ssid, strlen(ssid) + 1, key, strlen(key) + 1);
}

void camera_port_radio_end_serving(void) {
    station_count = 0;
    send_message(CAMERA_LINK_END_SERVING, 0, NULL, 0);
}

int camera_port_radio_stations(uint8_t (*macs)[6], int max) {
    const int count = station_count < max ? station_count : max;
    memcpy(macs, stations, (size_t)count * 6);
    return count;
}

const char *camera_port_pin_name(int index) {
    const char *name = boot.pin_names;
    while (index > 0 && *name != '\0') {
        name += strlen(name) + 1;
        --index;
    }
    return *name != '\0' ? name : NULL;
}

void camera_port_drive_pins(const struct camera_pins *pins) {
    send_message(CAMERA_LINK_PINS, 0, pins, sizeof(*pins));
}

struct camera_pins camera_port_outer_pins(void) {
    return outer_pins;
}

size_t camera_link_heap_block(int index) {
    return index < CAMERA_LINK_HEAP_BLOCKS ? (size_t)boot.heap_blocks[index] : 0;
}

const char *camera_port_model(void) {
    return boot.model;
}

const char *camera_port_hostname(void) {
    return boot.hostname;
}

void camera_port_unique_id(uint8_t id[8]) {
    memcpy(id, boot.unique_id, 8);
}

int camera_port_reset_cause(void) {
    return boot.reset_cause;
}

void camera_port_reset(void) {
    send_message(CAMERA_LINK_RESET, 0, NULL, 0);
    flush();
    camera_transport_leave();
}

void camera_port_report_wait(const struct camera_wait *wait) {
    last_wait = *wait;
}

void camera_port_report_session(const struct camera_session *session) {
    send_message(CAMERA_LINK_SESSION, 0, session, sizeof(*session));
}

void camera_port_report_verification(const struct camera_verification *step, const void *certificate,
                                     size_t size) {
    send_pieces(CAMERA_LINK_VERIFICATION, 0, step, sizeof(*step), certificate,
                size <= CERTIFICATE_MAX ? size : 0);
}

void camera_link_start(void) {
    receive_until_resume();
    seeded_random_init(&randoms[CAMERA_RANDOM_KEYS], boot.seed);
    seeded_random_init(&randoms[CAMERA_RANDOM_NETWORK], boot.seed ^ 0x6e6574776f726b);
}
