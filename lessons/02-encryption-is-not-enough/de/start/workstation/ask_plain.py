# Fragt die Kamera an der Tür, ohne TLS.
import network, socket, time

PASSWORD = "7319"

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8080)[0][-1])
sock.send(b"password " + PASSWORD.encode() + b"\n")
print("answer:", sock.recv(4096))
sock.close()
