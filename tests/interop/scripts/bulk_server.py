# This takes bytes over TLS, answers with their SHA-256, then sends as many of its own, followed by theirs.
from online import settings
import bulk, socket, ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
print("listening")
sock, _ = listener.accept()
tls = context.wrap_socket(sock, server_side=True)
bulk.take(tls, settings["bytes"])
bulk.give(tls, settings["bytes"])
tls.close()
print("done")
