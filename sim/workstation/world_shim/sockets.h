// The program's sockets in the world. Each has a descriptor of the machine's as its place-holder, a socket
// that is never connected: it keeps the number free of other use, and its flags and options.
#pragma once
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

struct world_socket {
  int descriptor;
  bool is_datagram;
  int32_t handle;             // the simulator's name; 0: none yet
  struct sockaddr_in local;   // as bound
  struct sockaddr_in remote;  // as connected; no port: not connected
};

// The socket with this descriptor, or NULL: it is one of the machine's.
struct world_socket* find_socket(int descriptor);
