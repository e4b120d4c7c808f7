# A TLS client on a camera: verifies the server's certificate by name, sends one line, prints the answer.
import network, ntptime, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()
time.sleep(1)  # the server is up by then

address = socket.getaddrinfo("openmv", 8443)[0][-1]
print("openmv has the address", address[0])

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")

sock = socket.socket()
sock.connect(address)
tls = context.wrap_socket(sock, server_hostname="openmv")
print("the certificate of openmv is verified;", *tls.cipher())
tls.write(b"this is cam2\n")
print("received:", tls.readline())
tls.close()
