// mbedTLS gets these from the camera: randomness and the camera's own clock.
#include <string.h>
#include <time.h>

#include "camera_port.h"
#include "mbedtls/entropy.h"
#include "mbedtls/platform_time.h"
#include "py/mphal.h"
#include "shared/timeutils/timeutils.h"

int mbedtls_hardware_poll(void *data, unsigned char *output, size_t size, size_t *filled) {
    camera_port_random(CAMERA_RANDOM_KEYS, output, size);
    *filled = size;
    return 0;
}

int64_t camera_clock_seconds(int64_t *seconds) {
    const int64_t now = camera_port_clock_us() / 1000000;
    if (seconds != NULL) {
        *seconds = now;
    }
    return now;
}

mbedtls_ms_time_t mbedtls_ms_time(void) {
    return (mbedtls_ms_time_t)mp_hal_ticks_ms();
}

struct tm *mbedtls_platform_gmtime_r(const mbedtls_time_t *seconds, struct tm *result) {
    timeutils_struct_time_t split;
    timeutils_seconds_since_epoch_to_struct_time((mp_timestamp_t)*seconds, &split);
    *result = (struct tm){
        .tm_sec = split.tm_sec,
        .tm_min = split.tm_min,
        .tm_hour = split.tm_hour,
        .tm_mday = split.tm_mday,
        .tm_mon = split.tm_mon - 1,
        .tm_year = split.tm_year - 1900,
        .tm_wday = split.tm_wday,
        .tm_yday = split.tm_yday,
        .tm_isdst = -1,
    };
    return result;
}
