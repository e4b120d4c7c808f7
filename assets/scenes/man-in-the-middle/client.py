# A TLS client that verifies the server when it is told to: sys.argv[1] is "verify".
import network, socket, ssl, sys, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
time.sleep(2)  # the server needs its address first

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
if sys.argv[1] == "verify":
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cafile="server.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
try:
    tls = context.wrap_socket(sock, server_hostname="openmv")
    tls.write(b"password 7319\n")
    print("answer:", tls.readline())
    tls.close()
except ValueError as error:
    print("refused:", str(error).strip())
    sock.close()
