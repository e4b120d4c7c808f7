# This is CPython's own ssl module as the other end of a camera:
#   python_peer.py line|give-take|take-give PORT ANCHOR [KEY]
# As a client it connects to 127.0.0.1:PORT and verifies by ANCHOR; with a KEY it serves there, and ANCHOR is its
# certificate.
import socket
import ssl
import sys

import bulk

SIZE = 1 << 20


class Stream:
    def __init__(self, sock):
        self.sock = sock
        self.read = sock.recv
        self.write = sock.sendall


def connect(port, anchor):
    context = ssl.create_default_context(cafile=anchor)
    sock = socket.create_connection(("127.0.0.1", port), timeout=30)
    return context.wrap_socket(sock, server_hostname="openmv")


def accept(port, certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", port))
    print("ACCEPT", flush=True)
    sock, _ = listener.accept()
    sock.settimeout(30)
    return context.wrap_socket(sock, server_side=True)


what, port, anchor = sys.argv[1], int(sys.argv[2]), sys.argv[3]
tls = accept(port, anchor, sys.argv[4]) if len(sys.argv) > 4 else connect(port, anchor)
print(tls.version(), tls.cipher()[0])
stream = Stream(tls)
if what == "line":
    tls.sendall(b"ping\n")
    print("received", tls.recv(100))
elif what == "give-take":
    bulk.give(stream, SIZE)
    bulk.take(stream, SIZE)
else:
    bulk.take(stream, SIZE)
    bulk.give(stream, SIZE)
    tls.recv(1)  # until the camera has it all and closes
