# A TLS server that serves one client after the other; the others wait in the backlog or try again.
import network, ntptime, socket, ssl, time

CLIENTS = 49

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
listener.listen(8)
served = 0
while served < CLIENTS:
    sock, peer = listener.accept()
    try:
        tls = context.wrap_socket(sock, server_side=True)
        tls.write(b"hello, " + tls.readline())
        tls.close()
        served += 1
    except OSError as error:
        print(peer[0], repr(error))
    finally:
        sock.close()
print("served", served, "cameras")
listener.close()
