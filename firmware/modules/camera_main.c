// This file runs the camera from power-up, like the mimxrt port's main(): boot, boot.py, main.py, REPL, and
// again after a soft reset.
#include "camera_main.h"

#include <string.h>

#include "camera_pins.h"
#include "camera_port.h"
#include "py/obj.h"

#include "extmod/modnetwork.h"
#include "extmod/vfs.h"
#include "lwip/apps/mdns.h"
#include "lwip/init.h"
#include "py/cstack.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/runtime.h"
#include "shared/readline/readline.h"
#include "shared/runtime/gchelper.h"
#include "shared/runtime/pyexec.h"

// This is enough for the recursion that the real camera allows; pointers here may be twice as wide.
#define STACK_LIMIT (sizeof(void *) * 8 * 1024)

static void init_heap(void) {
    size_t size;
    uint8_t *block = camera_port_heap(0, &size);
    gc_init(block, block + size);
    for (int i = 1; (block = camera_port_heap(i, &size)) != NULL; ++i) {
        gc_add(block, block + size);
    }
}

// This runs boot.py and, unless it failed, main.py; it returns false when one of them asked for a soft reset.
static bool run_start_scripts(void) {
    const int boot = pyexec_file_if_exists("boot.py");
    if (boot & PYEXEC_FORCED_EXIT) {
        return false;
    }
    if (pyexec_mode_kind != PYEXEC_MODE_FRIENDLY_REPL || boot == 0) {
        return true;
    }
    return (pyexec_file_if_exists("main.py") & PYEXEC_FORCED_EXIT) == 0;
}

static void run_repl_until_soft_reset(void) {
    for (;;) {
        const int exit =
            pyexec_mode_kind == PYEXEC_MODE_RAW_REPL ? pyexec_raw_repl() : pyexec_friendly_repl();
        if (exit != 0) {
            return;
        }
    }
}

void camera_main(void) {
    lwip_init();
    mdns_resp_init();
    strncpy(mod_network_hostname_data, camera_port_hostname(), MICROPY_PY_NETWORK_HOSTNAME_MAX_LEN);
    for (;;) {
        mp_cstack_init_with_sp_here(STACK_LIMIT);
        init_heap();
        mp_init();
        mod_network_init();
        readline_init0();
        size_t rom_size;
        const uint8_t *rom = camera_port_rom(&rom_size);
        if (rom_size >= 3 && memcmp(rom, "\xd2\xcd\x31", 3) == 0) {
            mp_vfs_mount_romfs_protected();
        }
        pyexec_frozen_module("_boot.py", false);
        if (run_start_scripts()) {
            run_repl_until_soft_reset();
        }
        mp_hal_stdout_tx_str("MPY: soft reboot\r\n");
        mod_network_deinit();
        camera_pins_deinit();
        gc_sweep_all();
        mp_deinit();
    }
}

void gc_collect(void) {
    gc_collect_start();
    gc_helper_collect_regs_and_stack();
    gc_collect_end();
}

void nlr_jump_fail(void *value) {
    mp_hal_stdout_tx_str("FATAL: an exception that nobody could handle\r\n");
    camera_port_reset();
}
