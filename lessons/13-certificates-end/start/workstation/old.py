# Asks api.example.com for its status. Its one anchor is anchor.der.
import network, socket, ssl, time

HOST = "api.example.com"

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="anchor.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo(HOST, 443)[0][-1])
tls = context.wrap_socket(sock, server_hostname=HOST)
now = time.localtime()
print("%d-%02d-%02d verified" % now[:3], HOST)
tls.close()
