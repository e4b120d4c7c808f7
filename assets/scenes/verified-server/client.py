# A TLS client on a camera. It verifies the server's certificate, sends two lines and prints the answers.
# The server's name or address is the first argument; on a real camera, write it here.
import network, ntptime, socket, ssl, sys, time

SERVER = sys.argv[1] if len(sys.argv) > 1 else "openmv"

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
# After power-up the clock is wrong by years, and no certificate would be valid yet.
ntptime.settime()
time.sleep(1)  # the server is up by then

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED  # ssl.SSLContext starts with CERT_NONE, which accepts any server
context.load_verify_locations(cafile="server.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo(SERVER, 8443)[0][-1])
# Here the certificate is verified: signer, dates and server_hostname. An error here raises ValueError, not
# OSError.
tls = context.wrap_socket(sock, server_hostname=SERVER)
print("verified:", SERVER, *tls.cipher())
for line in (b"good morning\n", b"good night\n"):
    tls.write(line)
    print("received:", tls.readline())
tls.close()
