# Visits openmv. Its anchor is the authority of your own: my-ca.der.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="my-ca.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
tls = context.wrap_socket(sock, server_hostname="openmv")
now = time.localtime()
print("%d-%02d-%02d" % now[:3], tls.readline())
tls.close()
