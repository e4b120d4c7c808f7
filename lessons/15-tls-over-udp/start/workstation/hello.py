# Says hello to the DTLS server, and is gone before the cookie comes.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

context = ssl.SSLContext(ssl.PROTOCOL_DTLS_CLIENT)
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(("192.168.1.50", 5684))
sock.setblocking(False)
dtls = context.wrap_socket(sock, do_handshake_on_connect=False)
dtls.write(b"?")  # the first attempt to write sends the ClientHello
sock.close()
print("said hello, and is gone")
