# A web server with TLS for everybody who asks.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("cert.der", "domain-key.der")

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 443))
listener.listen(5)
print("listening on", lan.ifconfig()[0], "port 443")

PAGE = b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nThe door is closed.\n"

while True:
    sock, peer = listener.accept()
    sock.settimeout(2)
    try:
        tls = context.wrap_socket(sock, server_side=True)
        print("asked:", tls.readline())
        tls.write(PAGE)
        tls.close()
    except OSError as error:
        print("no connection:", error)
        sock.close()
