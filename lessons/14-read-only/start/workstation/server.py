# A TLS server: answers one line, then waits for the next client.
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
print("listening on", lan.ifconfig()[0], "port 8443")

while True:
    sock, peer = listener.accept()
    try:
        tls = context.wrap_socket(sock, server_side=True)
        line = tls.readline()
        print("received:", line)
        tls.write(b"hello, " + line)
        tls.close()
    except OSError as error:
        print("no connection:", error)
        sock.close()
