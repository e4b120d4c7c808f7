#include "camera_where.h"

#include <string.h>

#include "py/bc.h"
#include "py/gc.h"
#include "py/objfun.h"
#include "py/qstr.h"

// This is the stack of running functions, the innermost first. The interpreter keeps its frames on the C
// stack, where nothing can find them: the linker puts the function below in front of the one that runs a
// frame (--wrap).
struct frame {
    const mp_code_state_t *code;
    const struct frame *outer;
};
static const struct frame *innermost;

mp_vm_return_kind_t __real_mp_execute_bytecode(mp_code_state_t *code, volatile mp_obj_t inject);

// An exception that leaves the frame is a return value here, so every frame that was entered is also left.
mp_vm_return_kind_t __wrap_mp_execute_bytecode(mp_code_state_t *code, volatile mp_obj_t inject) {
    const struct frame here = {code, innermost};
    innermost = &here;
    const mp_vm_return_kind_t kind = __real_mp_execute_bytecode(code, inject);
    innermost = here.outer;
    return kind;
}

// The firmware's own code lies in flash; code compiled from a script lies in the heap.
static bool is_frozen(const mp_code_state_t *code) {
    return gc_nbytes(code->fun_bc->bytecode) == 0;
}

static size_t line_of(const mp_code_state_t *code) {
    const byte *ip = code->fun_bc->bytecode;
    MP_BC_PRELUDE_SIG_DECODE(ip);
    MP_BC_PRELUDE_SIZE_DECODE(ip);
    const byte *lines_end = ip + n_info;
    const size_t place = code->ip - (ip + n_info + n_cell);
    // The names of the function and of its arguments precede the lines.
    for (size_t names = 1 + n_pos_args + n_kwonly_args; names > 0; --names) {
        ip = mp_decode_uint_skip(ip);
    }
    return mp_bytecode_get_source_line(ip, lines_end, place);
}

void camera_where(struct camera_wait *wait) {
    const struct frame *frame = innermost;
    while (frame != NULL && is_frozen(frame->code)) {
        frame = frame->outer;
    }
    if (frame == NULL) {
        frame = innermost;
    }
    if (frame == NULL) {
        return;
    }
#if MICROPY_EMIT_BYTECODE_USES_QSTR_TABLE
    const qstr file = frame->code->fun_bc->context->constants.qstr_table[0];
#else
    const qstr file = frame->code->fun_bc->context->constants.source_file;
#endif
    strncpy(wait->file, qstr_str(file), sizeof(wait->file) - 1);
    wait->line = line_of(frame->code);
}
