# A TLS server that answers one question of each client, until nobody has asked for half a minute.
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
listener.listen(1)
listener.settimeout(30)

while True:
    try:
        sock, peer = listener.accept()
    except OSError:
        break
    try:
        tls = context.wrap_socket(sock, server_side=True)
        print("asked:", tls.readline())
        tls.write(b"the door is open\n")
        tls.close()
    except OSError as error:
        print("no connection:", repr(error))
        sock.close()
print("nobody asks any more")
