// FatFs stamps files with this time: the camera's own clock, which FAT counts from 1980.
#include "camera_port.h"
#include "lib/oofatfs/ff.h"
#include "shared/timeutils/timeutils.h"

DWORD get_fattime(void) {
    timeutils_struct_time_t now;
    timeutils_seconds_since_epoch_to_struct_time(camera_port_clock_us() / 1000000, &now);
    if (now.tm_year < 1980) {
        return (1 << 21) | (1 << 16);
    }
    return ((DWORD)(now.tm_year - 1980) << 25) | ((DWORD)now.tm_mon << 21) | ((DWORD)now.tm_mday << 16) |
           ((DWORD)now.tm_hour << 11) | ((DWORD)now.tm_min << 5) | ((DWORD)now.tm_sec / 2);
}
