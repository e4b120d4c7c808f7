# This DTLS server answers one datagram with another. It first turns away a client without a cookie.
from online import settings
import socket, tls


def read(name):
    with open(name, "rb") as file:
        return file.read()


context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)
context.load_cert_chain(read("server.der"), read("server-key.der"))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 8443))
print("listening")
_, peer = sock.recvfrom(1, socket.MSG_PEEK)
sock.connect(peer)
for _ in range(2):
    try:
        dtls = context.wrap_socket(sock, server_side=True, client_id=repr(peer).encode())
        break
    except OSError as error:
        print("failed:", repr(error))
line = dtls.recv(100)
print("received", line, *dtls.cipher())
dtls.send(b"hello " + line)
dtls.close()
