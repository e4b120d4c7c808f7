// The socket calls of the C library, answered by the simulator.
#define _GNU_SOURCE
#include "sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "link.h"
#include "original.h"
#include "waiting.h"

#define MOST_SOCKETS 256
#define ETHERNET_MTU 1500
#define SMALLEST_ADDRESS ((socklen_t)sizeof(struct sockaddr_in))

static struct world_socket sockets[MOST_SOCKETS];
static int socket_count;
static struct link_packet packet;

struct world_socket* find_socket(int descriptor) {
  for (int i = 0; i < socket_count; ++i) {
    if (sockets[i].descriptor == descriptor) {
      return &sockets[i];
    }
  }
  return NULL;
}

static int fail(int error) {
  errno = error;
  return -1;
}

static int error_of(int32_t failure) {
  switch (failure) {
    case PROGRAM_REFUSED:
      return ECONNREFUSED;
    case PROGRAM_NO_ANSWER:
      return ETIMEDOUT;
    case PROGRAM_RESET:
      return ECONNRESET;
    default:
      return 0;
  }
}

static bool is_blocking(const struct world_socket* socket, int flags) {
  return (flags & MSG_DONTWAIT) == 0 && (syscall(SYS_fcntl, socket->descriptor, F_GETFL) & O_NONBLOCK) == 0;
}

// Waits until the socket is in one of the states; false when the program's own timeout (SO_RCVTIMEO) has
// passed.
static bool wait_for(const struct world_socket* socket, uint8_t states, int64_t timeout) {
  link_begin(&packet, PROGRAM_WAIT);
  link_put_64(&packet, (uint64_t)timeout);
  link_put_32(&packet, (uint32_t)socket->handle);
  link_put_8(&packet, states);
  return link_ask(&packet) > 0;
}

static int64_t receive_timeout(const struct world_socket* socket) {
  struct timeval limit = {0, 0};
  socklen_t size = sizeof(limit);
  syscall(SYS_getsockopt, socket->descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, &size);
  const int64_t microseconds = (int64_t)limit.tv_sec * 1000000 + limit.tv_usec;
  return microseconds > 0 ? microseconds : -1;
}

static int32_t ask_of(const struct world_socket* socket, enum program_question question) {
  link_begin(&packet, question);
  link_put_32(&packet, (uint32_t)socket->handle);
  return link_ask(&packet);
}

static void put_address(const struct sockaddr_in* address) {
  link_put(&packet, &address->sin_addr, sizeof(address->sin_addr));
  link_put(&packet, &address->sin_port, sizeof(address->sin_port));
}

static struct sockaddr_in get_address(void) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  link_get(&packet, &address.sin_addr, sizeof(address.sin_addr));
  link_get(&packet, &address.sin_port, sizeof(address.sin_port));
  return address;
}

// As the system calls give an address back: cut to the room there is.
static void give_address(const struct sockaddr_in* address, struct sockaddr* room, socklen_t* size) {
  if (room == NULL || size == NULL) {
    return;
  }
  memcpy(room, address, *size < SMALLEST_ADDRESS ? *size : SMALLEST_ADDRESS);
  *size = SMALLEST_ADDRESS;
}

static bool take_address(struct sockaddr_in* address, const struct sockaddr* given, socklen_t size) {
  if (given == NULL || size < SMALLEST_ADDRESS || given->sa_family != AF_INET) {
    return false;
  }
  memcpy(address, given, sizeof(*address));
  return true;
}

// --- Opening
// --------------------------------------------------------------------------------------------------------

static struct world_socket* add_socket(int type) {
  if (socket_count == MOST_SOCKETS) {
    errno = EMFILE;
    return NULL;
  }
  const long descriptor = syscall(SYS_socket, AF_INET, type, 0);
  if (descriptor < 0) {
    return NULL;
  }
  struct world_socket* socket = &sockets[socket_count++];
  memset(socket, 0, sizeof(*socket));
  socket->descriptor = (int)descriptor;
  socket->is_datagram = (type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) == SOCK_DGRAM;
  socket->local.sin_family = socket->remote.sin_family = AF_INET;
  return socket;
}

int socket(int domain, int type, int protocol) {
  if (!link_is_there() || domain == AF_UNIX) {
    return ORIGINAL(socket)(domain, type, protocol);
  }
  const int kind = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (domain != AF_INET) {
    return fail(EAFNOSUPPORT);
  }
  if (kind != SOCK_STREAM && kind != SOCK_DGRAM) {
    return fail(EPROTONOSUPPORT);
  }
  const struct world_socket* added = add_socket(type);
  return added != NULL ? added->descriptor : -1;
}

// A UDP port is opened when it is first needed, as the kernel does it.
static bool open_udp(struct world_socket* socket) {
  if (socket->handle == 0) {
    link_begin(&packet, PROGRAM_OPEN_UDP);
    link_put(&packet, &socket->local.sin_port, sizeof(socket->local.sin_port));
    socket->handle = link_ask(&packet);
    link_get(&packet, &socket->local.sin_port, sizeof(socket->local.sin_port));
  }
  return socket->handle > 0;
}

int bind(int fd, const struct sockaddr* address, socklen_t size) {
  struct world_socket* socket = find_socket(fd);
  if (socket == NULL) {
    return ORIGINAL(bind)(fd, address, size);
  }
  if (!take_address(&socket->local, address, size)) {
    return fail(EINVAL);
  }
  if (socket->is_datagram && !open_udp(socket)) {
    return fail(EADDRINUSE);
  }
  return 0;
}

int listen(int fd, int backlog) {
  struct world_socket* socket = find_socket(fd);
  if (socket == NULL) {
    return ORIGINAL(listen)(fd, backlog);
  }
  link_begin(&packet, PROGRAM_LISTEN);
  link_put(&packet, &socket->local.sin_port, sizeof(socket->local.sin_port));
  socket->handle = link_ask(&packet);
  return socket->handle > 0 ? 0 : fail(EADDRINUSE);
}

int accept4(int fd, struct sockaddr* address, socklen_t* size, int flags) {
  struct world_socket* listener = find_socket(fd);
  if (listener == NULL) {
    return ORIGINAL(accept4)(fd, address, size, flags);
  }
  if (listener->handle == 0) {
    return fail(EINVAL);
  }
  for (;;) {
    const int32_t handle = ask_of(listener, PROGRAM_ACCEPT);
    if (handle > 0) {
      const struct sockaddr_in peer = get_address();
      const in_port_t port = listener->local.sin_port;
      struct world_socket* accepted = add_socket(SOCK_STREAM | flags);
      if (accepted == NULL) {
        return -1;
      }
      accepted->handle = handle;
      accepted->remote = peer;
      accepted->local.sin_port = port;
      give_address(&peer, address, size);
      return accepted->descriptor;
    }
    if (!is_blocking(listener, 0)) {
      return fail(EAGAIN);
    }
    wait_for(listener, PROGRAM_READABLE, -1);
  }
}

int accept(int fd, struct sockaddr* address, socklen_t* size) {
  if (find_socket(fd) == NULL) {
    return ORIGINAL(accept)(fd, address, size);
  }
  return accept4(fd, address, size, 0);
}

int connect(int fd, const struct sockaddr* address, socklen_t size) {
  struct world_socket* socket = find_socket(fd);
  if (socket == NULL) {
    return ORIGINAL(connect)(fd, address, size);
  }
  if (!take_address(&socket->remote, address, size)) {
    return fail(EAFNOSUPPORT);
  }
  if (socket->is_datagram) {
    return open_udp(socket) ? 0 : fail(EADDRINUSE);
  }
  if (socket->handle == 0) {
    link_begin(&packet, PROGRAM_CONNECT);
    put_address(&socket->remote);
    socket->handle = link_ask(&packet);
    if (socket->handle <= 0) {
      socket->handle = 0;
      return fail(ENETUNREACH);
    }
    if (!is_blocking(socket, 0)) {
      return fail(EINPROGRESS);
    }
  }
  wait_for(socket, PROGRAM_CONNECTED | PROGRAM_ENDED, -1);
  const int error = error_of(ask_of(socket, PROGRAM_FAILURE));
  return error == 0 ? 0 : fail(error);
}

int close(int fd) {
  struct world_socket* socket = find_socket(fd);
  if (socket != NULL) {
    if (socket->handle > 0) {
      ask_of(socket, PROGRAM_CLOSE);
    }
    *socket = sockets[--socket_count];
  }
  return ORIGINAL(close)(fd);
}

int shutdown(int fd, int how) {
  const struct world_socket* socket = find_socket(fd);
  if (socket == NULL) {
    return ORIGINAL(shutdown)(fd, how);
  }
  if (socket->handle == 0) {
    return fail(ENOTCONN);
  }
  if (how != SHUT_RD && !socket->is_datagram) {
    ask_of(socket, PROGRAM_FINISH);
  }
  return 0;
}

// --- Sending and receiving
// ------------------------------------------------------------------------------------------

static ssize_t receive_stream(const struct world_socket* socket, void* data, size_t size, int flags) {
  if (socket->handle == 0) {
    return fail(ENOTCONN);
  }
  for (;;) {
    link_begin(&packet, PROGRAM_RECEIVE);
    link_put_32(&packet, (uint32_t)socket->handle);
    link_put_32(&packet, size < PROGRAM_LINK_PART ? (uint32_t)size : PROGRAM_LINK_PART);
    const int32_t count = link_ask(&packet);
    if (count >= 0) {
      link_get(&packet, data, (size_t)count);
      return count;
    }
    if (count < -1) {
      return fail(error_of(-1 - count));
    }
    if (!is_blocking(socket, flags) || !wait_for(socket, PROGRAM_READABLE, receive_timeout(socket))) {
      return fail(EAGAIN);
    }
  }
}

static ssize_t send_stream(const struct world_socket* socket, const void* data, size_t size, int flags) {
  if (socket->handle == 0) {
    return fail(ENOTCONN);
  }
  for (;;) {
    link_begin(&packet, PROGRAM_SEND);
    link_put_32(&packet, (uint32_t)socket->handle);
    link_put(&packet, data, size < PROGRAM_LINK_PART ? size : PROGRAM_LINK_PART);
    const int32_t count = link_ask(&packet);
    if (count > 0 || size == 0) {
      return count;
    }
    const int error = error_of(ask_of(socket, PROGRAM_FAILURE));
    if (error != 0) {
      return fail(error);
    }
    // A socket that has ended stays writable: it takes nothing more.
    wait_for(socket, PROGRAM_ENDED, 0);
    uint8_t ended;
    link_get(&packet, &ended, 1);
    if (ended != 0) {
      return fail(EPIPE);
    }
    if (!is_blocking(socket, flags)) {
      return fail(EAGAIN);
    }
    wait_for(socket, PROGRAM_WRITABLE, -1);
  }
}

static bool is_from(const struct sockaddr_in* from, const struct sockaddr_in* wanted) {
  return from->sin_port == wanted->sin_port && from->sin_addr.s_addr == wanted->sin_addr.s_addr;
}

static ssize_t receive_datagram(struct world_socket* socket, void* data, size_t size, int flags,
                                struct sockaddr* address, socklen_t* address_size) {
  if (!open_udp(socket)) {
    return fail(EADDRINUSE);
  }
  for (;;) {
    if (ask_of(socket, PROGRAM_RECEIVE_FROM) > 0) {
      const struct sockaddr_in from = get_address();
      // A connected socket hears its peer alone.
      if (socket->remote.sin_port != 0 && !is_from(&from, &socket->remote)) {
        continue;
      }
      const size_t there = link_left(&packet);
      link_get(&packet, data, there < size ? there : size);
      give_address(&from, address, address_size);
      return (ssize_t)(there < size ? there : size);
    }
    if (!is_blocking(socket, flags) || !wait_for(socket, PROGRAM_READABLE, receive_timeout(socket))) {
      return fail(EAGAIN);
    }
  }
}

static ssize_t send_datagram(struct world_socket* socket, const void* data, size_t size,
                             const struct sockaddr_in* to) {
  if (!open_udp(socket)) {
    return fail(EADDRINUSE);
  }
  if (to->sin_port == 0) {
    return fail(EDESTADDRREQ);
  }
  link_begin(&packet, PROGRAM_SEND_TO);
  link_put_32(&packet, (uint32_t)socket->handle);
  put_address(to);
  link_put(&packet, data, size);
  return link_ask(&packet) > 0 ? (ssize_t)size : fail(ENETUNREACH);
}

ssize_t recvfrom(int fd, void* data, size_t size, int flags, struct sockaddr* address,
                 socklen_t* address_size) {
  struct world_socket* socket = find_socket(fd);
  if (socket == NULL) {
    return ORIGINAL(recvfrom)(fd, data, size, flags, address, address_size);
  }
  if (socket->is_datagram) {
    return receive_datagram(socket, data, size, flags, address, address_size);
  }
  return receive_stream(socket, data, size, flags);
}

ssize_t sendto(int fd, const void* data, size_t size, int flags, const struct sockaddr* address,
               socklen_t address_size) {
  struct world_socket* socket = find_socket(fd);
  if (socket == NULL) {
    return ORIGINAL(sendto)(fd, data, size, flags, address, address_size);
  }
  if (!socket->is_datagram) {
    return send_stream(socket, data, size, flags);
  }
  struct sockaddr_in to = socket->remote;
  if (address != NULL && !take_address(&to, address, address_size)) {
    return fail(EAFNOSUPPORT);
  }
  return send_datagram(socket, data, size, &to);
}

ssize_t recv(int fd, void* data, size_t size, int flags) {
  if (find_socket(fd) == NULL) {
    return ORIGINAL(recv)(fd, data, size, flags);
  }
  return recvfrom(fd, data, size, flags, NULL, NULL);
}

ssize_t send(int fd, const void* data, size_t size, int flags) {
  if (find_socket(fd) == NULL) {
    return ORIGINAL(send)(fd, data, size, flags);
  }
  return sendto(fd, data, size, flags, NULL, 0);
}

ssize_t read(int fd, void* data, size_t size) {
  if (find_socket(fd) != NULL) {
    return recvfrom(fd, data, size, 0, NULL, NULL);
  }
  if (link_is_there() && isatty(fd)) {
    struct pollfd terminal = {fd, POLLIN, 0};
    world_poll(&terminal, 1, -1);
  }
  return ORIGINAL(read)(fd, data, size);
}

ssize_t write(int fd, const void* data, size_t size) {
  if (find_socket(fd) == NULL) {
    return ORIGINAL(write)(fd, data, size);
  }
  return sendto(fd, data, size, 0, NULL, 0);
}

// --- Addresses and options
// ------------------------------------------------------------------------------------------

int getsockname(int fd, struct sockaddr* address, socklen_t* size) {
  const struct world_socket* socket = find_socket(fd);
  if (socket == NULL) {
    return ORIGINAL(getsockname)(fd, address, size);
  }
  give_address(&socket->local, address, size);
  return 0;
}

int getpeername(int fd, struct sockaddr* address, socklen_t* size) {
  const struct world_socket* socket = find_socket(fd);
  if (socket == NULL) {
    return ORIGINAL(getpeername)(fd, address, size);
  }
  if (socket->remote.sin_port == 0) {
    return fail(ENOTCONN);
  }
  give_address(&socket->remote, address, size);
  return 0;
}

int getsockopt(int fd, int level, int option, void* value, socklen_t* size) {
  const struct world_socket* socket = find_socket(fd);
  if (socket == NULL || *size < sizeof(int)) {
    return ORIGINAL(getsockopt)(fd, level, option, value, size);
  }
  if (level == SOL_SOCKET && option == SO_ERROR) {
    *(int*)value = socket->handle > 0 && !socket->is_datagram ? error_of(ask_of(socket, PROGRAM_FAILURE)) : 0;
    return 0;
  }
  if (level == IPPROTO_IP && option == IP_MTU) {
    *(int*)value = ETHERNET_MTU;
    return 0;
  }
  return ORIGINAL(getsockopt)(fd, level, option, value, size);
}
