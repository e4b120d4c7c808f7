// This is a driver of the LAN9118 (SMSC/Microchip data sheet DS00002266, whose section numbers appear below).
#include "board_ethernet.h"

#include <string.h>

#include "registers.h"

#define LAN(offset) REGISTER(BOARD_ETHERNET + (offset))
#define RX_DATA LAN(0x00)
#define TX_DATA LAN(0x20)
#define RX_STATUS LAN(0x40)
#define TX_STATUS LAN(0x48)
#define IRQ_CFG LAN(0x54)
#define INT_STS LAN(0x58)
#define INT_EN LAN(0x5c)
#define BYTE_TEST LAN(0x64)
#define FIFO_INT LAN(0x68)
#define RX_CFG LAN(0x6c)
#define TX_CFG LAN(0x70)
#define HW_CFG LAN(0x74)
#define RX_FIFO_INF LAN(0x7c)
#define TX_FIFO_INF LAN(0x80)
#define MAC_CSR_CMD LAN(0xa4)
#define MAC_CSR_DATA LAN(0xa8)

#define BYTE_TEST_VALUE (0x87654321u)
enum { IRQ_ENABLE = 1 << 8, IRQ_ACTIVE_HIGH = 1 << 4, IRQ_PUSH_PULL = 1 };
enum { INT_RX_STATUS_LEVEL = 1 << 3, INT_PHY = 1 << 18 };
enum { HW_SOFT_RESET = 1, HW_MUST_BE_ONE = 1 << 20, HW_TX_FIFO_5_KB = 5 << 16 };
enum { TX_ON = 1 << 1, TX_DUMP_STATUS = 1 << 15 };
enum { RX_ERROR = 1 << 15 };

// These registers of the MAC are reached by MAC_CSR_CMD (5.4).
enum { MAC_CR = 1, MAC_ADDRH = 2, MAC_ADDRL = 3, MAC_MII_ACC = 6, MAC_MII_DATA = 7 };
enum { MAC_RX = 1 << 2, MAC_TX = 1 << 3, MAC_ALL_MULTICAST = 1 << 19, MAC_FULL_DUPLEX = 1 << 20 };

// These registers of the PHY are reached by MII_ACC (5.5).
enum { PHY_CONTROL = 0, PHY_STATUS = 1, PHY_SOURCE = 29, PHY_MASK = 30 };
enum { PHY_NEGOTIATE = 1 << 12, PHY_RESTART_NEGOTIATION = 1 << 9 };
enum { PHY_LINK_UP = 1 << 2 };
enum { PHY_LINK_DOWN_EVENT = 1 << 4, PHY_NEGOTIATED_EVENT = 1 << 6 };

#define QUEUE (32)
#define CHECK_SEQUENCE (4u)  // frame check sequence, which the chip delivers too

static struct {
    uint16_t size;
    // The chip delivers whole words.
    uint32_t words[(CAMERA_FRAME_MAX + CHECK_SEQUENCE + 3) / 4];
} queue[QUEUE];
static volatile uint32_t queue_in, queue_out;
static volatile bool link_changed = true;
static bool link_up;

// --- The MAC's and the PHY's own registers
// -------------------------------------------------------------------------

static uint32_t mac_read(uint32_t number) {
    MAC_CSR_CMD = 0xc0000000u | number;
    while ((MAC_CSR_CMD & 0x80000000u) != 0) {
    }
    return MAC_CSR_DATA;
}

static void mac_write(uint32_t number, uint32_t value) {
    MAC_CSR_DATA = value;
    MAC_CSR_CMD = 0x80000000u | number;
    while ((MAC_CSR_CMD & 0x80000000u) != 0) {
    }
}

static uint32_t phy_read(uint32_t number) {
    mac_write(MAC_MII_ACC, 1u << 11 | number << 6 | 1);
    while ((mac_read(MAC_MII_ACC) & 1) != 0) {
    }
    return mac_read(MAC_MII_DATA) & 0xffff;
}

static void phy_write(uint32_t number, uint32_t value) {
    mac_write(MAC_MII_DATA, value);
    mac_write(MAC_MII_ACC, 1u << 11 | number << 6 | 2 | 1);
    while ((mac_read(MAC_MII_ACC) & 1) != 0) {
    }
}

// --- Start
// -----------------------------------------------------------------------------------------------------------

bool board_ethernet_start(void) {
    if (BYTE_TEST != BYTE_TEST_VALUE) {
        return false;
    }
    HW_CFG = HW_SOFT_RESET;
    while ((HW_CFG & HW_SOFT_RESET) != 0) {
    }
    HW_CFG = HW_MUST_BE_ONE | HW_TX_FIFO_5_KB;
    phy_write(PHY_CONTROL, PHY_NEGOTIATE | PHY_RESTART_NEGOTIATION);
    phy_write(PHY_MASK, PHY_LINK_DOWN_EVENT | PHY_NEGOTIATED_EVENT);
    RX_CFG = 0;
    TX_CFG = TX_ON | TX_DUMP_STATUS;
    FIFO_INT = 0;  // an interrupt for every frame
    // mDNS and the like need this: lwIP checks all group addresses.
    mac_write(MAC_CR, MAC_RX | MAC_TX | MAC_ALL_MULTICAST | MAC_FULL_DUPLEX);
    INT_STS = 0xffffffffu;
    INT_EN = INT_RX_STATUS_LEVEL | INT_PHY;
    IRQ_CFG = IRQ_ENABLE | IRQ_ACTIVE_HIGH | IRQ_PUSH_PULL;
    interrupt_enable(BOARD_ETHERNET_IRQ);
    return true;
}

void board_ethernet_mac(uint8_t mac[6]) {
    const uint32_t low = mac_read(MAC_ADDRL), high = mac_read(MAC_ADDRH);
    memcpy(mac, &low, 4);
    memcpy(mac + 4, &high, 2);
}

bool board_ethernet_link_up(void) {
    if (link_changed) {
        link_changed = false;
        phy_read(PHY_SOURCE);  // reading clears the events
        phy_read(PHY_STATUS);  // this one reports the past, the next the present
        link_up = (phy_read(PHY_STATUS) & PHY_LINK_UP) != 0;
        INT_EN = INT_RX_STATUS_LEVEL | INT_PHY;
    }
    return link_up;
}

// --- Frames
// ----------------------------------------------------------------------------------------------------------

void board_ethernet_send(const void *frame, size_t size) {
    const size_t words = (size + 3) / 4;
    while ((TX_FIFO_INF & 0xffff) < words * 4 + 8) {
    }
    // This is one buffer that is both the first and the last of its packet (3.12.2).
    TX_DATA = 1u << 13 | 1u << 12 | (uint32_t)size;
    TX_DATA = (uint32_t)size;
    const uint8_t *bytes = frame;
    for (size_t i = 0; i < words; ++i) {
        uint32_t word = 0;
        memcpy(&word, bytes + 4 * i, size - 4 * i < 4 ? size - 4 * i : 4);
        TX_DATA = word;
    }
}

// The words are dropped by reading them: after the fast forward that the chip offers for this, QEMU's model
// still counts them as present.
static void drop_frame(size_t words) {
    for (size_t i = 0; i < words; ++i) {
        (void)RX_DATA;
    }
}

static void take_frame(void) {
    const uint32_t status = RX_STATUS;
    const size_t size = (status >> 16) & 0x3fff;
    const size_t words = (size + 3) / 4;
    const bool fits = size > CHECK_SEQUENCE && size <= CAMERA_FRAME_MAX + CHECK_SEQUENCE;
    if ((status & RX_ERROR) != 0 || !fits || queue_in - queue_out == QUEUE) {
        drop_frame(words);
        return;
    }
    for (size_t i = 0; i < words; ++i) {
        queue[queue_in % QUEUE].words[i] = RX_DATA;
    }
    queue[queue_in % QUEUE].size = (uint16_t)(size - CHECK_SEQUENCE);
    ++queue_in;
}

void board_ethernet_interrupt(void) {
    const uint32_t causes = INT_STS & (INT_RX_STATUS_LEVEL | INT_PHY);
    INT_STS = causes;
    while ((RX_FIFO_INF & 0x00ff0000u) != 0) {
        take_frame();
    }
    if ((causes & INT_PHY) != 0) {
        INT_EN = INT_RX_STATUS_LEVEL;  // the PHY keeps its line until its events are read, outside of the
                                       // interrupt
        link_changed = true;
    }
}

bool board_ethernet_has_frame(void) {
    return queue_in != queue_out;
}

size_t board_ethernet_receive(uint8_t frame[CAMERA_FRAME_MAX]) {
    if (!board_ethernet_has_frame()) {
        return 0;
    }
    const size_t size = queue[queue_out % QUEUE].size;
    memcpy(frame, queue[queue_out % QUEUE].words, size);
    ++queue_out;
    return size;
}
