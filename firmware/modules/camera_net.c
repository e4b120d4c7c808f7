#include "camera_net.h"

#include <string.h>

#include "camera_port.h"
#include "extmod/modnetwork.h"
#include "lwip/dhcp.h"
#include "lwip/dns.h"
#include "lwip/etharp.h"
#include "lwip/igmp.h"
#include "lwip/timeouts.h"
#include "netif/ethernet.h"
#include "py/mphal.h"
#include "shared/netutils/dhcpserver.h"

static struct netif *started[CAMERA_INTERFACES];
static dhcp_server_t dhcp_server;  // for the camera's own network

u32_t sys_now(void) {
    return (u32_t)mp_hal_ticks_ms();
}

static err_t output(struct netif *netif, struct pbuf *p) {
    uint8_t frame[CAMERA_FRAME_MAX];
    if (p->tot_len > sizeof(frame)) {
        return ERR_BUF;
    }
    pbuf_copy_partial(p, frame, p->tot_len, 0);
    camera_port_frame_send((int)(intptr_t)netif->state, frame, p->tot_len);
    return ERR_OK;
}

static err_t init(struct netif *netif) {
    netif->linkoutput = output;
    netif->output = etharp_output;
    netif->mtu = 1500;
    netif->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET | NETIF_FLAG_IGMP;
    netif->hwaddr_len = 6;
    camera_port_mac((int)(intptr_t)netif->state, netif->hwaddr);
    return ERR_OK;
}

void camera_net_start(struct netif *netif, int interface) {
    camera_net_stop(netif);
    memset(netif, 0, sizeof(*netif));
    ip_addr_t address = *IP4_ADDR_ANY, mask = *IP4_ADDR_ANY;
    if (interface == CAMERA_AP) {
        IP4_ADDR(&address, 192, 168, 4, 1);
        IP4_ADDR(&mask, 255, 255, 255, 0);
    }
    netif_add(netif, &address, &mask, &address, (void *)(intptr_t)interface, init, ethernet_input);
    netif->name[0] = interface == CAMERA_LAN ? 'e' : 'w';
    netif->name[1] = interface == CAMERA_AP ? '1' : '0';
    netif_set_hostname(netif, mod_network_hostname_data);
    netif_set_default(netif);
    netif_set_up(netif);
    started[interface] = netif;
    if (interface == CAMERA_AP) {
        dhcp_server_init(&dhcp_server, &address, &mask);
    } else {
        dhcp_start(netif);
    }
    camera_net_poll();
}

void camera_net_stop(struct netif *netif) {
    for (int i = 0; i < CAMERA_INTERFACES; ++i) {
        if (started[i] == netif) {
            started[i] = NULL;
            if (i == CAMERA_AP) {
                dhcp_server_deinit(&dhcp_server);
            } else {
                dhcp_release_and_stop(netif);
            }
            netif_remove(netif);
            dhcp_cleanup(netif);
        }
    }
}

bool camera_net_poll(void) {
    bool news = false;
    for (int i = 0; i < CAMERA_INTERFACES; ++i) {
        if (started[i] == NULL) {
            continue;
        }
        const bool up = camera_port_link_up(i);
        if (up != (netif_is_link_up(started[i]) != 0)) {
            news = true;
            if (up) {
                netif_set_link_up(started[i]);
            } else {
                netif_set_link_down(started[i]);
            }
        }
    }

    // Each poll takes one frame: a script that has just seen a connection must get to accept() before the
    // data that follows, which modlwip refuses until then and lwIP offers again only 250 ms later.
    uint8_t frame[CAMERA_FRAME_MAX];
    int interface;
    const size_t size = camera_port_frame_receive(&interface, frame);
    if (size > 0 && started[interface] != NULL) {
        news = true;
        struct pbuf *p = pbuf_alloc(PBUF_RAW, (u16_t)size, PBUF_POOL);
        if (p != NULL) {
            pbuf_take(p, frame, (u16_t)size);
            if (started[interface]->input(p, started[interface]) != ERR_OK) {
                pbuf_free(p);
            }
        }
    }
    news |= sys_timeouts_sleeptime() == 0;
    sys_check_timeouts();
    return news;
}

int camera_net_status(const struct netif *netif) {
    if (!netif_is_up(netif) || !netif_is_link_up(netif)) {
        return 0;
    }
    return ip4_addr_isany_val(*netif_ip4_addr(netif)) ? 2 : 3;
}
