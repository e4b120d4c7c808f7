// This is MicroPython's configuration, the same for every port of the camera.
#pragma once
#include <alloca.h>
#include <stdint.h>

#define MICROPY_CONFIG_ROM_LEVEL (MICROPY_CONFIG_ROM_LEVEL_EXTRA_FEATURES)

// Memory is a split heap as on the real camera; mbedTLS allocates from it (tracked), so ENOMEM is genuine.
#define MICROPY_ENABLE_GC (1)
#define MICROPY_GC_SPLIT_HEAP (1)
#define MICROPY_TRACKED_ALLOC (1)
#define MICROPY_STACK_CHECK (1)
#define MICROPY_ENABLE_FINALISER (1)
#define MICROPY_ENABLE_EMERGENCY_EXCEPTION_BUF (1)
#define MICROPY_ALLOC_PATH_MAX (256)
#define MICROPY_LONGINT_IMPL (MICROPY_LONGINT_IMPL_MPZ)
#define MPZ_DIG_SIZE (16)  // frozen code assumes this, on 64-bit builds too
#define MICROPY_FLOAT_IMPL (MICROPY_FLOAT_IMPL_DOUBLE)
#define MICROPY_PY_MATH_GAMMA_FIX_NEGINF (1)  // newlib: gamma(-inf) is inf
#define MICROPY_PERSISTENT_CODE_LOAD (1)
#define MICROPY_SCHEDULER_DEPTH (8)
#define MICROPY_USE_INTERNAL_ERRNO (1)

// The OpenMV Cam RT1062 runs MicroPython's mimxrt port.
#define MICROPY_PY_SYS_PLATFORM "mimxrt"
#define MICROPY_HW_BOARD_NAME "tlscam simulated camera"
#define MICROPY_HW_MCU_NAME "MIMXRT1062DVJ6A"
#define MICROPY_PY_NETWORK_HOSTNAME_DEFAULT "openmv"

// Files.
#define MICROPY_VFS (1)
#define MICROPY_READER_VFS (1)
#define MICROPY_VFS_FAT (1)
#define MICROPY_VFS_ROM (1)
#define MICROPY_VFS_ROM_IOCTL (1)
#define MICROPY_FATFS_ENABLE_LFN (2)
#define MICROPY_FATFS_LFN_CODE_PAGE 437
#define MICROPY_FATFS_USE_LABEL (1)
#define MICROPY_FATFS_RPATH (2)
#define MICROPY_FATFS_MAX_SS (512)

// Modules.
#define MICROPY_EPOCH_IS_1970 (1)
#define MICROPY_PY_TIME_GMTIME_LOCALTIME_MKTIME (1)
#define MICROPY_PY_TIME_TIME_TIME_NS (1)
#define MICROPY_PY_TIME_INCLUDEFILE "firmware/modules/time_port.inc"
#define MICROPY_PY_OS_INCLUDEFILE "firmware/modules/os_port.inc"
#define MICROPY_PY_OS_UNAME (1)
#define MICROPY_PY_OS_URANDOM (1)
#define MICROPY_PY_OS_SYNC (1)
#define MICROPY_PY_RANDOM_SEED_INIT_FUNC (camera_random_u32())
#define MICROPY_PY_MACHINE (1)
#define MICROPY_PY_MACHINE_INCLUDEFILE "firmware/modules/machine_port.inc"
#define MICROPY_PY_MACHINE_SIGNAL (0)
#define MICROPY_PY_MACHINE_RESET (1)
#define MICROPY_PY_MACHINE_BARE_METAL_FUNCS (1)
#define MICROPY_PY_NETWORK (1)
#define MICROPY_PY_LWIP (1)
#define MICROPY_PY_LWIP_SOCK_RAW (1)
#define MICROPY_PY_SOCKET (1)
#define MICROPY_PY_NETWORK_CYW43 (1)
#define MICROPY_PY_SSL (1)
#define MICROPY_PY_SSL_FINALISER (1)
#define MICROPY_PY_SSL_DTLS (1)
#define MICROPY_PY_HASHLIB_MD5 (1)
#define MICROPY_PY_HASHLIB_SHA1 (1)
#define MICROPY_PY_CRYPTOLIB (1)
#define MICROPY_PY_UCTYPES (1)
#define MICROPY_PY_FRAMEBUF (1)
#define MICROPY_PY_WEBSOCKET (0)

// network.LAN is ours; network.WLAN is upstream's interface to the CYW43 driver over our radio
// (modules/cyw43).
extern const struct _mp_obj_type_t camera_network_lan_type;
#define MICROPY_PORT_NETWORK_INTERFACES {MP_ROM_QSTR(MP_QSTR_LAN), MP_ROM_PTR(&camera_network_lan_type)},

// A running script lets time pass and keeps the network going: see modules/camera_run.c.
extern int camera_run_budget;
void camera_run_spend(void);
void camera_run_events(void);
void camera_run_wait(int timeout_ms);
#define MICROPY_VM_HOOK_LOOP        \
    if (--camera_run_budget <= 0) { \
        camera_run_spend();         \
    }
#define MICROPY_INTERNAL_EVENT_HOOK camera_run_events()
#define MICROPY_INTERNAL_WFE(timeout_ms) camera_run_wait((int)(timeout_ms))

uint32_t camera_random_u32(void);

typedef intptr_t mp_int_t;
typedef uintptr_t mp_uint_t;
typedef long mp_off_t;
#define MP_SSIZE_MAX INTPTR_MAX
#define MP_STATE_PORT MP_STATE_VM
