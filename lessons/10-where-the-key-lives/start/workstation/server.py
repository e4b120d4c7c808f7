# A TLS server with a guest list: a file in guests/ holds the fingerprint of each certificate that it lets in.
import binascii, hashlib, network, os, socket, time, tls

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)


def read(name):
    with open(name, "rb") as file:
        return file.read()


def find_guest(certificate, depth):
    global guest
    if depth > 0:
        return 0  # the authority's certificate
    fingerprint = binascii.hexlify(hashlib.sha256(certificate).digest(), ":").upper()
    guest = None
    for name in os.listdir("guests"):
        if fingerprint in read("guests/" + name):
            guest = name[: -len(".txt")]
    return 0 if guest else 1


context = tls.SSLContext(tls.PROTOCOL_TLS_SERVER)
context.load_cert_chain(read("server.der"), read("server-key.der"))
context.verify_mode = tls.CERT_REQUIRED
context.load_verify_locations(read("ca.der"))
context.verify_callback = find_guest

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
print("listening on", lan.ifconfig()[0], "port 8443")

while True:
    sock, peer = listener.accept()
    try:
        connection = context.wrap_socket(sock, server_side=True)
        print(guest, "says:", connection.readline().decode().strip())
        connection.write(b"thank you\n")
        connection.close()
    except (OSError, ValueError) as error:
        print("no connection:", repr(error), "from", peer[0])
        sock.close()
