/* Two functions of the C library that in Emscripten say "not implemented" without asking JavaScript. */

#include <errno.h>
#include <sys/socket.h>

long tlscam_socket_shutdown(int descriptor, int how);

/* Options tune real networks; here there is nothing to tune. */
int setsockopt(int descriptor, int level, int name, const void* value, socklen_t length) {
  (void)descriptor, (void)level, (void)name, (void)value, (void)length;
  return 0;
}

int shutdown(int descriptor, int how) {
  long result = tlscam_socket_shutdown(descriptor, how);
  if (result >= 0) return 0;
  errno = (int)-result;
  return -1;
}
