# A camera that watches a door, and tells openmv what it sees. It shows its certificate when it is asked.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="ca.der")
context.load_cert_chain("client.der", "client-key.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
tls = context.wrap_socket(sock, server_hostname="openmv")
tls.write(b"the door is closed\n")
print("openmv answers:", tls.readline())
tls.close()
