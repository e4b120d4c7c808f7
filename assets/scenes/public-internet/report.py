# Asks servers of the public internet, and verifies each. Two anchors are enough for all of them.
import network, ntptime, socket, ssl

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    pass
ntptime.settime()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="x1.der")
context.load_verify_locations(cafile="elsewhere.der")


def ask(host, method, path, content=b""):
    sock = socket.socket()
    sock.connect(socket.getaddrinfo(host, 443)[0][-1])
    tls = context.wrap_socket(sock, server_hostname=host)
    tls.write("{} {} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n\r\n".format(method, path, host, len(content)).encode())
    tls.write(content)
    status = tls.readline()
    while tls.readline() != b"\r\n":  # the rest of the head
        pass
    print(host, status, tls.read())
    tls.close()


ask("weather.example.net", "GET", "/")
ask("rsa.example.com", "GET", "/")
ask("api.example.com", "GET", "/status")
ask("api.example.com", "POST", "/pictures", b"a heron")
for name in ("valid", "revoked", "wildcard", "name-in-cn-only", "many-names", "ecc384", "rsa4096", "tls-1-2"):
    ask(name + ".broken.example", "GET", "/")  # some are broken in ways that no camera looks at
for name in ("expired", "not-yet-valid", "wrong-name", "self-signed", "untrusted-root", "incomplete-chain", "sha1", "tls-1-3", "client-certificate"):
    try:
        ask(name + ".broken.example", "GET", "/")
    except (OSError, ValueError) as error:
        print(name, repr(error))
