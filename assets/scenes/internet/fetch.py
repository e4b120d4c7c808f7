# Fetches a page from a web server on the internet and verifies its certificate; then sends a datagram to an echo server.
import network, ntptime, socket, ssl, time

SERVER = "shop.example"

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
# After power-up the clock is wrong by years, and no certificate would be valid yet.
ntptime.settime()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="root.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo(SERVER, 443)[0][-1])
tls = context.wrap_socket(sock, server_hostname=SERVER)
print("verified:", SERVER, *tls.cipher())
tls.write(b"GET / HTTP/1.1\r\nHost: " + SERVER.encode() + b"\r\nConnection: close\r\n\r\n")
print("status:", tls.readline())
while tls.readline() != b"\r\n":  # the rest of the head
    pass
print("page:", tls.read())
tls.close()

echo = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
echo.sendto(b"hello", socket.getaddrinfo("echo.example", 7)[0][-1])
print("echo:", echo.recvfrom(100))
