# A TLS server: it proves who it is, wants the same of its client, and refuses the certificates on its list.
import binascii, hashlib, network, socket, time, tls

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)


def read(name):
    with open(name, "rb") as file:
        return file.read()


def refuse_stolen(certificate, depth):
    digest = hashlib.sha256(certificate).digest()
    fingerprint = binascii.hexlify(digest, ":").upper()
    return 1 if fingerprint in stolen else 0


stolen = read("stolen.txt")
context = tls.SSLContext(tls.PROTOCOL_TLS_SERVER)
context.load_cert_chain(read("server.der"), read("server-key.der"))
context.verify_mode = tls.CERT_REQUIRED
context.load_verify_locations(read("ca.der"))
context.verify_callback = refuse_stolen

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
print("listening on", lan.ifconfig()[0], "port 8443")

while True:
    sock, peer = listener.accept()
    try:
        connection = context.wrap_socket(sock, server_side=True)
        line = connection.readline()
        print("received:", line, "from", peer[0])
        connection.write(b"hello, " + line)
        connection.close()
    except (OSError, ValueError) as error:
        print("no connection:", repr(error), "from", peer[0])
        sock.close()
