# Three TLS clients, one after the other: each of them verifies another kind of key.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

KEYS = (("p256", 8441), ("p384", 8442), ("rsa", 8443))

for name, port in KEYS:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cafile=name + ".der")
    sock = socket.socket()
    sock.settimeout(5)
    sock.connect(socket.getaddrinfo("openmv", port)[0][-1])
    tls = context.wrap_socket(sock, server_hostname="openmv")
    print(name, tls.cipher()[0], tls.readline())
    tls.close()
