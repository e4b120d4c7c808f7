# Asks api.example.com whether it is ready, by HTTPS.
import network, ntptime, socket, ssl, time

HOST = "api.example.com"

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="ca.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo(HOST, 443)[0][-1])
tls = context.wrap_socket(sock, server_hostname=HOST)
tls.write(b"GET /status HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nConnection: close\r\n\r\n")
print(HOST, "says", tls.readline())
while tls.readline() != b"\r\n":  # the rest of the head
    pass
print(tls.read())
tls.close()
