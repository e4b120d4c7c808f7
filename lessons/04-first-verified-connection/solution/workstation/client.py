# A TLS client: talks to openmv, and to nobody who only says that they are openmv.
import network, ntptime, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

ntptime.settime()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
tls = context.wrap_socket(sock, server_hostname="openmv")
print("connected:", tls.cipher()[0])
tls.write(b"this is cam2\n")
print("received:", tls.readline())
tls.close()
