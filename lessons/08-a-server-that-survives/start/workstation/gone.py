# A visitor that calls and hangs up: a port scanner does this, and so does a monitor that only wants to know whether you live.
import network, socket, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
sock.close()
print("called and hung up")
