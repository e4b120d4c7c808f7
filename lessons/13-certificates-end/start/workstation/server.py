# A server of your own: openmv shows server.der, which your own authority has signed.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(2)
print("listening")
while True:
    sock, peer = listener.accept()
    try:
        tls = context.wrap_socket(sock, server_side=True)
        tls.write(b"this is openmv\n")
        tls.close()
    except OSError as error:
        print("a client has left:", error)
        sock.close()
