# A visitor that calls and says nothing, for as long as the server lets it.
import network, socket, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
print("called, and says nothing")
start = time.time()
try:
    sock.recv(1)
except OSError:
    pass
print("the server hung up after", time.time() - start, "s")
sock.close()
