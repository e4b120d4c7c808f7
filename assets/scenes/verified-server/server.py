# A TLS server on a camera. It answers every line of one client until the client closes.
import network, ntptime, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
sock, peer = listener.accept()

# The handshake. When the client rejects the certificate, this raises OSError: the client has sent an alert.
tls = context.wrap_socket(sock, server_side=True)
print("handshake with", peer[0], *tls.cipher())
while True:
    # A line, and not read(): that would wait until the client closes, while the client waits for the answer.
    line = tls.readline()
    if not line:
        break
    print("received:", line)
    tls.write(b"you said: " + line)
print("the client has closed")
tls.close()
listener.close()
