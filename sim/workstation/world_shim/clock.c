// The world's date, as of the latest answer of the simulator: it goes on while the program waits and stands
// still while it computes. Before the first answer the date is the one that the program was started with.
#define _GNU_SOURCE
#include <sys/time.h>
#include <time.h>

#include "link.h"
#include "original.h"

time_t time(time_t* result) {
  if (link_date() == 0) {
    return ORIGINAL(time)(result);
  }
  const time_t now = (time_t)(link_date() / 1000000);
  if (result != NULL) {
    *result = now;
  }
  return now;
}

int gettimeofday(struct timeval* restrict now, void* restrict zone) {
  if (link_date() == 0) {
    return ORIGINAL(gettimeofday)(now, zone);
  }
  now->tv_sec = (time_t)(link_date() / 1000000);
  now->tv_usec = (suseconds_t)(link_date() % 1000000);
  return 0;
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  if (link_date() == 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) {
    return ORIGINAL(clock_gettime)(clock, now);
  }
  now->tv_sec = (time_t)(link_date() / 1000000);
  now->tv_nsec = (long)(link_date() % 1000000) * 1000;
  return 0;
}
