// This file leads from the reset vector to main(); it has the vectors and handles faults of the processor.
#include <stddef.h>

#include "board.h"
#include "registers.h"

extern uint32_t stack_bottom[], stack_top[], data_start[], data_end[], data_image[], bss_start[], bss_end[];

int main(void);

// The floating-point unit comes first: compilers use its registers in any function.
__attribute__((naked, noreturn)) void reset_handler(void) {
    __asm volatile(
        "ldr r0, =0xE000ED88\n"
        "ldr r1, [r0]\n"
        "orr r1, r1, #0x00F00000\n"
        "str r1, [r0]\n"
        "dsb\n"
        "isb\n"
        "b start_c\n"
        ".ltorg\n");
}

// Stack that was never used still holds this; tests/bench/mcu_cost looks for it.
#define UNUSED_STACK (0x5a5a5a5au)

__attribute__((noreturn, used)) void start_c(void) {
    for (volatile uint32_t *word = stack_bottom; word < (uint32_t *)__builtin_frame_address(0) - 32; ++word) {
        *word = UNUSED_STACK;
    }
    const uint32_t *from = data_image;
    for (uint32_t *to = data_start; to < data_end; ++to) {
        *to = *from++;
    }
    for (uint32_t *to = bss_start; to < bss_end; ++to) {
        *to = 0;
    }
    SCB_VTOR = (uint32_t)(uintptr_t)vectors;
    SCB_SHCSR |= 7u << 16;  // memory management, bus and usage faults are reported separately
    main();
    board_reset(CAMERA_HARD_RESET);
}

// --- Faults
// -----------------------------------------------------------------------------------------------------------

// The processor pushes this when it takes an exception.
struct exception_frame {
    uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

static void put_text(const char *text) {
    while (*text != '\0') {
        board_console_put(*text++);
    }
}

static void put_register(const char *name, uint32_t value) {
    put_text(name);
    for (int shift = 28; shift >= 0; shift -= 4) {
        board_console_put("0123456789abcdef"[(value >> shift) & 15]);
    }
}

static const char *exception_name(uint32_t number) {
    static const char *const names[] = {"",          "",         "NMI (watchdog)", "HardFault",
                                        "MemManage", "BusFault", "UsageFault"};
    return number < sizeof(names) / sizeof(names[0]) ? names[number] : "unexpected interrupt";
}

// This prints what a person needs to find the place, and restarts the camera.
__attribute__((noreturn, used)) static void report_fault(const struct exception_frame *frame,
                                                         uint32_t number) {
    const bool watchdog = number == 2;
    put_text("\r\nFATAL: ");
    put_text(exception_name(number));
    if ((uintptr_t)frame < (uintptr_t)stack_bottom) {
        put_text(": the stack is full\r\nThe camera resets.\r\n");
        board_reset(CAMERA_HARD_RESET);
    }
    put_register(" at pc=", frame->pc);
    put_register(" lr=", frame->lr);
    put_register(" psr=", frame->xpsr);
    put_register("\r\n  r0=", frame->r0);
    put_register(" r1=", frame->r1);
    put_register(" r2=", frame->r2);
    put_register(" r3=", frame->r3);
    put_register(" r12=", frame->r12);
    put_register(" sp=", (uint32_t)(uintptr_t)frame);
    put_register("\r\n  cfsr=", SCB_CFSR);
    put_register(" hfsr=", SCB_HFSR);
    put_register(" mmfar=", SCB_MMFAR);
    put_register(" bfar=", SCB_BFAR);
    put_text("\r\nThe camera resets.\r\n");
    board_reset(watchdog ? CAMERA_WATCHDOG_RESET : CAMERA_HARD_RESET);
}

// The stack may have overflowed before a fault, so the report gets an empty one.
__attribute__((naked)) static void fault_handler(void) {
    __asm volatile(
        "mrs r0, msp\n"
        "mrs r1, ipsr\n"
        "ldr r2, =stack_top\n"
        "mov sp, r2\n"
        "b report_fault\n"
        ".ltorg\n");
}

typedef void (*vector)(void);

__attribute__((section(".vectors"), used)) const vector vectors[16 + BOARD_INTERRUPTS] = {
    [0] = (vector)(uintptr_t)stack_top,
    [1] = reset_handler,
    [2 ... 14] = fault_handler,
    [15] = board_tick,
    [16 ... 16 + BOARD_INTERRUPTS - 1] = board_interrupt,
};
