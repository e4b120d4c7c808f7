// A native camera process is started with these file descriptors.
#pragma once

enum native_descriptor {
    NATIVE_SOCKET_FD = 3,  // a stream socket: camera_link.h
    NATIVE_DRIVE_FD = 4,   // the flash; mapped, so that the world sees writes
    NATIVE_ROM_FD = 5,     // the ROMFS partition, likewise
};
