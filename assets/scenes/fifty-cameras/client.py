# One of many TLS clients. The server is busy with the others at times: then it tries again a little later.
import network, ntptime, random, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()
time.sleep(1)  # the server is up by then

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
address = socket.getaddrinfo("openmv", 8443)[0][-1]

# A server whose backlog is full resets the connection, perhaps only after connect() has returned.
for attempt in range(100):
    sock = socket.socket()
    try:
        sock.connect(address)
        tls = context.wrap_socket(sock, server_hostname="openmv")
        break
    except OSError:
        sock.close()
        time.sleep_ms(200 + random.getrandbits(9))
tls.write(network.hostname().encode() + b"\n")
print("received:", tls.readline())
tls.close()
