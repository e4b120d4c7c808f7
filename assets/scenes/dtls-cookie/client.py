# A DTLS client. It answers the server's cookie inside the same handshake, and repeats what gets lost there; what
# gets lost afterwards, it has to repeat itself.
import network, ntptime, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
for attempt in range(5):  # a datagram of the time server can get lost, too
    try:
        ntptime.settime()
        break
    except OSError as error:
        print("ntptime:", repr(error))
time.sleep(1)  # the server is up by then

context = ssl.SSLContext(ssl.PROTOCOL_DTLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(socket.getaddrinfo("openmv", 5684)[0][-1])
dtls = context.wrap_socket(sock, server_hostname="openmv")
print("verified: openmv", *dtls.cipher())

sock.settimeout(1)
for question in (b"one", b"two", b"three"):
    answer = None
    while answer != b"you said: " + question:
        dtls.send(question)
        try:
            answer = dtls.recv(100)
        except OSError as error:
            print("again:", repr(error))
    print("received:", answer)
sock.close()
