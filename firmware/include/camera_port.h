// This is the seam between the one firmware and whatever runs it: a process (ports/native), a WebAssembly
// instance (ports/wasm) or a bare board (ports/mps2). Everything that a camera gets from outside comes
// through here. Only camera_port_wait(), camera_port_spend(), camera_port_uart_write() and
// camera_port_reset() may block.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// --- Time
// ---------------------------------------------------------------------------------------------------

// This is the time in microseconds since power-up; it never goes back. It stands still while code runs,
// unless the port measures it.
uint64_t camera_port_uptime_us(void);

// This suspends the camera until its uptime is `until_us`, or until something has arrived (a byte, a frame, a
// change of a link or of the radio), whichever comes first. UINT64_MAX means until something arrives.
void camera_port_wait(uint64_t until_us);

// This lets `us` of processor time pass; arrivals in the meantime are kept and do not end it early.
void camera_port_spend(uint32_t us);

// This is the camera's own clock (its RTC) in microseconds since 1970. It survives every reset except a power
// cycle.
int64_t camera_port_clock_us(void);
void camera_port_set_clock_us(int64_t us);

// --- Randomness
// ---------------------------------------------------------------------------------------------

// The two streams are independent, so that a change in the number of packets does not change the keys.
enum { CAMERA_RANDOM_KEYS, CAMERA_RANDOM_NETWORK };
void camera_port_random(int stream, void *data, size_t size);

// --- UART: the REPL
// -----------------------------------------------------------------------------------------

int camera_port_uart_read(void);                             // the next byte, or -1
void camera_port_uart_write(const void *data, size_t size);  // may take as long as the line takes

// --- Network
// ------------------------------------------------------------------------------------------------

// CAMERA_AP is the network that the camera itself makes.
enum { CAMERA_LAN, CAMERA_WLAN, CAMERA_AP, CAMERA_INTERFACES };
#define CAMERA_FRAME_MAX 1514  // an Ethernet frame without its check sequence

void camera_port_mac(int interface, uint8_t mac[6]);
bool camera_port_link_up(int interface);
void camera_port_frame_send(int interface, const void *frame, size_t size);
// This takes the next received frame; it returns its size, or 0 when there is none.
size_t camera_port_frame_receive(int *interface, uint8_t frame[CAMERA_FRAME_MAX]);

// This is a network that the radio can hear.
struct camera_radio_network {
    char ssid[33];
    uint8_t bssid[6];
    uint8_t channel;
    int8_t rssi;
    uint8_t security;  // bits as CYW43 reports them: 0 open, 1 WEP, 2 WPA, 4 WPA2
};

enum {
    CAMERA_RADIO_IDLE,
    CAMERA_RADIO_JOINING,
    CAMERA_RADIO_JOINED,
    CAMERA_RADIO_NO_NETWORK,
    CAMERA_RADIO_WRONG_KEY
};

// This copies up to `max` networks and returns their number, or -1 when the camera has no radio.
int camera_port_radio_networks(struct camera_radio_network *networks, int max);
void camera_port_radio_join(const char *ssid, const char *key);  // an empty key means an open network
void camera_port_radio_leave(void);
int camera_port_radio_status(void);

// This makes the radio an access point; an empty key means an open network.
void camera_port_radio_serve(const char *ssid, const char *key, uint8_t channel);
void camera_port_radio_end_serving(void);
// This copies the MAC addresses of up to `max` stations that have joined, and returns their number.
int camera_port_radio_stations(uint8_t (*macs)[6], int max);

// --- Memory
// -------------------------------------------------------------------------------------------------

#define CAMERA_SECTOR_SIZE 512
size_t camera_port_drive_size(void);  // bytes, a multiple of the sector size
void camera_port_drive_read(size_t offset, void *data, size_t size);
void camera_port_drive_write(size_t offset, const void *data, size_t size);

// The ROMFS partition is readable in place. A size of 0 means that the camera has none.
const uint8_t *camera_port_rom(size_t *size);
void camera_port_rom_write(size_t offset, const void *data, size_t size);

// These are the blocks of the Python heap, index 0 first; NULL after the last.
void *camera_port_heap(int index, size_t *size);

// --- Identity and power
// -------------------------------------------------------------------------------------

const char *camera_port_model(void);     // "OpenMV Cam RT1062"
const char *camera_port_hostname(void);  // "openmv"
void camera_port_unique_id(uint8_t id[8]);

// These are the numbers of machine.reset_cause() on the mimxrt port.
enum { CAMERA_POWER_ON = 1, CAMERA_HARD_RESET = 2, CAMERA_WATCHDOG_RESET = 3, CAMERA_SOFT_RESET = 5 };
int camera_port_reset_cause(void);
void camera_port_reset(void);

// --- Pins
// ---------------------------------------------------------------------------------------------------

#define CAMERA_PINS_MAX 32

// This is the name of a pin on the camera's board ("P0", "LED_RED"), index 0 first; NULL after the last.
const char *camera_port_pin_name(int index);

// These are levels of pins: bit N is the pin of index N.
struct camera_pins {
    uint32_t driven;  // something gives the pin its level
    uint32_t high;    // that level; 0 where nothing drives it
    uint32_t used;    // the script has named it
};

// This tells what the camera drives, whenever it changes.
void camera_port_drive_pins(const struct camera_pins *pins);
// This returns what others drive: the board itself, a button, a wire.
struct camera_pins camera_port_outer_pins(void);

// --- What the script waits for
// ------------------------------------------------------------------------------

// The camera reports it before each wait, to answer the question "who waits for whom?". The values are part
// of camera_link.h.
enum camera_wait_kind {
    CAMERA_WAIT_NONE,
    CAMERA_WAIT_REPL,
    CAMERA_WAIT_SLEEP,
    CAMERA_WAIT_POLL,  // select.poll, asyncio
    CAMERA_WAIT_ACCEPT,
    CAMERA_WAIT_CONNECT,
    CAMERA_WAIT_RECEIVE,  // recv(), recvfrom()
    CAMERA_WAIT_SEND,
    CAMERA_WAIT_LOOKUP,     // getaddrinfo()
    CAMERA_WAIT_READ_END,   // read() without a size waits for end of file
    CAMERA_WAIT_READ_SIZE,  // read(n), readinto()
    CAMERA_WAIT_READ_LINE,
    CAMERA_WAIT_HANDSHAKE,  // in wrap_socket()
};

struct camera_wait {
    uint8_t kind;        // enum camera_wait_kind
    uint16_t port;       // peer's port, or the listening socket's own for ACCEPT; 0 if unknown
    uint8_t address[4];  // peer's address; all zero if unknown
    char file[41];       // file of the script's waiting line, the beginning of its name; empty if no script
                         // runs
    uint32_t line;       // from 1
};

void camera_port_report_wait(const struct camera_wait *wait);

// --- What it computes
// ----------------------------------------------------------------------------------------------------

enum { CAMERA_CURVE_P256, CAMERA_CURVE_P384, CAMERA_CURVE_P521, CAMERA_CURVES };

// This counts public-key operations since the firmware began: nearly all that a handshake computes. An
// instruction counter would differ between ports; these numbers are the same on every port.
struct camera_work {
    uint32_t base_multiplications[CAMERA_CURVES];  // with the curve's base point: a new key, signing
    uint32_t multiplications[CAMERA_CURVES];       // with another point: the secret that both ends agree on
    uint32_t verifications[CAMERA_CURVES];         // signature verifications: the sum of one of each
    uint32_t unused;
    // For RSA this adds up, per operation, the bits of the exponent times the square of the modulus in 32-bit
    // words.
    uint64_t exponentiations;
};

// --- What the ends of a TLS session know, and a wire does not show
// -----------------------------------------------------------------------

#define CAMERA_MASTER_SECRET_SIZE 48  // RFC 5246, 8.1

struct camera_session {
    uint8_t client_random[32];
    uint8_t master_secret[CAMERA_MASTER_SECRET_SIZE];
    uint8_t is_client;    // this end is
    uint8_t peer_proved;  // the peer's certificate was verified, and none was missing
};

// This is called as soon as an end has the secret of a new session, before its Finished.
void camera_port_report_session(const struct camera_session *session);

// This is one certificate of the peer's chain, once this end has verified the whole chain.
struct camera_verification {
    uint8_t client_random[32];  // the handshake's
    uint32_t flags;             // its errors, MBEDTLS_X509_BADCERT_*; 0 if none
    uint8_t depth;              // 0 for the peer's own; one more for each issuer
    uint8_t is_client;          // this end is
    uint8_t unused[2];
};

// This is called for each certificate, from the one nearest to a trust anchor to the peer's own, which is
// DER.
void camera_port_report_verification(const struct camera_verification *step, const void *certificate,
                                     size_t size);

#ifdef __cplusplus
}
#endif
