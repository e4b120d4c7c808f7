# A TLS server with one key: whichever lies on the drive as server.der and server-key.der.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
print("the key is loaded")

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8444))
listener.listen(5)
while True:
    sock, peer = listener.accept()
    sock.settimeout(5)
    try:
        tls = context.wrap_socket(sock, server_side=True)
        tls.write(b"hello, " + tls.readline())
        tls.close()
    except OSError as error:
        print("no connection:", error)
        sock.close()
