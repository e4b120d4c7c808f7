# A DTLS client: three questions, three answers.
import network, select, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_DTLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(("192.168.1.50", 5684))
# A datagram that gets lost in the handshake is sent again only from a socket that does not block.
sock.setblocking(False)
start = time.ticks_ms()
dtls = context.wrap_socket(sock, server_hostname="openmv")
print("handshake after", round(time.ticks_diff(time.ticks_ms(), start) / 1000), "s")

poller = select.poll()
poller.register(dtls, select.POLLIN)
for question in (b"one", b"two", b"three"):
    dtls.send(question)
    if poller.poll(3000):
        print("received:", dtls.recv(100))
    else:
        print("no answer to", question)
dtls.send(b"bye")
sock.close()
