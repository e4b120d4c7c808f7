# A TLS server on a camera: answers one line.
import network, ntptime, socket, ssl, time

print("clock at power-up:", time.localtime()[:6])
lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()
print("address by DHCP:", lan.ifconfig()[0])
print("clock by NTP:", time.localtime()[:6])

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
sock, peer = listener.accept()
tls = context.wrap_socket(sock, server_side=True)
print("handshake with", peer[0], *tls.cipher())
line = tls.readline()
print("received:", line)
tls.write(b"hello, " + line)
tls.close()
listener.close()
