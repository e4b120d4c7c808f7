// A camera as a process of its own: camera_port.h over the stream socket of native_link.h.
//
// Everything that could make two runs differ is kept out: time and randomness come from the world, the heap
// lies at a fixed address, address randomisation is off and the environment is empty (a conservative
// collector takes stray numbers for pointers, so addresses decide what is collected when).
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>

#include "camera_main.h"
#include "camera_port.h"
#include "native_link.h"
#include "seeded_random.h"

#define HEAP_ADDRESS ((void *)0x200000000000)  // the same on every run
#define QUEUE_FRAMES (64)
#define QUEUE_BYTES (65536)
#define NETWORKS_MAX (16)

static struct native_boot boot;
static struct seeded_random randoms[2];
static uint64_t now_us, horizon_us;
static int64_t clock_offset_us;  // the camera's clock minus its uptime
static uint8_t links_up;
static uint8_t radio_status;
static struct camera_radio_network networks[NETWORKS_MAX];
static int network_count;
static struct camera_wait last_wait;

static uint8_t *drive, *rom;
static size_t drive_size, rom_size;

static struct {
    uint8_t interface;
    uint16_t size;
    uint8_t data[CAMERA_FRAME_MAX];
} frames[QUEUE_FRAMES];
static unsigned frame_first, frame_count;

static uint8_t *line;  // bytes received on the UART and not yet read
static size_t line_first, line_end, line_capacity;
static bool arrived;  // something came since the last wait began

// --- The socket
// ---------------------------------------------------------------------------------------------

// The world has gone: so does the camera, without a word.
static _Noreturn void leave(void) {
    _exit(0);
}

static uint8_t output[QUEUE_BYTES];
static size_t output_size;
static bool output_since_resume;

static void flush(void) {
    for (size_t done = 0; done < output_size;) {
        const ssize_t n = write(NATIVE_SOCKET_FD, output + done, output_size - done);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            leave();
        }
        done += (size_t)n;
    }
    output_size = 0;
}

static void send_message(uint8_t type, uint8_t argument, const void *data, size_t size) {
    const struct native_header header = {type, argument, (uint16_t)size};
    if (output_size + sizeof(header) + size > sizeof(output)) {
        flush();
    }
    memcpy(output + output_size, &header, sizeof(header));
    if (size > 0) {
        memcpy(output + output_size + sizeof(header), data, size);
    }
    output_size += sizeof(header) + size;
    output_since_resume = true;
}

static uint8_t input[QUEUE_BYTES + sizeof(struct native_header)];
static size_t input_first, input_end;

// Makes sure that `size` bytes of input are there and returns them.
static const uint8_t *receive(size_t size) {
    while (input_end - input_first < size) {
        memmove(input, input + input_first, input_end - input_first);
        input_end -= input_first;
        input_first = 0;
        const ssize_t n = read(NATIVE_SOCKET_FD, input + input_end, sizeof(input) - input_end);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            leave();
        }
        input_end += (size_t)n;
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
        line_capacity = (line_end + size) * 2;
        line = realloc(line, line_capacity);
        if (line == NULL) {
            abort();
        }
    }
    memcpy(line + line_end, data, size);
    line_end += size;
}

static void take_frame(uint8_t interface, const uint8_t *data, size_t size) {
    if (frame_count == QUEUE_FRAMES || size > CAMERA_FRAME_MAX || interface >= CAMERA_INTERFACES) {
        return;  // the receive buffers are full: lost, as on a real interface
    }
    const unsigned slot = (frame_first + frame_count++) % QUEUE_FRAMES;
    frames[slot].interface = interface;
    frames[slot].size = (uint16_t)size;
    memcpy(frames[slot].data, data, size);
}

// Takes events until the world says go on.
static void receive_until_resume(void) {
    for (;;) {
        struct native_header header;
        memcpy(&header, receive(sizeof(header)), sizeof(header));
        const uint8_t *data = receive(header.size);
        switch (header.type) {
            case NATIVE_BOOT:
                memcpy(&boot, data, sizeof(boot));
                now_us = boot.uptime_us;
                clock_offset_us = boot.clock_us - (int64_t)now_us;
                break;
            case NATIVE_FRAME:
                take_frame(header.argument, data, header.size);
                arrived = true;
                break;
            case NATIVE_UART:
                take_uart(data, header.size);
                arrived = true;
                break;
            case NATIVE_LINK:
                links_up = header.argument;
                arrived = true;
                break;
            case NATIVE_RADIO:
                radio_status = header.argument;
                arrived = true;
                break;
            case NATIVE_NETWORKS:
                network_count = header.size / (int)sizeof(networks[0]);
                if (network_count > NETWORKS_MAX) {
                    network_count = NETWORKS_MAX;
                }
                memcpy(networks, data, (size_t)network_count * sizeof(networks[0]));
                break;
            case NATIVE_RESUME: {
                struct native_resume resume;
                memcpy(&resume, data, sizeof(resume));
                now_us = resume.now_us;
                horizon_us = resume.horizon_us;
                output_since_resume = false;
                return;
            }
            default:
                abort();
        }
    }
}

static void hand_over(uint64_t until_us, bool only_time) {
    const struct native_wait wait = {
        .at_us = now_us, .until_us = until_us, .only_time = only_time, .wait = last_wait};
    send_message(NATIVE_WAIT, 0, &wait, sizeof(wait));
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
    send_message(NATIVE_CLOCK, 0, &us, sizeof(us));
}

void camera_port_random(int stream, void *data, size_t size) {
    seeded_random_bytes(&randoms[stream], data, size);
}

int camera_port_uart_read(void) {
    return line_first < line_end ? line[line_first++] : -1;
}

void camera_port_uart_write(const void *data, size_t size) {
    const uint8_t *bytes = data;
    while (size > 0) {
        const size_t part = size < 4096 ? size : 4096;
        send_message(NATIVE_UART, 0, bytes, part);
        bytes += part;
        size -= part;
    }
}

void camera_port_mac(int interface, uint8_t mac[6]) {
    memcpy(mac, boot.mac[interface], 6);
}

bool camera_port_link_up(int interface) {
    return (links_up >> interface) & 1;
}

void camera_port_frame_send(int interface, const void *frame, size_t size) {
    send_message(NATIVE_FRAME, (uint8_t)interface, frame, size);
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
    char both[33 + 65];
    const size_t ssid_size = strlen(ssid) + 1;
    const size_t key_size = strlen(key) + 1;
    memcpy(both, ssid, ssid_size);
    memcpy(both + ssid_size, key, key_size);
    radio_status = CAMERA_RADIO_JOINING;
    send_message(NATIVE_JOIN, 0, both, ssid_size + key_size);
}

void camera_port_radio_leave(void) {
    if (radio_status != CAMERA_RADIO_IDLE) {
        radio_status = CAMERA_RADIO_IDLE;
        send_message(NATIVE_LEAVE, 0, NULL, 0);
    }
}

int camera_port_radio_status(void) {
    return radio_status;
}

size_t camera_port_drive_size(void) {
    return drive_size;
}

void camera_port_drive_read(size_t offset, void *data, size_t size) {
    memcpy(data, drive + offset, size);
}

void camera_port_drive_write(size_t offset, const void *data, size_t size) {
    memcpy(drive + offset, data, size);
}

const uint8_t *camera_port_rom(size_t *size) {
    *size = rom_size;
    return rom;
}

void camera_port_rom_write(size_t offset, const void *data, size_t size) {
    memcpy(rom + offset, data, size);
}

void *camera_port_heap(int index, size_t *size) {
    static uint8_t *base;
    if (index >= NATIVE_HEAP_BLOCKS || boot.heap_blocks[index] == 0) {
        return NULL;
    }
    if (base == NULL) {
        size_t total = 0;
        for (int i = 0; i < NATIVE_HEAP_BLOCKS; ++i) {
            total += boot.heap_blocks[i] + 4096;
        }
        base = mmap(HEAP_ADDRESS, total, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (base == MAP_FAILED) {
            abort();
        }
    }
    uint8_t *block = base;
    for (int i = 0; i < index; ++i) {
        block += (boot.heap_blocks[i] + 4095) & ~(uint64_t)4095;
    }
    *size = boot.heap_blocks[index];
    return block;
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
    send_message(NATIVE_RESET, 0, NULL, 0);
    flush();
    _exit(0);
}

void camera_port_report_wait(const struct camera_wait *wait) {
    last_wait = *wait;
}

#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
// The environment is empty, so the sanitizer's options are here. What the collector holds at the end is no
// leak, and a guest's wild access is its crash, not a bug of ours.
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "detect_stack_use_after_return=0:detect_leaks=0:allocator_may_return_null=1:handle_segv=0";
}
#endif

// --- Start
// --------------------------------------------------------------------------------------------------

static uint8_t *map_file(int descriptor, size_t *size) {
    struct stat info;
    if (fstat(descriptor, &info) != 0 || info.st_size == 0) {
        *size = 0;
        return NULL;
    }
    *size = (size_t)info.st_size;
    uint8_t *data = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (data == MAP_FAILED) {
        abort();
    }
    return data;
}

// Starts itself again without address randomisation. Where that is forbidden it goes on as it is.
static void fix_addresses(char **argv) {
    const int persona = personality(0xffffffff);
    if (persona == -1 || (persona & ADDR_NO_RANDOMIZE) != 0) {
        return;
    }
    if (personality((unsigned long)persona | ADDR_NO_RANDOMIZE) != -1 &&
        (personality(0xffffffff) & ADDR_NO_RANDOMIZE) != 0) {
        char *const environment[] = {NULL};
        execve("/proc/self/exe", argv, environment);
    }
}

int main(int argc, char **argv) {
    struct stat info;
    if (fstat(NATIVE_SOCKET_FD, &info) != 0 || !S_ISSOCK(info.st_mode)) {
        static const char text[] =
            "tlscam-camera is started by tlscam, which gives it its world. Try: tlscam run --help\n";
        return write(STDERR_FILENO, text, sizeof(text) - 1) > 0 ? 2 : 2;
    }
    fix_addresses(argv);
    prctl(PR_SET_NAME, "tlscam-camera");  // starting again has made it "exe"
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    drive = map_file(NATIVE_DRIVE_FD, &drive_size);
    rom = map_file(NATIVE_ROM_FD, &rom_size);
    receive_until_resume();
    seeded_random_init(&randoms[CAMERA_RANDOM_KEYS], boot.seed);
    seeded_random_init(&randoms[CAMERA_RANDOM_NETWORK], boot.seed ^ 0x6e6574776f726b);
    camera_main();
    return 0;
}
