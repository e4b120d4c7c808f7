#pragma once

namespace tlscam {

/// errno numbers as MicroPython has them on cameras (py/mperrno.h, and lwIP's glue in extmod/modlwip.c). They
/// are Linux's, whatever the computer that this runs on has.
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
  /// getaddrinfo(): the name is not known, or nobody was there to ask (extmod/modlwip.c).
  kNameNotFound = -2,
  /// The same on other ports of MicroPython (ESP32).
  kNameNotFoundElsewhere = -202,
};

}  // namespace tlscam
