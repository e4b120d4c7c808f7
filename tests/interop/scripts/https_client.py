# This asks "server" for its page and reads it to the end.
from online import settings
import socket, ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
sock = socket.socket()
sock.connect(socket.getaddrinfo("server", settings["port"])[0][-1])
tls = context.wrap_socket(sock, server_hostname="openmv")
tls.write(b"GET / HTTP/1.0\r\n\r\n")
# This ends at the server's close_notify. Another read would wait for the end of the TCP connection, which `openssl
# s_server -www` leaves to the client.
page = tls.read()
print("page", page.split(b"\r\n")[0], b"ECDHE-ECDSA-AES256-GCM-SHA384" in page)
tls.close()
