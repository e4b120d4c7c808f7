// This is network.LAN, with the methods and numbers of the mimxrt port's.
#include "camera_net.h"
#include "camera_port.h"
#include "extmod/modnetwork.h"
#include "py/mphal.h"
#include "py/runtime.h"

typedef struct {
    mp_obj_base_t base;
} network_lan_obj_t;

extern const mp_obj_type_t camera_network_lan_type;
static const network_lan_obj_t network_lan = {{&camera_network_lan_type}};
static struct netif lan_netif;

static mp_obj_t lan_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw,
                             const mp_obj_t *all_args) {
    // Arguments choose the physical layer on the real board; here there is only one, whatever they say.
    enum { ARG_id, ARG_phy_type, ARG_phy_addr, ARG_ref_clk_mode };
    static const mp_arg_t allowed[] = {
        {MP_QSTR_id, MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_phy_type, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_phy_addr, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
        {MP_QSTR_ref_clk_mode, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = -1}},
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all_kw_array(n_args, n_kw, all_args, MP_ARRAY_SIZE(allowed), allowed, args);
    if (args[ARG_id].u_int != 0) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("Invalid LAN interface %d"),
                          (int)args[ARG_id].u_int);
    }
    return MP_OBJ_FROM_PTR(&network_lan);
}

static int lan_status(void) {
    const int status = camera_net_status(&lan_netif);
    return status == 0 && camera_port_link_up(CAMERA_LAN) ? 1 : status;
}

static void lan_print(const mp_print_t *print, mp_obj_t self, mp_print_kind_t kind) {
    const uint8_t *ip = (const uint8_t *)&netif_ip4_addr(&lan_netif)->addr;
    mp_printf(print, "<ETH0 status=%d ip=%u.%u.%u.%u>", lan_status(), ip[0], ip[1], ip[2], ip[3]);
}

static mp_obj_t lan_active(size_t n_args, const mp_obj_t *args) {
    if (n_args == 1) {
        return mp_obj_new_bool(netif_is_up(&lan_netif));
    }
    if (mp_obj_is_true(args[1])) {
        camera_net_start(&lan_netif, CAMERA_LAN);
    } else {
        camera_net_stop(&lan_netif);
        memset(&lan_netif, 0, sizeof(lan_netif));
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(lan_active_obj, 1, 2, lan_active);

static mp_obj_t lan_isconnected(mp_obj_t self) {
    return mp_obj_new_bool(lan_status() == 3);
}
static MP_DEFINE_CONST_FUN_OBJ_1(lan_isconnected_obj, lan_isconnected);

static void require_active(void) {
    if (!netif_is_up(&lan_netif)) {
        mp_raise_msg(&mp_type_OSError, MP_ERROR_TEXT("the interface is not active"));
    }
}

static mp_obj_t lan_ifconfig(size_t n_args, const mp_obj_t *args) {
    if (n_args > 1) {
        require_active();
    }
    return mod_network_nic_ifconfig(&lan_netif, n_args - 1, args + 1);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(lan_ifconfig_obj, 1, 2, lan_ifconfig);

static mp_obj_t lan_ipconfig(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    if (kwargs->used > 0) {
        require_active();
    }
    return mod_network_nic_ipconfig(&lan_netif, n_args - 1, args + 1, kwargs);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(lan_ipconfig_obj, 1, lan_ipconfig);

static mp_obj_t lan_status_method(size_t n_args, const mp_obj_t *args) {
    if (n_args > 1) {
        mp_raise_ValueError(MP_ERROR_TEXT("unknown status param"));
    }
    return MP_OBJ_NEW_SMALL_INT(lan_status());
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(lan_status_obj, 1, 2, lan_status_method);

static mp_obj_t lan_config(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    if (kwargs->used > 0) {
        if (n_args != 1) {
            mp_raise_TypeError(MP_ERROR_TEXT("can't specify pos and kw args"));
        }
        for (size_t i = 0; i < kwargs->alloc; ++i) {
            if (!mp_map_slot_is_filled(kwargs, i)) {
                continue;
            }
            // The controller's sleep mode and its printing change nothing that a network could see.
            const qstr key = mp_obj_str_get_qstr(kwargs->table[i].key);
            if (key != MP_QSTR_low_power && key != MP_QSTR_trace) {
                mp_raise_ValueError(MP_ERROR_TEXT("unknown config param"));
            }
            (void)mp_obj_get_int(kwargs->table[i].value);
        }
        return mp_const_none;
    }
    if (n_args != 2) {
        mp_raise_TypeError(MP_ERROR_TEXT("must query one param"));
    }
    if (mp_obj_str_get_qstr(args[1]) != MP_QSTR_mac) {
        mp_raise_ValueError(MP_ERROR_TEXT("unknown config param"));
    }
    uint8_t mac[6];
    camera_port_mac(CAMERA_LAN, mac);
    return mp_obj_new_bytes(mac, sizeof(mac));
}
static MP_DEFINE_CONST_FUN_OBJ_KW(lan_config_obj, 1, lan_config);

static const mp_rom_map_elem_t lan_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_active), MP_ROM_PTR(&lan_active_obj)},
    {MP_ROM_QSTR(MP_QSTR_isconnected), MP_ROM_PTR(&lan_isconnected_obj)},
    {MP_ROM_QSTR(MP_QSTR_ifconfig), MP_ROM_PTR(&lan_ifconfig_obj)},
    {MP_ROM_QSTR(MP_QSTR_ipconfig), MP_ROM_PTR(&lan_ipconfig_obj)},
    {MP_ROM_QSTR(MP_QSTR_status), MP_ROM_PTR(&lan_status_obj)},
    {MP_ROM_QSTR(MP_QSTR_config), MP_ROM_PTR(&lan_config_obj)},
    // The numbers of the mimxrt port (ports/mimxrt/eth.h), for the constructor's arguments.
    {MP_ROM_QSTR(MP_QSTR_PHY_KSZ8081), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_PHY_DP83825), MP_ROM_INT(1)},
    {MP_ROM_QSTR(MP_QSTR_PHY_DP83848), MP_ROM_INT(2)},
    {MP_ROM_QSTR(MP_QSTR_PHY_LAN8720), MP_ROM_INT(3)},
    {MP_ROM_QSTR(MP_QSTR_PHY_RTL8211F), MP_ROM_INT(4)},
    {MP_ROM_QSTR(MP_QSTR_IN), MP_ROM_INT(0)},
    {MP_ROM_QSTR(MP_QSTR_OUT), MP_ROM_INT(1)},
};
static MP_DEFINE_CONST_DICT(lan_locals, lan_locals_table);

MP_DEFINE_CONST_OBJ_TYPE(camera_network_lan_type, MP_QSTR_LAN, MP_TYPE_FLAG_NONE, make_new, lan_make_new,
                         print, lan_print, locals_dict, &lan_locals);
