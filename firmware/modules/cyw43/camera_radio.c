// This is the camera's radio behind the CYW43 driver's interface (see lib/cyw43-driver/src/cyw43.h).
#include <string.h>

#include "camera_net.h"
#include "camera_port.h"
#include "extmod/modnetwork.h"
#include "lib/cyw43-driver/src/cyw43.h"
#include "lwip/apps/mdns.h"
#include "py/mperrno.h"
#include "py/mphal.h"
#include "py/runtime.h"

#define NETWORKS_MAX (16)
#define SCAN_MS (1500)  // about as long as the chip takes for all channels

cyw43_t cyw43_state;

static bool station_up;
static char joined_ssid[33];
static mp_uint_t scan_start_ms;
static bool scanning;
static uint32_t power_management = 0xa11142;  // PM_PERFORMANCE, the driver's default
static struct {
    char ssid[33];
    char key[65];
    uint32_t auth;
    uint8_t channel;
    bool up;
} access_point = {.channel = 3};

static void require_radio(void) {
    if (camera_port_radio_networks(NULL, 0) < 0) {
        mp_raise_msg(&mp_type_OSError, MP_ERROR_TEXT("this camera has no Wi-Fi; use network.LAN()"));
    }
}

static void set_access_point_up(cyw43_t *self, bool up) {
    if (access_point.up) {
        mdns_resp_remove_netif(&self->netif[CYW43_ITF_AP]);
        camera_net_stop(&self->netif[CYW43_ITF_AP]);
        camera_port_radio_end_serving();
    }
    access_point.up = up;
    if (up) {
        const char *name = access_point.ssid[0] != '\0' ? access_point.ssid : mod_network_hostname_data;
        camera_port_radio_serve(name, access_point.auth == CYW43_AUTH_OPEN ? "" : access_point.key,
                                access_point.channel);
        camera_net_start(&self->netif[CYW43_ITF_AP], CAMERA_AP);
        mdns_resp_add_netif(&self->netif[CYW43_ITF_AP], mod_network_hostname_data);
    }
}

void cyw43_wifi_set_up(cyw43_t *self, int itf, bool up, uint32_t country) {
    require_radio();
    if (itf == CYW43_ITF_AP) {
        set_access_point_up(self, up);
        return;
    }
    if (up && !station_up) {
        camera_net_start(&self->netif[itf], CAMERA_WLAN);
        mdns_resp_add_netif(&self->netif[itf], mod_network_hostname_data);  // as the CYW43 driver does
    } else if (!up && station_up) {
        mdns_resp_remove_netif(&self->netif[itf]);
        camera_net_stop(&self->netif[itf]);
    }
    station_up = up;
}

void cyw43_deinit(cyw43_t *self) {
    if (access_point.up) {
        set_access_point_up(self, false);
    }
    cyw43_wifi_leave(self, CYW43_ITF_STA);
    cyw43_wifi_set_up(self, CYW43_ITF_STA, false, 0);
}

int cyw43_wifi_scan(cyw43_t *self, cyw43_wifi_scan_options_t *opts, void *env,
                    int (*result_cb)(void *, const cyw43_ev_scan_result_t *)) {
    if (!station_up) {
        return -MP_EPERM;
    }
    static struct camera_radio_network networks[NETWORKS_MAX];
    const int count = camera_port_radio_networks(networks, NETWORKS_MAX);
    for (int i = 0; i < count; ++i) {
        cyw43_ev_scan_result_t result = {
            .ssid_len = (uint8_t)strlen(networks[i].ssid),
            .channel = networks[i].channel,
            .auth_mode = networks[i].security,
            .rssi = networks[i].rssi,
        };
        memcpy(result.ssid, networks[i].ssid, result.ssid_len);
        memcpy(result.bssid, networks[i].bssid, sizeof(result.bssid));
        const bool wanted = opts->ssid_len == 0 || (opts->ssid_len == result.ssid_len &&
                                                    memcmp(opts->ssid, result.ssid, result.ssid_len) == 0);
        if (wanted) {
            result_cb(env, &result);
        }
    }
    scan_start_ms = mp_hal_ticks_ms();
    scanning = true;
    return 0;
}

bool cyw43_wifi_scan_active(cyw43_t *self) {
    if (scanning && mp_hal_ticks_ms() - scan_start_ms < SCAN_MS) {
        // The caller waits for an event that ends the scan; here only time ends it.
        mp_hal_delay_ms(SCAN_MS - (mp_hal_ticks_ms() - scan_start_ms));
    }
    scanning = false;
    return false;
}

int cyw43_wifi_join(cyw43_t *self, size_t ssid_len, const uint8_t *ssid, size_t key_len, const uint8_t *key,
                    uint32_t auth_type, const uint8_t *bssid, uint32_t channel) {
    if (!station_up) {
        return -MP_EPERM;
    }
    char key_text[65] = "";
    if (ssid_len > 32 || (key != NULL && key_len >= sizeof(key_text))) {
        return -MP_EINVAL;
    }
    memset(joined_ssid, 0, sizeof(joined_ssid));
    memcpy(joined_ssid, ssid, ssid_len);
    if (key != NULL && auth_type != CYW43_AUTH_OPEN) {
        memcpy(key_text, key, key_len);
    }
    camera_port_radio_join(joined_ssid, key_text);
    return 0;
}

int cyw43_wifi_leave(cyw43_t *self, int itf) {
    if (itf == CYW43_ITF_STA) {
        camera_port_radio_leave();
    }
    return 0;
}

int cyw43_tcpip_link_status(cyw43_t *self, int itf) {
    if (itf == CYW43_ITF_AP) {
        return access_point.up ? CYW43_LINK_UP : CYW43_LINK_DOWN;
    }
    if (!station_up) {
        return CYW43_LINK_DOWN;
    }
    switch (camera_port_radio_status()) {
        case CAMERA_RADIO_JOINING:
            return CYW43_LINK_JOIN;
        case CAMERA_RADIO_NO_NETWORK:
            return CYW43_LINK_NONET;
        case CAMERA_RADIO_WRONG_KEY:
            return CYW43_LINK_BADAUTH;
        case CAMERA_RADIO_JOINED: {
            camera_net_poll();
            const int status = camera_net_status(&self->netif[itf]);
            return status == 0 ? CYW43_LINK_JOIN : status;
        }
        default:
            return CYW43_LINK_DOWN;
    }
}

int cyw43_wifi_get_rssi(cyw43_t *self, int32_t *rssi) {
    static struct camera_radio_network networks[NETWORKS_MAX];
    const int count = camera_port_radio_networks(networks, NETWORKS_MAX);
    *rssi = 0;
    for (int i = 0; i < count; ++i) {
        if (strcmp(networks[i].ssid, joined_ssid) == 0) {
            *rssi = networks[i].rssi;
        }
    }
    return 0;
}

int cyw43_wifi_get_mac(cyw43_t *self, int itf, uint8_t mac[6]) {
    camera_port_mac(itf == CYW43_ITF_AP ? CAMERA_AP : CAMERA_WLAN, mac);
    return 0;
}

int cyw43_wifi_pm(cyw43_t *self, uint32_t pm) {
    power_management = pm;
    return 0;
}

int cyw43_wifi_get_pm(cyw43_t *self, uint32_t *pm) {
    *pm = power_management;
    return 0;
}

int cyw43_send_ethernet(cyw43_t *self, int itf, size_t len, const void *buf, bool is_pbuf) {
    if (len > CAMERA_FRAME_MAX) {
        return -MP_EINVAL;
    }
    camera_port_frame_send(itf == CYW43_ITF_AP ? CAMERA_AP : CAMERA_WLAN, buf, len);
    return 0;
}

int cyw43_ioctl(cyw43_t *self, uint32_t cmd, size_t len, uint8_t *buf, uint32_t iface) {
    if (cmd == CYW43_IOCTL_GET_SSID && len >= 36) {
        memset(buf, 0, len);
        buf[0] = (uint8_t)strlen(joined_ssid);
        memcpy(buf + 4, joined_ssid, buf[0]);
        return 0;
    }
    mp_raise_msg(&mp_type_OSError, MP_ERROR_TEXT("the simulated radio has no such setting"));
}

void cyw43_wifi_ap_get_stas(cyw43_t *self, int *num_stas, uint8_t *macs) {
    *num_stas = camera_port_radio_stations((uint8_t(*)[6])macs, *num_stas);
}

void cyw43_wifi_ap_get_ssid(cyw43_t *self, size_t *len, const uint8_t **buf) {
    *len = strlen(access_point.ssid);
    *buf = (const uint8_t *)access_point.ssid;
}

// Settings take effect when the access point comes up.
void cyw43_wifi_ap_set_ssid(cyw43_t *self, size_t len, const uint8_t *buf) {
    const size_t size = MIN(len, sizeof(access_point.ssid) - 1);
    memset(access_point.ssid, 0, sizeof(access_point.ssid));
    memcpy(access_point.ssid, buf, size);
}

uint32_t cyw43_wifi_ap_get_auth(cyw43_t *self) {
    return access_point.auth;
}

void cyw43_wifi_ap_set_auth(cyw43_t *self, uint32_t auth) {
    access_point.auth = auth;
}

void cyw43_wifi_ap_set_password(cyw43_t *self, size_t len, const uint8_t *buf) {
    const size_t size = MIN(len, sizeof(access_point.key) - 1);
    memset(access_point.key, 0, sizeof(access_point.key));
    memcpy(access_point.key, buf, size);
}

void cyw43_wifi_ap_set_channel(cyw43_t *self, uint32_t channel) {
    access_point.channel = (uint8_t)channel;
}
