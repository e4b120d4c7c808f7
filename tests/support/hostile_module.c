// A stranger's module, which a program of the workstation loads, makes each attack by the system call itself
// and prints its result as a line "NAME: done" or "NAME: refused". It changes nothing of the computer but the
// files that it is told about.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

static void tell(const char* attack, long result) {
  printf("%s: %s\n", attack, result >= 0 ? "done" : "refused");
}

// Calls of the computer itself: those of the C library may be the world's.
static long open_file(const char* path, int flags) {
  return syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
}

static const char* in(const char* folder, const char* name) {
  static char path[4096];
  snprintf(path, sizeof(path), "%s/%s", folder, name);
  return path;
}

static void try_files(const char* outside) {
  tell("read a secret", open_file(in(outside, "secret"), O_RDONLY));
  tell("write outside", open_file(in(outside, "written"), O_WRONLY | O_CREAT));
  tell("empty a file outside", open_file(in(outside, "secret"), O_RDONLY | O_TRUNC));
  tell("truncate a file outside", syscall(SYS_truncate, in(outside, "secret"), 0L));
  tell("remove a file outside", syscall(SYS_unlinkat, AT_FDCWD, in(outside, "secret"), 0));
  tell("list the folder outside", open_file(outside, O_RDONLY | O_DIRECTORY));
  tell("link to a file outside", syscall(SYS_symlinkat, in(outside, "secret"), AT_FDCWD, "symbolic"));
  tell("hard link to a file outside",
       syscall(SYS_linkat, AT_FDCWD, in(outside, "secret"), AT_FDCWD, "hard", 0));
  tell("read the computer's users", open_file("/etc/passwd", O_RDONLY));
  char memory[64];
  snprintf(memory, sizeof(memory), "/proc/%ld/mem", (long)getppid());
  tell("read the simulator's memory", open_file(memory, O_RDONLY));
  tell("write in the folder", open_file("mine", O_WRONLY | O_CREAT));
}

static void try_sockets(void) {
  const long stream = syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  there.sin_port = htons((in_port_t)atoi(getenv("HOSTILE_PORT")));
  tell("connect to this computer", syscall(SYS_connect, stream, &there, sizeof(there)));
  there.sin_port = 0;
  tell("listen on this computer", syscall(SYS_bind, stream, &there, sizeof(there)));
  const long datagram = syscall(SYS_socket, AF_INET, SOCK_DGRAM, 0);
  there.sin_port = htons(9);
  tell("send a datagram", syscall(SYS_sendto, datagram, "x", 1L, 0, &there, sizeof(there)));
  tell("make a local socket", syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0));
  tell("make a raw socket", syscall(SYS_socket, AF_INET, SOCK_RAW, IPPROTO_ICMP));
  struct io_uring_params ring = {0};
  tell("make an I/O ring", syscall(SYS_io_uring_setup, 1, &ring));
}

static void try_processes(void) {
  tell("signal the simulator", syscall(SYS_kill, getppid(), 0));
  tell("trace the simulator", syscall(SYS_ptrace, PTRACE_SEIZE, getppid(), NULL, NULL));
  tell("make a name space", syscall(SYS_unshare, CLONE_NEWUSER));
  fflush(stdout);
  const long child = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
  if (child == 0) {
    _exit(0);
  }
  tell("make a process", child);
  fflush(stdout);
  char* words[] = {"sh", "-c", "exit 0", NULL};
  tell("become a shell", syscall(SYS_execve, "/bin/sh", words, NULL));
}

__attribute__((constructor)) static void attack(void) {
  const char* outside = getenv("HOSTILE_OUTSIDE");
  if (outside != NULL) {
    try_files(outside);
    try_sockets();
    try_processes();
  } else {
    puts("a stranger's module runs");
  }
  fflush(stdout);
  _exit(0);
}
