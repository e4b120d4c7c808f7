# A DTLS server. A client must first show that it owns its address, by sending back a cookie (RFC 6347 section
# 4.2.1): the first wrap_socket() sends it and raises HELLO_VERIFY_REQUIRED; the second one, with the same
# context, which keeps the secret of the cookie, and the same client_id, does the handshake.
import network, ntptime, select, socket, time, tls

HELLO_VERIFY_REQUIRED = -27264

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)


def patiently(step):
    # Anything the network loses here is lost without a word: just retry.
    for attempt in range(20):
        try:
            return step()
        except OSError as error:
            print("again:", repr(error))
            time.sleep(1)


patiently(ntptime.settime)

def read(name):
    with open(name, "rb") as file:
        return file.read()


# The module ssl has no client_id. The module tls has, and takes the bytes of files instead of their names.
context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)
context.load_cert_chain(read("server.der"), read("server-key.der"))

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 5684))
# Who is there? MSG_PEEK leaves the ClientHello for the handshake.
_, client = sock.recvfrom(1, socket.MSG_PEEK)
sock.connect(client)
client_id = repr(client).encode()  # whatever names this client

# A lost datagram comes again only from a socket that does not block: a blocking one would wait for ever in the
# middle of the handshake.
sock.setblocking(False)
dtls = None
while dtls is None:
    try:
        dtls = context.wrap_socket(sock, server_side=True, client_id=client_id)
    except OSError as error:
        if error.errno != HELLO_VERIFY_REQUIRED:
            raise
        print("a cookie for", client[0], repr(error))
print("handshake with", client[0], *dtls.cipher())

# Datagrams can get lost, so each question is answered, also when it comes again; silence is the end. The waiting is
# done by poll(): after a timeout inside recv() the DTLS socket would be unusable.
poller = select.poll()
poller.register(dtls, select.POLLIN)
while poller.poll(20_000):
    question = dtls.recv(100)
    if question:
        print("received:", question)
        dtls.send(b"you said: " + question)
print("no more questions")
sock.close()
