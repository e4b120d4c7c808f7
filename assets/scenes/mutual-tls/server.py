# A TLS server that wants a certificate of its client, too, signed by the authority that it trusts.
import network, ntptime, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="ca.der")

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
sock, peer = listener.accept()
try:
    tls = context.wrap_socket(sock, server_side=True)
    print("the client is verified")
    print("received:", tls.readline())
    tls.write(b"welcome\n")
    tls.close()
finally:
    # Without an answer the client would wait for ever: a server that misses a certificate sends no alert.
    sock.close()
    listener.close()
