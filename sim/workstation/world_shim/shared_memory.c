// libfaketime, which gives the program its date, keeps what it knows in shared memory and a semaphore that
// have names on the computer. A confined program may make neither, and one that is killed would leave them
// behind: so they are the process's own.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static int memory = -1;
static sem_t semaphore;
static bool has_semaphore;

int shm_open(const char* name, int flags, mode_t mode) {
  (void)mode;
  if (memory < 0) {
    memory = (int)syscall(SYS_memfd_create, name, MFD_CLOEXEC);
  } else if (flags & O_EXCL) {
    errno = EEXIST;
    return -1;
  }
  return memory < 0 ? -1 : fcntl(memory, F_DUPFD_CLOEXEC, 0);
}

int shm_unlink(const char* name) {
  (void)name;
  return 0;
}

sem_t* sem_open(const char* name, int flags, ...) {
  (void)name;
  if (has_semaphore && (flags & O_EXCL)) {
    errno = EEXIST;
    return SEM_FAILED;
  }
  if (!has_semaphore) {
    va_list more;
    va_start(more, flags);
    (void)va_arg(more, mode_t);
    sem_init(&semaphore, 0, va_arg(more, unsigned));
    va_end(more);
    has_semaphore = true;
  }
  return &semaphore;
}

int sem_close(sem_t* closed) {
  (void)closed;
  return 0;
}

int sem_unlink(const char* name) {
  (void)name;
  return 0;
}
