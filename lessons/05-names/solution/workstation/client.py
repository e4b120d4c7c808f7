# A TLS client: talks to HOST, and to nobody who only says that they are HOST.
import network, socket, ssl, time

HOST = "192.168.1.50"

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo(HOST, 8443)[0][-1])
tls = context.wrap_socket(sock, server_hostname=HOST)
print("connected to", HOST)
tls.write(b"this is cam2\n")
print("received:", tls.readline())
tls.close()
