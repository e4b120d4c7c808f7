// read(), readinto(), readline() and write() of every stream, and the TLS handshake, report what they are
// about to do: "waits in read() for end of file" is the commonest answer to "why does nothing happen". The
// linker replaces the handshake (--wrap). The others are data, which not every linker can replace:
// MicroPython's own objects, which do the work, are compiled under the name plain_mp_stream_*.
#include "camera_run.h"
#include "mbedtls/ssl.h"
#include "py/runtime.h"
#include "py/stream.h"

typedef mp_obj_fun_builtin_var_t stream_method_t;
extern const stream_method_t plain_mp_stream_read_obj;
extern const stream_method_t plain_mp_stream_readinto_obj;
extern const stream_method_t plain_mp_stream_unbuffered_readline_obj;
extern const stream_method_t plain_mp_stream_write_obj;

static mp_obj_t stream_read(size_t n_args, const mp_obj_t *args) {
    const bool to_end = n_args == 1 || args[1] == mp_const_none ||
                        (mp_obj_is_small_int(args[1]) && MP_OBJ_SMALL_INT_VALUE(args[1]) == -1);
    return camera_run_call_as(to_end ? CAMERA_WAIT_READ_END : CAMERA_WAIT_READ_SIZE,
                              MP_OBJ_FROM_PTR(&plain_mp_stream_read_obj), n_args, args);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_read_obj, 1, 2, stream_read);

static mp_obj_t stream_readinto(size_t n_args, const mp_obj_t *args) {
    return camera_run_call_as(CAMERA_WAIT_READ_SIZE, MP_OBJ_FROM_PTR(&plain_mp_stream_readinto_obj), n_args,
                              args);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_readinto_obj, 2, 3, stream_readinto);

static mp_obj_t stream_readline(size_t n_args, const mp_obj_t *args) {
    return camera_run_call_as(CAMERA_WAIT_READ_LINE,
                              MP_OBJ_FROM_PTR(&plain_mp_stream_unbuffered_readline_obj), n_args, args);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_unbuffered_readline_obj, 1, 2, stream_readline);

static mp_obj_t stream_write(size_t n_args, const mp_obj_t *args) {
    return camera_run_call_as(CAMERA_WAIT_SEND, MP_OBJ_FROM_PTR(&plain_mp_stream_write_obj), n_args, args);
}
MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_write_obj, 2, 4, stream_write);

int __real_mbedtls_ssl_handshake(mbedtls_ssl_context *ssl);

int __wrap_mbedtls_ssl_handshake(mbedtls_ssl_context *ssl) {
    const uint8_t outer = camera_run_outer_kind;
    camera_run_outer_kind = CAMERA_WAIT_HANDSHAKE;
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {  // Ctrl-C while it waits
        camera_run_outer_kind = outer;
        nlr_jump(nlr.ret_val);
    }
    const int result = __real_mbedtls_ssl_handshake(ssl);
    nlr_pop();
    camera_run_outer_kind = outer;
    return result;
}
