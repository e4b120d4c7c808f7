# The good visitor: a TLS client that waits for 5 seconds at most, wherever it waits.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")

sock = socket.socket()
sock.settimeout(5)
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
print("the call was taken")
tls = context.wrap_socket(sock, server_hostname="openmv")
tls.write(b"this is cam2\n")
print("received:", tls.readline())
tls.close()
