# A DTLS client. It answers the server's cookie inside the same handshake, and repeats what gets lost there; what
# gets lost afterwards, it has to repeat itself.
import network, ntptime, select, socket, ssl, time

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
time.sleep(1)  # the server is up by then

context = ssl.SSLContext(ssl.PROTOCOL_DTLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(patiently(lambda: socket.getaddrinfo("openmv", 5684))[0][-1])
# A lost datagram comes again only from a socket that does not block: a blocking one would wait for ever in the
# middle of the handshake.
sock.setblocking(False)
dtls = context.wrap_socket(sock, server_hostname="openmv")
print("verified: openmv", *dtls.cipher())

poller = select.poll()
poller.register(dtls, select.POLLIN)
for question in (b"one", b"two", b"three"):
    dtls.send(question)
    # After a second of silence, ask again: question or answer is lost.
    while not poller.poll(1000):
        dtls.send(question)
    print("received:", dtls.recv(100))
sock.close()
