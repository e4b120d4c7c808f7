# This is a small HTTPS server for one request.
from online import settings
import socket, ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
print("listening")
sock, _ = listener.accept()
tls = context.wrap_socket(sock, server_side=True)
request = tls.readline()
while tls.readline() != b"\r\n":
    pass
print("request", request)
body = b'{"camera": "openmv"}\n'
tls.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n")
tls.write(b"Content-Length: %d\r\n\r\n" % len(body))
tls.write(body)
tls.close()
