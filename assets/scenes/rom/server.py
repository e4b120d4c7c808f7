# As first-handshake's server, with certificate and key in the read-only file system, which no script can
# change. On a real camera: mpremote romfs build FOLDER, then mpremote romfs deploy FOLDER.romfs
import network, ntptime, os, socket, ssl, time

print("in /rom:", sorted(os.listdir("/rom")))
try:
    open("/rom/server.der", "wb")
except OSError as error:
    print("writing there fails:", repr(error))

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("/rom/server.der", "/rom/server-key.der")

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
sock, peer = listener.accept()
tls = context.wrap_socket(sock, server_side=True)
print("received:", tls.readline())
tls.write(b"hello from rom\n")
tls.close()
listener.close()
