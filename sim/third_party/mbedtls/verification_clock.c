#include "verification_clock.h"

#include <mbedtls/platform_util.h>
#include <stddef.h>
#include <time.h>

static _Thread_local int64_t verification_time;

void tlscam_set_verification_time(int64_t seconds) {
  verification_time = seconds;
}

int64_t tlscam_verification_time(int64_t* seconds) {
  if (seconds != NULL) {
    *seconds = verification_time;
  }
  return verification_time;
}

// The C library's version would read only 32 bits of it in the page. The conversion of days to a date follows
// "chrono-Compatible Low-Level Date Algorithms" (H. Hinnant): years begin in March, so that a leap day is a
// year's last.
struct tm* mbedtls_platform_gmtime_r(const mbedtls_time_t* seconds, struct tm* result) {
  const int64_t per_day = 24 * 60 * 60;
  const int64_t of_day = ((*seconds % per_day) + per_day) % per_day;
  const int64_t days = (*seconds - of_day) / per_day + 719468;  // since 0000-03-01
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;  // from March
  *result = (struct tm){
      .tm_sec = (int)(of_day % 60),
      .tm_min = (int)(of_day / 60 % 60),
      .tm_hour = (int)(of_day / 3600),
      .tm_mday = (int)(day_of_year - (153 * month + 2) / 5 + 1),
      .tm_mon = (int)(month < 10 ? month + 2 : month - 10),
      .tm_year = (int)(year_of_era + era * 400 + (month < 10 ? 0 : 1) - 1900),
  };
  return result;
}
