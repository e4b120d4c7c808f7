// Time comes from the FPGA's free-running counter (Arm DAI 0500 and 0547, "FPGA system control and I/O"), the
// watchdog from the Cortex-M System Design Kit (DDI 0479, 4.5), and SysTick is the alarm. There is no tick: a
// waiting camera costs nothing.
#include "board_time.h"

#include "board.h"
#include "registers.h"

#define FPGAIO_COUNTER REGISTER(BOARD_FPGAIO + 0x18)
#define FPGAIO_PRESCALE REGISTER(BOARD_FPGAIO + 0x1c)

#define WATCHDOG_LOAD REGISTER(BOARD_WATCHDOG + 0x00)
#define WATCHDOG_CONTROL REGISTER(BOARD_WATCHDOG + 0x08)
#define WATCHDOG_CLEAR REGISTER(BOARD_WATCHDOG + 0x0c)
#define WATCHDOG_LOCK REGISTER(BOARD_WATCHDOG + 0xc00)
#define WATCHDOG_UNLOCK_VALUE (0x1ACCE551u)

#define CYCLES_PER_US (BOARD_CORE_HZ / 1000000u)
#define SYSTICK_MAX (0xffffffu)

enum { SYST_ENABLE = 1, SYST_INTERRUPT = 2, SYST_PROCESSOR_CLOCK = 4 };

void board_time_start(void) {
    FPGAIO_PRESCALE = BOARD_COUNTER_HZ / 1000000u - 1;
    FPGAIO_COUNTER = 0;
    WATCHDOG_LOCK = WATCHDOG_UNLOCK_VALUE;
    WATCHDOG_LOAD = BOARD_WATCHDOG_SECONDS * BOARD_WATCHDOG_HZ;
    WATCHDOG_CONTROL = 3;  // the first time it runs out: an interrupt (NMI), which resets; the second: reset
}

// The counter has 32 bits, 71 minutes; no camera sleeps longer than SysTick can wait, 0.6 s.
uint64_t board_time_us(void) {
    static uint32_t last, wraps;
    const uint32_t now = FPGAIO_COUNTER;
    if (now < last) {
        ++wraps;
    }
    last = now;
    return (uint64_t)wraps << 32 | now;
}

void board_time_wake_after(uint64_t us) {
    const uint64_t longest = SYSTICK_MAX / CYCLES_PER_US;
    const uint32_t cycles = (uint32_t)(us < longest ? us : longest) * CYCLES_PER_US;
    SYST_CSR = 0;
    SYST_RVR = cycles > 0 ? cycles : 1;
    SYST_CVR = 0;
    SYST_CSR = SYST_ENABLE | SYST_INTERRUPT | SYST_PROCESSOR_CLOCK;
}

void board_tick(void) {
    SYST_CSR = 0;
}

void board_watchdog_feed(void) {
    WATCHDOG_CLEAR = 1;
}
