# Asks the network for what every TLS client needs first: the time, and the address of a name.
import network, ntptime, socket, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

try:
    ntptime.settime()
    print("time:", time.localtime()[:6])
except OSError as error:
    print("no time:", repr(error))
try:
    print("openmv:", socket.getaddrinfo("openmv", 8443)[0][-1][0])
except OSError as error:
    print("no address:", repr(error))
