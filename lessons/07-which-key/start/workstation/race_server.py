# Three TLS servers, one after the other: each has another kind of key and a port of its own.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

KEYS = (("p256", 8441), ("p384", 8442), ("rsa", 8443))


def listen(port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("0.0.0.0", port))
    listener.listen(5)
    return listener


servers = []
for name, port in KEYS:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(name + ".der", name + "-key.der")
    servers.append((name, context, listen(port)))
print("ready with three keys")

while True:
    for name, context, listener in servers:
        sock, peer = listener.accept()
        sock.settimeout(5)
        try:
            tls = context.wrap_socket(sock, server_side=True)
            tls.write(b"hello from " + name.encode() + b"\n")
            tls.close()
        except OSError as error:
            print(name, "no connection:", error)
            sock.close()
