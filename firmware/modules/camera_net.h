// These are the camera's network interfaces as lwIP sees them.
#pragma once
#include "lwip/netif.h"
#include "py/obj.h"

// This adds an interface with the camera's MAC address, brings it up and starts DHCP as soon as its link is
// up. In the camera's own network it is 192.168.4.1 and serves DHCP, as with the CYW43 driver.
void camera_net_start(struct netif *netif, int interface);
void camera_net_stop(struct netif *netif);

// This follows the links, hands one received frame to lwIP and runs lwIP's timers. It returns true if there
// was anything to do: then a condition that somebody waits for may have become true.
bool camera_net_poll(void);

// Link and address are numbered as by the CYW43 driver and mimxrt's LAN: 0 down, 2 no address yet, 3 up.
int camera_net_status(const struct netif *netif);
