# Half of a deadlock that many examples contain: read() without a size waits for the end of the stream, which
# comes when the other side closes. The other side does the same. Use readline() or read(n).
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
tls = context.wrap_socket(sock, server_side=True)
print("handshake done")
print(tls.read())
tls.write(b"hello, client\n")
tls.close()
