// This is the module `camera`: the drive as a block device, and MicroPython's access to the ROMFS partition.
#include <string.h>

#include "camera_port.h"
#include "extmod/vfs.h"
#include "py/mperrno.h"
#include "py/objarray.h"
#include "py/runtime.h"

typedef struct {
    mp_obj_base_t base;
} drive_obj_t;

static const mp_obj_type_t drive_type;
static const drive_obj_t drive = {{&drive_type}};

static mp_obj_t drive_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    return MP_OBJ_FROM_PTR(&drive);
}

// This gives the bytes that a request for whole blocks covers; it raises OSError(EIO) beyond the end of the
// drive.
static size_t block_offset(mp_obj_t block_in, const mp_buffer_info_t *buffer) {
    const size_t block = (size_t)mp_obj_get_int(block_in);
    const size_t size = camera_port_drive_size();
    if (block >= size / CAMERA_SECTOR_SIZE || buffer->len > size - block * CAMERA_SECTOR_SIZE) {
        mp_raise_OSError(MP_EIO);
    }
    return block * CAMERA_SECTOR_SIZE;
}

static mp_obj_t drive_readblocks(mp_obj_t self, mp_obj_t block, mp_obj_t buffer_in) {
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(buffer_in, &buffer, MP_BUFFER_WRITE);
    camera_port_drive_read(block_offset(block, &buffer), buffer.buf, buffer.len);
    return MP_OBJ_NEW_SMALL_INT(0);
}
static MP_DEFINE_CONST_FUN_OBJ_3(drive_readblocks_obj, drive_readblocks);

static mp_obj_t drive_writeblocks(mp_obj_t self, mp_obj_t block, mp_obj_t buffer_in) {
    mp_buffer_info_t buffer;
    mp_get_buffer_raise(buffer_in, &buffer, MP_BUFFER_READ);
    camera_port_drive_write(block_offset(block, &buffer), buffer.buf, buffer.len);
    return MP_OBJ_NEW_SMALL_INT(0);
}
static MP_DEFINE_CONST_FUN_OBJ_3(drive_writeblocks_obj, drive_writeblocks);

static mp_obj_t drive_ioctl(mp_obj_t self, mp_obj_t operation, mp_obj_t argument) {
    switch (mp_obj_get_int(operation)) {
        case MP_BLOCKDEV_IOCTL_INIT:
        case MP_BLOCKDEV_IOCTL_DEINIT:
        case MP_BLOCKDEV_IOCTL_SYNC:
            return MP_OBJ_NEW_SMALL_INT(0);
        case MP_BLOCKDEV_IOCTL_BLOCK_COUNT:
            return MP_OBJ_NEW_SMALL_INT(camera_port_drive_size() / CAMERA_SECTOR_SIZE);
        case MP_BLOCKDEV_IOCTL_BLOCK_SIZE:
            return MP_OBJ_NEW_SMALL_INT(CAMERA_SECTOR_SIZE);
        default:
            return mp_const_none;
    }
}
static MP_DEFINE_CONST_FUN_OBJ_3(drive_ioctl_obj, drive_ioctl);

static const mp_rom_map_elem_t drive_locals_table[] = {
    {MP_ROM_QSTR(MP_QSTR_readblocks), MP_ROM_PTR(&drive_readblocks_obj)},
    {MP_ROM_QSTR(MP_QSTR_writeblocks), MP_ROM_PTR(&drive_writeblocks_obj)},
    {MP_ROM_QSTR(MP_QSTR_ioctl), MP_ROM_PTR(&drive_ioctl_obj)},
};
static MP_DEFINE_CONST_DICT(drive_locals, drive_locals_table);

static MP_DEFINE_CONST_OBJ_TYPE(drive_type, MP_QSTR_Drive, MP_TYPE_FLAG_NONE, make_new, drive_make_new,
                                locals_dict, &drive_locals);

static mp_obj_t camera_model(void) {
    const char *model = camera_port_model();
    return mp_obj_new_str(model, strlen(model));
}
static MP_DEFINE_CONST_FUN_OBJ_0(camera_model_obj, camera_model);

static const mp_rom_map_elem_t camera_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_camera)},
    {MP_ROM_QSTR(MP_QSTR_Drive), MP_ROM_PTR(&drive_type)},
    {MP_ROM_QSTR(MP_QSTR_model), MP_ROM_PTR(&camera_model_obj)},
};
static MP_DEFINE_CONST_DICT(camera_globals, camera_globals_table);

const mp_obj_module_t camera_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&camera_globals,
};
MP_REGISTER_MODULE(MP_QSTR_camera, camera_module);

// vfs.rom_ioctl() has one partition, read in place and written by `mpremote romfs deploy`.
mp_obj_t mp_vfs_rom_ioctl(size_t n_args, const mp_obj_t *args) {
    static mp_obj_array_t partition = {.base = {&mp_type_memoryview}, .typecode = 'B'};
    size_t size;
    const uint8_t *rom = camera_port_rom(&size);
    const mp_int_t command = mp_obj_get_int(args[0]);
    if (command == MP_VFS_ROM_IOCTL_GET_NUMBER_OF_SEGMENTS) {
        return MP_OBJ_NEW_SMALL_INT(size > 0 ? 1 : 0);
    }
    if (n_args < 2 || size == 0 || mp_obj_get_int(args[1]) != 0) {
        return MP_OBJ_NEW_SMALL_INT(-MP_EINVAL);
    }
    switch (command) {
        case MP_VFS_ROM_IOCTL_GET_SEGMENT:
            partition.len = size;
            partition.items = (void *)rom;
            return MP_OBJ_FROM_PTR(&partition);
        case MP_VFS_ROM_IOCTL_WRITE_PREPARE: {
            const size_t wanted = n_args < 3 ? SIZE_MAX : (size_t)mp_obj_get_int(args[2]);
            return MP_OBJ_NEW_SMALL_INT(wanted <= size ? 4 : -MP_EINVAL);  // writes of 4 bytes
        }
        case MP_VFS_ROM_IOCTL_WRITE: {
            if (n_args < 4) {
                return MP_OBJ_NEW_SMALL_INT(-MP_EINVAL);
            }
            const size_t offset = (size_t)mp_obj_get_int(args[2]);
            mp_buffer_info_t buffer;
            mp_get_buffer_raise(args[3], &buffer, MP_BUFFER_READ);
            if (offset > size || buffer.len > size - offset) {
                return MP_OBJ_NEW_SMALL_INT(-MP_EINVAL);
            }
            camera_port_rom_write(offset, buffer.buf, buffer.len);
            return MP_OBJ_NEW_SMALL_INT(0);
        }
        case MP_VFS_ROM_IOCTL_WRITE_COMPLETE:
            return MP_OBJ_NEW_SMALL_INT(0);
        default:
            return MP_OBJ_NEW_SMALL_INT(-MP_EINVAL);
    }
}
