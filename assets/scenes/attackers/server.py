# A DTLS server that asks every client for a cookie, and counts for how many it had to.
import network, socket, time, tls

HELLO_VERIFY_REQUIRED = -27264

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)


def read(name):
    with open(name, "rb") as file:
        return file.read()


context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)
context.load_cert_chain(read("server.der"), read("server-key.der"))
asked = 0
while True:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("0.0.0.0", 5684))
    sock.settimeout(10)
    try:
        _, client = sock.recvfrom(1, socket.MSG_PEEK)
    except OSError:
        break
    sock.connect(client)
    sock.setblocking(False)
    try:
        context.wrap_socket(sock, server_side=True, client_id=repr(client).encode())
    except OSError as error:
        if error.errno != HELLO_VERIFY_REQUIRED:
            print("no handshake:", repr(error))
        asked += 1
    sock.close()
print("asked", asked, "clients for a cookie")
