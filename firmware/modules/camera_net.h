// The camera's network interfaces as lwIP sees them.
#pragma once
#include "lwip/netif.h"
#include "py/obj.h"

// Adds an interface with the camera's MAC address, brings it up and starts DHCP as soon as its link is up.
void camera_net_start(struct netif *netif, int interface);
void camera_net_stop(struct netif *netif);

// Follows the links, hands one received frame to lwIP and runs lwIP's timers. True if there was anything to
// do: then what somebody waits for may have come true.
bool camera_net_poll(void);

// Link and address as the CYW43 driver and mimxrt's LAN number them: 0 down, 2 no address yet, 3 up.
int camera_net_status(const struct netif *netif);
