# Four visitors at once: one says nothing, one speaks plain HTTP, one hangs up, and the last one is the good one.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

ADDRESS = socket.getaddrinfo("openmv", 8443)[0][-1]


def call():
    sock = socket.socket()
    sock.settimeout(10)
    sock.connect(ADDRESS)
    return sock


silent = call()
print("silent: has called")
http = call()
http.send(b"GET / HTTP/1.0\r\n\r\n")
print("http: has called")
call().close()
print("gone: has called and hung up")

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
start = time.time()
try:
    tls = context.wrap_socket(call(), server_hostname="openmv")
    tls.write(b"this is the good one\n")
    print("good: received", tls.readline(), "after", time.time() - start, "s")
    tls.close()
except OSError as error:
    print("good: not served,", error)
http.close()
silent.close()
