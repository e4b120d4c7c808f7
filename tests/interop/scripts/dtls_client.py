# This DTLS client sends a datagram to "server" and prints the answer.
from online import settings
import socket, ssl

context = ssl.SSLContext(ssl.PROTOCOL_DTLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(socket.getaddrinfo("server", settings["port"])[0][-1])
dtls = context.wrap_socket(sock, server_hostname="openmv")
print("connected", *dtls.cipher())
dtls.send(b"ping\n")
print("received", dtls.recv(100))
dtls.close()
