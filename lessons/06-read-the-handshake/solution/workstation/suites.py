# A TLS client that offers the cipher suites in SUITES and no others.
import network, socket, time, tls

SUITES = ["TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256"]

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

# The module tls takes the bytes of files, not their names.
with open("server.der", "rb") as file:
    anchor = file.read()

context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
context.verify_mode = tls.CERT_REQUIRED
context.load_verify_locations(anchor)
print(len(context.get_ciphers()), "suites are there")
context.set_ciphers(SUITES)

sock = socket.socket()
sock.settimeout(5)
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
wrapped = context.wrap_socket(sock, server_hostname="openmv")
print("connected with", wrapped.cipher()[0])
wrapped.send(b"this is cam2\n")
print("received:", wrapped.recv(100))
wrapped.close()
