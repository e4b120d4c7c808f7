# A DTLS server, as the documentation writes it.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_DTLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 5684))
print("waits at", lan.ifconfig()[0], "port 5684")
_, client = sock.recvfrom(1, socket.MSG_PEEK)
sock.connect(client)
dtls = context.wrap_socket(sock, server_side=True, client_id=repr(client).encode())
print("received:", dtls.recv(100))
