# Fetches the weather from one server and posts it to another. Both are verified.
import network, ntptime, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="ca.der")


def ask(host, request, content=b""):
    sock = socket.socket()
    sock.connect(socket.getaddrinfo(host, 443)[0][-1])
    tls = context.wrap_socket(sock, server_hostname=host)
    print("verified:", host)
    tls.write(request + b" HTTP/1.1\r\nHost: " + host.encode() + b"\r\nConnection: close\r\n")
    tls.write(b"Content-Length: " + str(len(content)).encode() + b"\r\n\r\n" + content)
    while tls.readline() != b"\r\n":  # the head of the answer
        pass
    answer = tls.read()
    tls.close()
    return answer


weather = ask("weather.example.net", b"GET /")
print(weather)
print(ask("api.example.com", b"POST /pictures", b"cam2 sees: " + weather))
