# A DTLS server that serves one client after the other.
import network, select, socket, time, tls

HELLO_VERIFY_REQUIRED = -27264

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)


def read(name):
    with open(name, "rb") as file:
        return file.read()


# One context for all: it keeps the secret that cookies are made with.
context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)
context.load_cert_chain(read("server.der"), read("server-key.der"))


def shake_hands(sock, client):
    while True:
        try:
            return context.wrap_socket(sock, server_side=True, client_id=repr(client).encode())
        except OSError as error:
            if error.errno != HELLO_VERIFY_REQUIRED:
                raise
            print("a cookie for", client[0], error)


def answer(dtls):
    poller = select.poll()
    poller.register(dtls, select.POLLIN)
    while poller.poll(10_000):
        line = dtls.recv(100)  # None, when something else came: a Finished that was sent again
        if line == b"bye":
            break
        if line:
            dtls.send(b"answer to " + line)


print("waits at", lan.ifconfig()[0], "port 5684")
while True:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("0.0.0.0", 5684))
    _, client = sock.recvfrom(1, socket.MSG_PEEK)  # the ClientHello stays for wrap_socket()
    sock.connect(client)
    sock.setblocking(False)
    try:
        dtls = shake_hands(sock, client)
        print("handshake with", client[0])
        answer(dtls)
    except OSError as error:
        print("no connection:", error)
    sock.close()
