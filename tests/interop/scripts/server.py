# This TLS server answers one line per connection, and says how each connection ended.
from online import settings
import socket, ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
if "client_anchor" in settings:
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cafile=settings["client_anchor"])

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(2)
print("listening")
for _ in range(settings.get("connections", 1)):
    sock, _ = listener.accept()
    try:
        tls = context.wrap_socket(sock, server_side=True)
        line = tls.readline()
        print("received", line, *tls.cipher())
        tls.write(b"hello " + line)
        tls.close()
    except (OSError, ValueError) as error:
        print("failed:", repr(error))
        sock.close()
