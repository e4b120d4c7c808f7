# A TLS client: it talks to openmv, and to nobody who only says that they are openmv.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="ca.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
tls = context.wrap_socket(sock, server_hostname="openmv")
print("the server is verified")
tls.write(b"the door is closed\n")
print("received:", tls.readline())
tls.close()
