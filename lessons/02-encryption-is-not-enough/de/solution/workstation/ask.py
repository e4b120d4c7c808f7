# Fragt die Kamera an der Tür, mit TLS.
import network, socket, ssl, time

PASSWORD = "4711"

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

with open("server.der", "rb") as file:
    anchor = file.read()

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
tls = ssl.wrap_socket(sock, server_hostname="openmv", cert_reqs=ssl.CERT_REQUIRED, cadata=anchor)
tls.send(b"password " + PASSWORD.encode() + b"\n")
print("answer:", tls.recv(4096))
tls.close()
