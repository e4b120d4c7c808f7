# ntptime: sets the camera's clock from a time server (SNTP, RFC 4330), as frozen into the camera's firmware.
import socket
import struct
from time import gmtime

host = "pool.ntp.org"
timeout = 1  # seconds

_SECONDS_FROM_1900_TO_1970 = 2208988800
_ERA = 1 << 32  # NTP's seconds start again from 0 in 2036


def time():
    request = bytearray(48)
    request[0] = 0x1B  # leap 0, version 3, mode 3 (client)
    address = socket.getaddrinfo(host, 123)[0][-1]
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        s.settimeout(timeout)
        s.sendto(request, address)
        answer = s.recv(48)
    finally:
        s.close()
    seconds = struct.unpack("!I", answer[40:44])[0]
    if seconds < 3913056000:  # before 2024: it belongs to the next era
        seconds += _ERA
    return seconds - _SECONDS_FROM_1900_TO_1970


def settime():
    import machine

    now = gmtime(time())
    machine.RTC().datetime((now[0], now[1], now[2], now[6] + 1, now[3], now[4], now[5], 0))
