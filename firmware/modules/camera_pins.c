// This file has `machine.Pin` and `machine.LED` as the mimxrt port has them, with the names of OpenMV's
// boards. A pin without anything connected reads 1 if it is pulled up, otherwise 0. LEDs light while their
// pin is low.
#include "camera_pins.h"

#include <string.h>

#include "camera_port.h"
#include "py/mphal.h"
#include "py/runtime.h"
#include "shared/runtime/mpirq.h"

enum { MODE_IN, MODE_OUT, MODE_OPEN_DRAIN };
enum { PULL_DOWN, PULL_UP_47K, PULL_UP_100K, PULL_UP_22K, PULL_NONE, PULL_HOLD };
enum { DRIVE_OFF, DRIVE_0, DRIVE_1, DRIVE_2, DRIVE_3, DRIVE_4, DRIVE_5, DRIVE_6 };
enum { IRQ_RISING = 1, IRQ_FALLING = 2 };

typedef struct {
    mp_obj_base_t base;
    uint8_t index;
} pin_obj_t;

// Bit N of each belongs to the pin of index N.
static uint32_t used, outputs, open_drains, pulled_up;
static uint32_t latch;   // the level that the script set last
static uint32_t levels;  // as they were when the camera last looked
static struct camera_pins reported;

static pin_obj_t pins[CAMERA_PINS_MAX];
static pin_obj_t leds[CAMERA_PINS_MAX];
static uint8_t irq_triggers[CAMERA_PINS_MAX];
static uint8_t irq_flags[CAMERA_PINS_MAX];
MP_REGISTER_ROOT_POINTER(struct _mp_irq_obj_t *camera_pin_irqs[32]);

static uint32_t bit_of(mp_obj_t pin) {
    return 1u << ((const pin_obj_t *)MP_OBJ_TO_PTR(pin))->index;
}

// --- Levels
// ---------------------------------------------------------------------------------------------------

static uint32_t levels_now(uint32_t driven) {
    const struct camera_pins outer = camera_port_outer_pins();
    const uint32_t undriven = (outer.driven & outer.high) | (~outer.driven & (pulled_up | open_drains));
    return (driven & outputs & latch) | (~driven & undriven);
}

void camera_pins_poll(void) {
    const uint32_t driven = outputs | (open_drains & ~latch);
    const struct camera_pins present = {.driven = driven, .high = outputs & latch, .used = used};
    if (memcmp(&present, &reported, sizeof(present)) != 0) {
        reported = present;
        camera_port_drive_pins(&present);
    }
    const uint32_t before = levels;
    levels = levels_now(driven);
    for (uint32_t changed = before ^ levels; changed != 0; changed &= changed - 1) {
        const int index = __builtin_ctz(changed);
        const uint8_t edge = (levels >> index) & 1 ? IRQ_RISING : IRQ_FALLING;
        mp_irq_obj_t *irq = MP_STATE_PORT(camera_pin_irqs)[index];
        if (irq != NULL && (irq_triggers[index] & edge) != 0) {
            irq_flags[index] = edge;
            mp_irq_handler(irq);
        }
    }
}

void camera_pins_deinit(void) {
    memset(MP_STATE_PORT(camera_pin_irqs), 0, sizeof(MP_STATE_PORT(camera_pin_irqs)));
    memset(irq_triggers, 0, sizeof(irq_triggers));
}

static void set_latch(uint32_t bit, bool high) {
    latch = high ? latch | bit : latch & ~bit;
    camera_pins_poll();
}

static mp_obj_t pin_value(mp_obj_t self, size_t n_args, const mp_obj_t *args) {
    if (n_args > 0) {
        set_latch(bit_of(self), mp_obj_is_true(args[0]));
        return mp_const_none;
    }
    camera_pins_poll();
    return MP_OBJ_NEW_SMALL_INT((levels & bit_of(self)) != 0);
}

// --- machine.Pin
// ----------------------------------------------------------------------------------------------------

// This returns the index of the pin with this name, or -1.
static int find_name(const char *name) {
    const char *at;
    for (int index = 0; index < CAMERA_PINS_MAX && (at = camera_port_pin_name(index)) != NULL; ++index) {
        if (strcmp(at, name) == 0) {
            return index;
        }
    }
    return -1;
}

static mp_obj_t object_of(pin_obj_t *objects, const mp_obj_type_t *type, int index) {
    objects[index].base.type = type;
    objects[index].index = (uint8_t)index;
    return MP_OBJ_FROM_PTR(&objects[index]);
}

static mp_obj_t find_pin(mp_obj_t id) {
    if (mp_obj_is_type(id, &machine_pin_type)) {
        return id;
    }
    const int index = mp_obj_is_str(id) ? find_name(mp_obj_str_get_str(id)) : -1;
    if (index < 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("Pin doesn't exist"));
    }
    return object_of(pins, &machine_pin_type, index);
}

static void pin_configure(mp_obj_t self, size_t n_args, const mp_obj_t *positional, mp_map_t *keywords) {
    enum { ARG_MODE, ARG_PULL, ARG_VALUE, ARG_DRIVE };
    static const mp_arg_t allowed[] = {
        [ARG_MODE] = {MP_QSTR_mode, MP_ARG_REQUIRED | MP_ARG_INT},
        [ARG_PULL] = {MP_QSTR_pull, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        [ARG_VALUE] = {MP_QSTR_value, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
        [ARG_DRIVE] = {MP_QSTR_drive, MP_ARG_KW_ONLY | MP_ARG_INT, {.u_int = DRIVE_3}},
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args, positional, keywords, MP_ARRAY_SIZE(allowed), allowed, args);
    const mp_int_t mode = args[ARG_MODE].u_int;
    if (mode < MODE_IN || mode > MODE_OPEN_DRAIN) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("invalid pin mode: %d"), (int)mode);
    }
    const mp_int_t drive = args[ARG_DRIVE].u_int;
    if (drive < DRIVE_OFF || drive > DRIVE_6) {
        mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("invalid drive strength: %d"), (int)drive);
    }
    const mp_int_t pull =
        args[ARG_PULL].u_obj == mp_const_none ? PULL_NONE : mp_obj_get_int(args[ARG_PULL].u_obj);
    const bool high = args[ARG_VALUE].u_obj != MP_OBJ_NULL && mp_obj_is_true(args[ARG_VALUE].u_obj);
    const uint32_t bit = bit_of(self);
    outputs = mode == MODE_OUT ? outputs | bit : outputs & ~bit;
    open_drains = mode == MODE_OPEN_DRAIN ? open_drains | bit : open_drains & ~bit;
    pulled_up = pull >= PULL_UP_47K && pull <= PULL_UP_22K ? pulled_up | bit : pulled_up & ~bit;
    set_latch(bit, high);
}

static mp_obj_t pin_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, MP_OBJ_FUN_ARGS_MAX, true);
    mp_obj_t self = find_pin(args[0]);
    used |= bit_of(self);
    if (n_args > 1 || n_kw > 0) {
        mp_map_t keywords;
        mp_map_init_fixed_table(&keywords, n_kw, args + n_args);
        pin_configure(self, n_args - 1, args + 1, &keywords);
    }
    camera_pins_poll();
    return self;
}

static void pin_print(const mp_print_t *print, mp_obj_t self, mp_print_kind_t kind) {
    mp_printf(print, "Pin(%s)", camera_port_pin_name(((const pin_obj_t *)MP_OBJ_TO_PTR(self))->index));
}

static mp_obj_t pin_call(mp_obj_t self, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 1, false);
    return pin_value(self, n_args, args);
}

static mp_obj_t pin_value_method(size_t n_args, const mp_obj_t *args) {
    return pin_value(args[0], n_args - 1, args + 1);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(pin_value_obj, 1, 2, pin_value_method);

static mp_obj_t pin_init(size_t n_args, const mp_obj_t *args, mp_map_t *keywords) {
    pin_configure(args[0], n_args - 1, args + 1, keywords);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(pin_init_obj, 1, pin_init);

static mp_obj_t pin_on(mp_obj_t self) {
    set_latch(bit_of(self), true);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(pin_on_obj, pin_on);

static mp_obj_t pin_off(mp_obj_t self) {
    set_latch(bit_of(self), false);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(pin_off_obj, pin_off);

static mp_obj_t pin_toggle(mp_obj_t self) {
    set_latch(bit_of(self), (latch & bit_of(self)) == 0);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(pin_toggle_obj, pin_toggle);

static mp_uint_t irq_set_triggers(mp_obj_t self, mp_uint_t triggers) {
    irq_triggers[((const pin_obj_t *)MP_OBJ_TO_PTR(self))->index] = (uint8_t)triggers;
    return 0;
}

static mp_uint_t irq_info(mp_obj_t self, mp_uint_t kind) {
    const uint8_t index = ((const pin_obj_t *)MP_OBJ_TO_PTR(self))->index;
    return kind == MP_IRQ_INFO_FLAGS ? irq_flags[index] : irq_triggers[index];
}

static const mp_irq_methods_t irq_methods = {.trigger = irq_set_triggers, .info = irq_info};

static mp_obj_t pin_irq(size_t n_args, const mp_obj_t *positional, mp_map_t *keywords) {
    enum { ARG_HANDLER, ARG_TRIGGER, ARG_HARD };
    static const mp_arg_t allowed[] = {
        [ARG_HANDLER] = {MP_QSTR_handler, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE}},
        [ARG_TRIGGER] = {MP_QSTR_trigger, MP_ARG_INT, {.u_int = IRQ_RISING | IRQ_FALLING}},
        [ARG_HARD] = {MP_QSTR_hard, MP_ARG_BOOL, {.u_bool = false}},
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all(n_args - 1, positional + 1, keywords, MP_ARRAY_SIZE(allowed), allowed, args);
    const uint8_t index = ((const pin_obj_t *)MP_OBJ_TO_PTR(positional[0]))->index;
    mp_irq_obj_t **irq = &MP_STATE_PORT(camera_pin_irqs)[index];
    if (args[ARG_HANDLER].u_obj == mp_const_none) {
        *irq = NULL;
        return mp_const_none;
    }
    const mp_int_t triggers = args[ARG_TRIGGER].u_int;
    if (triggers < 0 || triggers > (IRQ_RISING | IRQ_FALLING)) {
        mp_raise_ValueError(MP_ERROR_TEXT("IRQ mode not supported"));
    }
    camera_pins_poll();
    if (*irq == NULL) {
        *irq = mp_irq_new(&irq_methods, positional[0]);
    }
    (*irq)->handler = args[ARG_HANDLER].u_obj;
    (*irq)->ishard = args[ARG_HARD].u_bool;
    irq_flags[index] = 0;
    irq_triggers[index] = (uint8_t)triggers;
    return MP_OBJ_FROM_PTR(*irq);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(pin_irq_obj, 1, pin_irq);

// Pin.board has a pin for each name.
static void board_attribute(mp_obj_t self, qstr name, mp_obj_t *destination) {
    const int index = destination[0] == MP_OBJ_NULL ? find_name(qstr_str(name)) : -1;
    if (index >= 0) {
        destination[0] = object_of(pins, &machine_pin_type, index);
    }
}

static MP_DEFINE_CONST_OBJ_TYPE(board_type, MP_QSTR_board, MP_TYPE_FLAG_NONE, attr, board_attribute);
static const mp_obj_base_t board = {&board_type};

static const mp_rom_map_elem_t pin_table[] = {
    {MP_ROM_QSTR(MP_QSTR_init), MP_ROM_PTR(&pin_init_obj)},
    {MP_ROM_QSTR(MP_QSTR_value), MP_ROM_PTR(&pin_value_obj)},
    {MP_ROM_QSTR(MP_QSTR_on), MP_ROM_PTR(&pin_on_obj)},
    {MP_ROM_QSTR(MP_QSTR_off), MP_ROM_PTR(&pin_off_obj)},
    {MP_ROM_QSTR(MP_QSTR_high), MP_ROM_PTR(&pin_on_obj)},
    {MP_ROM_QSTR(MP_QSTR_low), MP_ROM_PTR(&pin_off_obj)},
    {MP_ROM_QSTR(MP_QSTR_toggle), MP_ROM_PTR(&pin_toggle_obj)},
    {MP_ROM_QSTR(MP_QSTR_irq), MP_ROM_PTR(&pin_irq_obj)},
    {MP_ROM_QSTR(MP_QSTR_board), MP_ROM_PTR(&board)},
    {MP_ROM_QSTR(MP_QSTR_IN), MP_ROM_INT(MODE_IN)},
    {MP_ROM_QSTR(MP_QSTR_OUT), MP_ROM_INT(MODE_OUT)},
    {MP_ROM_QSTR(MP_QSTR_OPEN_DRAIN), MP_ROM_INT(MODE_OPEN_DRAIN)},
    {MP_ROM_QSTR(MP_QSTR_PULL_UP), MP_ROM_INT(PULL_UP_100K)},
    {MP_ROM_QSTR(MP_QSTR_PULL_UP_47K), MP_ROM_INT(PULL_UP_47K)},
    {MP_ROM_QSTR(MP_QSTR_PULL_UP_22K), MP_ROM_INT(PULL_UP_22K)},
    {MP_ROM_QSTR(MP_QSTR_PULL_DOWN), MP_ROM_INT(PULL_DOWN)},
    {MP_ROM_QSTR(MP_QSTR_PULL_HOLD), MP_ROM_INT(PULL_HOLD)},
    {MP_ROM_QSTR(MP_QSTR_DRIVE_OFF), MP_ROM_INT(DRIVE_OFF)},
    {MP_ROM_QSTR(MP_QSTR_DRIVE_0), MP_ROM_INT(DRIVE_0)},
    {MP_ROM_QSTR(MP_QSTR_DRIVE_1), MP_ROM_INT(DRIVE_1)},
    {MP_ROM_QSTR(MP_QSTR_DRIVE_2), MP_ROM_INT(DRIVE_2)},
    {MP_ROM_QSTR(MP_QSTR_DRIVE_3), MP_ROM_INT(DRIVE_3)},
    {MP_ROM_QSTR(MP_QSTR_DRIVE_4), MP_ROM_INT(DRIVE_4)},
    {MP_ROM_QSTR(MP_QSTR_DRIVE_5), MP_ROM_INT(DRIVE_5)},
    {MP_ROM_QSTR(MP_QSTR_DRIVE_6), MP_ROM_INT(DRIVE_6)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_RISING), MP_ROM_INT(IRQ_RISING)},
    {MP_ROM_QSTR(MP_QSTR_IRQ_FALLING), MP_ROM_INT(IRQ_FALLING)},
};
static MP_DEFINE_CONST_DICT(pin_locals, pin_table);

MP_DEFINE_CONST_OBJ_TYPE(machine_pin_type, MP_QSTR_Pin, MP_TYPE_FLAG_NONE, make_new, pin_make_new, print,
                         pin_print, call, pin_call, locals_dict, &pin_locals);

// --- machine.LED
// ----------------------------------------------------------------------------------------------------

// OpenMV's firmware takes the name of an LED, MicroPython's mimxrt port its number.
static int find_led(mp_obj_t id) {
    static const char *const numbered[] = {"LED_RED", "LED_GREEN", "LED_BLUE"};
    if (mp_obj_is_str(id)) {
        const char *name = mp_obj_str_get_str(id);
        return strncmp(name, "LED_", 4) == 0 ? find_name(name) : -1;
    }
    const mp_int_t number = mp_obj_get_int(id);
    return number >= 1 && number <= (mp_int_t)MP_ARRAY_SIZE(numbered) ? find_name(numbered[number - 1]) : -1;
}

static mp_obj_t led_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    const int index = find_led(args[0]);
    if (index < 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("LED doesn't exist"));
    }
    used |= 1u << index;
    camera_pins_poll();
    return object_of(leds, &machine_led_type, index);
}

static void led_print(const mp_print_t *print, mp_obj_t self, mp_print_kind_t kind) {
    mp_printf(print, "LED(%s)", camera_port_pin_name(((const pin_obj_t *)MP_OBJ_TO_PTR(self))->index));
}

static void light(mp_obj_t self, bool on) {
    outputs |= bit_of(self);
    set_latch(bit_of(self), !on);
}

static mp_obj_t led_on(mp_obj_t self) {
    light(self, true);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(led_on_obj, led_on);

static mp_obj_t led_off(mp_obj_t self) {
    light(self, false);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(led_off_obj, led_off);

static mp_obj_t led_toggle(mp_obj_t self) {
    const bool is_on = (outputs & ~latch & bit_of(self)) != 0;
    light(self, !is_on);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(led_toggle_obj, led_toggle);

static const mp_rom_map_elem_t led_table[] = {
    {MP_ROM_QSTR(MP_QSTR_on), MP_ROM_PTR(&led_on_obj)},
    {MP_ROM_QSTR(MP_QSTR_off), MP_ROM_PTR(&led_off_obj)},
    {MP_ROM_QSTR(MP_QSTR_toggle), MP_ROM_PTR(&led_toggle_obj)},
};
static MP_DEFINE_CONST_DICT(led_locals, led_table);

MP_DEFINE_CONST_OBJ_TYPE(machine_led_type, MP_QSTR_LED, MP_TYPE_FLAG_NONE, make_new, led_make_new, print,
                         led_print, locals_dict, &led_locals);
