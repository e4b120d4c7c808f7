#pragma once

namespace tlscam {

/// These are MicroPython's errno numbers on cameras (py/mperrno.h, and lwIP's glue in extmod/modlwip.c). They
/// equal Linux's, whatever computer this runs on.
enum CameraErrno {
  kEnoent = 2,
  kEio = 5,
  kEbadf = 9,
  kEagain = 11,
  kEnomem = 12,
  kEbusy = 16,
  kEnodev = 19,
  kEinval = 22,
  kEnospc = 28,
  kErofs = 30,
  kEopnotsupp = 95,
  kEafnosupport = 97,
  kEaddrinuse = 98,
  kEconnaborted = 103,
  kEconnreset = 104,
  kEnobufs = 105,
  kEnotconn = 107,
  kEtimedout = 110,
  kEconnrefused = 111,
  kEhostunreach = 113,
  kEinprogress = 115,
  /// getaddrinfo() returns this if the name is not known, or if nobody was there to ask (extmod/modlwip.c).
  kNameNotFound = -2,
  /// getaddrinfo() returns this while the camera has no network: the interface was never switched on, or has
  /// no address yet (lwIP's ERR_VAL).
  kNoNetworkYet = -6,
  /// Other ports of MicroPython (ESP32) return this instead.
  kNameNotFoundElsewhere = -202,
};

}  // namespace tlscam
