// Names resolve in the world, to one IPv4 address each.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "link.h"
#include "original.h"

// Returns 0, or an error of getaddrinfo().
static int find_port(const char* service, in_port_t* port) {
  *port = 0;
  if (service == NULL) {
    return 0;
  }
  char* end;
  const unsigned long number = strtoul(service, &end, 10);
  if (service[0] != '\0' && *end == '\0') {
    *port = htons((uint16_t)number);
    return number <= 65535 ? 0 : EAI_SERVICE;
  }
  const struct servent* known = getservbyname(service, NULL);
  if (known == NULL) {
    return EAI_SERVICE;
  }
  *port = (in_port_t)known->s_port;
  return 0;
}

static int find_address(const char* node, int flags, struct in_addr* address) {
  if (node == NULL) {
    address->s_addr = htonl(flags & AI_PASSIVE ? INADDR_ANY : INADDR_LOOPBACK);
    return 0;
  }
  if (inet_pton(AF_INET, node, address) == 1) {
    return 0;
  }
  if (flags & AI_NUMERICHOST) {
    return EAI_NONAME;
  }
  static struct link_packet packet;
  link_begin(&packet, PROGRAM_LOOKUP);
  link_put(&packet, node, strlen(node));
  if (link_ask(&packet) != 1) {
    return EAI_NONAME;
  }
  link_get(&packet, address, sizeof(*address));
  return 0;
}

// An entry and its address in one piece of memory, as freeaddrinfo() below wants it.
struct entry {
  struct addrinfo info;
  struct sockaddr_in address;
};

int getaddrinfo(const char* node, const char* service, const struct addrinfo* hints,
                struct addrinfo** result) {
  if (!link_is_there()) {
    return ORIGINAL(getaddrinfo)(node, service, hints, result);
  }
  const int flags = hints != NULL ? hints->ai_flags : 0;
  const int family = hints != NULL ? hints->ai_family : AF_UNSPEC;
  const int type = hints != NULL && hints->ai_socktype != 0 ? hints->ai_socktype : SOCK_STREAM;
  if (family != AF_UNSPEC && family != AF_INET) {
    return EAI_NONAME;
  }
  struct sockaddr_in address = {.sin_family = AF_INET};
  int error = find_port(service, &address.sin_port);
  if (error == 0) {
    error = find_address(node, flags, &address.sin_addr);
  }
  if (error != 0) {
    return error;
  }
  struct entry* entry = calloc(1, sizeof(*entry));
  if (entry == NULL) {
    return EAI_MEMORY;
  }
  entry->address = address;
  entry->info.ai_family = AF_INET;
  entry->info.ai_socktype = type;
  entry->info.ai_protocol = type == SOCK_DGRAM ? IPPROTO_UDP : IPPROTO_TCP;
  entry->info.ai_addrlen = sizeof(entry->address);
  entry->info.ai_addr = (struct sockaddr*)&entry->address;
  *result = &entry->info;
  return 0;
}

void freeaddrinfo(struct addrinfo* list) {
  if (!link_is_there()) {
    ORIGINAL(freeaddrinfo)(list);
    return;
  }
  free(list);
}

int getnameinfo(const struct sockaddr* address, socklen_t size, char* node, socklen_t node_size,
                char* service, socklen_t service_size, int flags) {
  // This machine's name servers know nothing of the world.
  const int numbers = link_is_there() ? NI_NUMERICHOST | NI_NUMERICSERV : 0;
  return ORIGINAL(getnameinfo)(address, size, node, node_size, service, service_size, flags | numbers);
}
