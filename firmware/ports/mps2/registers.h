// This port uses these registers of the core (Armv7-M and Armv8-M reference manuals, "System Control Space")
// and of the board's peripherals, whose addresses are in boards/.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include BOARD_HEADER

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

// --- The core
// ---------------------------------------------------------------------------------------------------------

#define SYST_CSR REGISTER(0xE000E010)   // control of SysTick
#define SYST_RVR REGISTER(0xE000E014)   // it counts down from this, 24 bits
#define SYST_CVR REGISTER(0xE000E018)   // its current value; writing restarts it
#define NVIC_ISER REGISTER(0xE000E100)  // enables interrupts 0 to 31; the following words enable the others
#define SCB_VTOR REGISTER(0xE000ED08)   // address of the vectors
#define SCB_AIRCR REGISTER(0xE000ED0C)  // reset
#define SCB_SHCSR REGISTER(0xE000ED24)  // enables the three specific faults
#define SCB_CFSR REGISTER(0xE000ED28)   // reason of a fault
#define SCB_HFSR REGISTER(0xE000ED2C)
#define SCB_MMFAR REGISTER(0xE000ED34)
#define SCB_BFAR REGISTER(0xE000ED38)
#define SCB_CPACR REGISTER(0xE000ED88)  // access to the floating-point unit

static inline void interrupt_enable(uint32_t number) {
    *(&NVIC_ISER + number / 32) = 1u << number % 32;
}

static inline void interrupts_off(void) {
    __asm volatile("cpsid i" ::: "memory");
}

static inline void interrupts_on(void) {
    __asm volatile("cpsie i" ::: "memory");
}

// This sleeps until an interrupt is pending, even while interrupts are off.
static inline void wait_for_interrupt(void) {
    __asm volatile("dsb\n wfi" ::: "memory");
}
