# A visitor that speaks no TLS: somebody has typed http:// where https:// was needed.
import network, socket, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

sock = socket.socket()
sock.settimeout(5)
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
sock.send(b"GET / HTTP/1.0\r\n\r\n")
try:
    print("answer:", sock.recv(100))
except OSError as error:
    print("no answer:", error)
sock.close()
