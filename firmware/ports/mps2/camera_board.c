// This file implements camera_port.h on a bare board, with its own UART and Ethernet interface, in real time.
#include <string.h>

#include "board.h"
#include "board_ethernet.h"
#include "board_time.h"
#include "board_uart.h"
#include "camera_main.h"
#include "kept_state.h"
#include "registers.h"
#include "seeded_random.h"

// Whoever starts the board sets the last words of the PSRAM before power-up.
#define PRESET_SEED (*(volatile uint64_t *)(uintptr_t)(BOARD_PSRAM + BOARD_PSRAM_SIZE - 16))
#define PRESET_CLOCK (*(volatile int64_t *)(uintptr_t)(BOARD_PSRAM + BOARD_PSRAM_SIZE - 24))

// Without a battery the clock starts at MicroPython's first commit, 2013-10-14 19:53:11, as on the RT1062.
#define POWER_UP_CLOCK_US (INT64_C(1381780391) * 1000000)

#define DRIVE_SIZE (1024u * 1024u)
#define ROM_OFFSET (8u * 1024u * 1024u)
#define ROM_SIZE (256u * 1024u)

// These are the on-chip blocks of the RT1062's heap.
#define HEAP_FIRST_SIZE (64u * 1024u)
#define HEAP_SECOND_SIZE (204u * 1024u)

extern uint8_t heap_start[];

__attribute__((section(".kept"))) struct kept_state kept_state;

static struct seeded_random randoms[2];
static bool has_ethernet;
static uint32_t reset_cause;
static volatile bool arrived;

// --- Interrupts, reset
// ---------------------------------------------------------------------------------------------

void board_interrupt(void) {
    uint32_t number;
    __asm volatile("mrs %0, ipsr" : "=r"(number));
    switch (number - 16) {
        case BOARD_UART_RX_IRQ:
            arrived |= board_uart_receive_interrupt();
            break;
        case BOARD_UART_TX_IRQ:
            board_uart_transmit_interrupt();
            break;
        case BOARD_ETHERNET_IRQ:
            board_ethernet_interrupt();
            arrived = true;
            break;
        default:
            break;  // nothing else is enabled
    }
}

void board_console_put(char character) {
    board_uart_put(character);
}

_Noreturn void board_reset(int cause) {
    interrupts_off();
    kept_state.uptime_us += board_time_us();
    kept_state.reset_cause = (uint32_t)cause;
    __asm volatile("dsb" ::: "memory");
    SCB_AIRCR = 0x05fa0004u;
    for (;;) {
    }
}

// --- Time
// ----------------------------------------------------------------------------------------------------------

uint64_t camera_port_uptime_us(void) {
    board_watchdog_feed();
    return kept_state.uptime_us + board_time_us();
}

void camera_port_wait(uint64_t until_us) {
    for (;;) {
        interrupts_off();
        const uint64_t now_us = camera_port_uptime_us();
        if (arrived || board_ethernet_has_frame() || until_us <= now_us) {
            arrived = false;
            interrupts_on();
            return;
        }
        board_time_wake_after(until_us - now_us);
        wait_for_interrupt();
        interrupts_on();
    }
}

void camera_port_spend(uint32_t us) {
    board_watchdog_feed();  // here time passes by itself
}

int64_t camera_port_clock_us(void) {
    return kept_state.clock_offset_us + (int64_t)camera_port_uptime_us();
}

void camera_port_set_clock_us(int64_t us) {
    kept_state.clock_offset_us = us - (int64_t)camera_port_uptime_us();
}

// --- Randomness, UART
// ----------------------------------------------------------------------------------------------

void camera_port_random(int stream, void *data, size_t size) {
    seeded_random_bytes(&randoms[stream], data, size);
}

int camera_port_uart_read(void) {
    return board_uart_read();
}

void camera_port_uart_write(const void *data, size_t size) {
    board_uart_write(data, size);
}

// --- Network
// -------------------------------------------------------------------------------------------------------

void camera_port_mac(int interface, uint8_t mac[6]) {
    memset(mac, 0, 6);
    if (interface == CAMERA_LAN && has_ethernet) {
        board_ethernet_mac(mac);
    }
}

bool camera_port_link_up(int interface) {
    return interface == CAMERA_LAN && has_ethernet && board_ethernet_link_up();
}

void camera_port_frame_send(int interface, const void *frame, size_t size) {
    if (interface == CAMERA_LAN && has_ethernet) {
        board_ethernet_send(frame, size);
    }
}

size_t camera_port_frame_receive(int *interface, uint8_t frame[CAMERA_FRAME_MAX]) {
    *interface = CAMERA_LAN;
    return board_ethernet_receive(frame);
}

int camera_port_radio_networks(struct camera_radio_network *networks, int max) {
    return -1;
}

void camera_port_radio_join(const char *ssid, const char *key) {
}

void camera_port_radio_leave(void) {
}

int camera_port_radio_status(void) {
    return CAMERA_RADIO_IDLE;
}

void camera_port_radio_serve(const char *ssid, const char *key, uint8_t channel) {
}

void camera_port_radio_end_serving(void) {
}

int camera_port_radio_stations(uint8_t (*macs)[6], int max) {
    return 0;
}

// --- Memory
// --------------------------------------------------------------------------------------------------------

static uint8_t *psram(size_t offset) {
    return (uint8_t *)(uintptr_t)(BOARD_PSRAM + offset);
}

size_t camera_port_drive_size(void) {
    return DRIVE_SIZE;
}

void camera_port_drive_read(size_t offset, void *data, size_t size) {
    memcpy(data, psram(offset), size);
}

void camera_port_drive_write(size_t offset, const void *data, size_t size) {
    memcpy(psram(offset), data, size);
}

const uint8_t *camera_port_rom(size_t *size) {
    *size = ROM_SIZE;
    return psram(ROM_OFFSET);
}

void camera_port_rom_write(size_t offset, const void *data, size_t size) {
    memcpy(psram(ROM_OFFSET + offset), data, size);
}

void *camera_port_heap(int index, size_t *size) {
    static const size_t sizes[] = {HEAP_FIRST_SIZE, HEAP_SECOND_SIZE};
    if (index >= (int)(sizeof(sizes) / sizeof(sizes[0]))) {
        return NULL;
    }
    *size = sizes[index];
    return heap_start + (index == 0 ? 0 : HEAP_FIRST_SIZE);
}

// --- Pins: the names are the RT1062's, and nothing on this board is connected to them
// --------------------------------------------------------------------------------------------

static const char *const pin_names[] = {"SW", "PG",  "LED_RED", "LED_GREEN", "LED_BLUE", "P0", "P1",
                                        "P2", "P3",  "P4",      "P5",        "P6",       "P7", "P8",
                                        "P9", "P10", "P11",     "P13",       "P14",      "ST", "CHG"};
#define PIN_COUNT ((int)(sizeof(pin_names) / sizeof(pin_names[0])))

const char *camera_port_pin_name(int index) {
    return index < PIN_COUNT ? pin_names[index] : NULL;
}

void camera_port_drive_pins(const struct camera_pins *pins) {
    (void)pins;
}

// The button is not pressed, and there is power.
struct camera_pins camera_port_outer_pins(void) {
    return (struct camera_pins){.driven = 0x3, .high = 0x1};
}

// --- Identity and power
// --------------------------------------------------------------------------------------------

const char *camera_port_model(void) {
    return BOARD_NAME;
}

const char *camera_port_hostname(void) {
    return "openmv";
}

void camera_port_unique_id(uint8_t id[8]) {
    memcpy(id, "tlscam", 6);
    uint8_t mac[6];
    camera_port_mac(CAMERA_LAN, mac);
    memcpy(id + 6, mac + 4, 2);
}

int camera_port_reset_cause(void) {
    return (int)reset_cause;
}

void camera_port_reset(void) {
    board_uart_flush();
    board_reset(CAMERA_HARD_RESET);
}

void camera_port_report_wait(const struct camera_wait *wait) {
}

void camera_port_report_session(const struct camera_session *session) {
}

void camera_port_report_verification(const struct camera_verification *step, const void *certificate,
                                     size_t size) {
}

// --- Start
// ---------------------------------------------------------------------------------------------------------

static void restore_state(void) {
    if (kept_state.magic != KEPT_MAGIC) {
        kept_state = (struct kept_state){.magic = KEPT_MAGIC, .reset_cause = CAMERA_POWER_ON};
        kept_state.clock_offset_us = PRESET_CLOCK != 0 ? PRESET_CLOCK : POWER_UP_CLOCK_US;
    }
    PRESET_CLOCK = 0;
    ++kept_state.starts;
    reset_cause = kept_state.reset_cause;
    kept_state.reset_cause = CAMERA_HARD_RESET;  // unless the next one says otherwise
}

// The seed is used once: after a reset the camera must not repeat itself.
static void start_random(void) {
    static const char warning[] =
        "WARNING: no seed was given, and this board has no generator of random numbers.\r\n"
        "The keys and random numbers of every session can be guessed. Do not use this for secrets.\r\n";
    uint64_t seed = PRESET_SEED;
    PRESET_SEED = 0;
    if (seed == 0) {
        board_uart_write(warning, sizeof(warning) - 1);
        seed = 1;
    }
    seed ^= (uint64_t)(kept_state.starts - 1) * 0x9e3779b97f4a7c15u;
    seeded_random_init(&randoms[CAMERA_RANDOM_KEYS], seed);
    seeded_random_init(&randoms[CAMERA_RANDOM_NETWORK], seed ^ 0x6e6574776f726b);
}

int main(void) {
    board_time_start();
    restore_state();
    board_uart_start();
    interrupts_on();
    start_random();
    has_ethernet = board_ethernet_start();
    camera_main();
}
